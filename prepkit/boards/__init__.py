"""Single-purpose tools beside the forms."""
