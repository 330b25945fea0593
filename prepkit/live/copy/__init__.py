"""Buttons that copy texts."""
