"""The story bank: which story answers what, its ladder, and one story told everywhere."""
