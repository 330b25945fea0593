"""What stands in a text: its words and sections, how it opens, its quantities, whom it serves, how technical it is."""
