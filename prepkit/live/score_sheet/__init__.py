"""The sheet of scores."""
