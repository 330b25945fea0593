"""The clock of an answer."""
