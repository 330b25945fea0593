"""Formats that mark up paragraphs: Word, OpenDocument, RTF, HTML, Markdown, LaTeX."""
