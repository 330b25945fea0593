"""Papers out: one description of a document as rows, and a writer for each format that it leaves in."""
