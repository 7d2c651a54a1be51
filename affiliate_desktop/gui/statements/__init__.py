"""The parts of the Statements page: the list, the import dialog, what could not be read."""
