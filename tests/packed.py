"""Files that tests make: a Word file of a body, a ZIP of parts."""

from __future__ import annotations

import io
import zipfile

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_NAMES = (
    f'xmlns:w="{WORD}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:wps="urn:wps" xmlns:v="urn:v"'
)


def make_zip(parts: dict[str, str | bytes]) -> bytes:
    """A ZIP file of these parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in parts.items():
            package.writestr(name, part)
    return file.getvalue()


def make_word(body: str, **parts: str) -> bytes:
    """A Word file of a body, and of other parts by kind: styles, numbering, header, footer, footnotes."""
    kinds = {"styles": "styles", "numbering": "numbering", "header": "hdr", "footer": "ftr", "footnotes": "footnotes"}
    links = "".join(
        f'<Relationship Id="{kind}" Type="urn:x/{kind}" Target="{kind}.xml"/>' for kind in parts if kind != "links"
    )
    links = f"<Relationships>{links}{parts.pop('links', '')}</Relationships>"
    made = {f"word/{kind}.xml": f"<w:{kinds[kind]} {_NAMES}>{text}</w:{kinds[kind]}>" for kind, text in parts.items()}
    document = f"<w:document {_NAMES}><w:body>{body}</w:body></w:document>"
    return make_zip({"word/document.xml": document, "word/_rels/document.xml.rels": links, **made})


def paragraph(*texts: str, style: str = "", properties: str = "") -> str:
    """A paragraph of runs; one that begins with "<" is XML of its own."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    runs = (text if text.startswith("<") else run(text) for text in texts)
    return f"<w:p><w:pPr>{named}{properties}</w:pPr>{''.join(runs)}</w:p>"


def run(text: str, properties: str = "") -> str:
    """A run of one look."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'
