"""The text box that is judged while one types."""
