"""Any resume file in: what stands in it as passages, each passage in its place, and what is left over."""
