"""What is composed from several rooms: the sample data, kits, letters with tables."""
