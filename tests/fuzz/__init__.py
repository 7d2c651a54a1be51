"""Fuzzing of the readers with atheris; `make fuzz` runs it, the suite runs what it found."""
