"""Formats without structure, read by where their letters stand: PDF and plain text."""
