"""Statement files: recognize, read, normalize, compare, write into the ledger, undo."""
