"""A sheet of paper in a notebook: white in every theme, and one page of its own when the notebook is printed."""

from __future__ import annotations

import base64
import html
import re
from collections.abc import Iterable

_BLANK = re.compile(r"\[[^\[\]\n]{1,120}\]")
_SHEET = """
.pk-sheet { box-sizing: border-box; max-width: 760px; margin: 12px 0 20px; padding: 52px 64px 44px; background: #fff;
  color: #1b1b1b; border: 1px solid #c9c9c9; box-shadow: 0 1px 5px rgba(0, 0, 0, .28);
  font: 15px/1.5 Georgia, "Times New Roman", serif; overflow-wrap: anywhere; }
.pk-sheet.pk-sheet h3 { margin: 0 0 10px; color: #111; font: 700 23px/1.25 Georgia, "Times New Roman", serif; }
.pk-sheet.pk-sheet h4 { margin: 0 0 16px; color: #333; font: italic 400 17px/1.4 Georgia, "Times New Roman", serif; }
.pk-sheet.pk-sheet h5 { margin: 18px 0 2px; color: #111; font: 700 15px/1.4 Georgia, "Times New Roman", serif; }
.pk-sheet.pk-sheet p { margin: 0 0 11px; color: #1b1b1b; }
.pk-sheet mark { padding: 0 2px; background: #fff0b8; color: #4d3a00; }
.pk-sheet .pk-running { display: flex; justify-content: space-between; gap: 16px; margin: 0 0 24px; color: #595959;
  font: 12px/1.4 system-ui, sans-serif; letter-spacing: .02em; border-bottom: 1px solid #ddd; padding-bottom: 6px; }
"""
_ON_SCREEN = """
.pk-paper { color: var(--jp-content-font-color1, #212121); font-family: var(--jp-content-font-family, sans-serif); }
.pk-paper > details { margin: 8px 0; }
.pk-paper > details > summary, .pk-paper .pk-more > summary { cursor: pointer; padding: 4px 0; font-weight: 600; }
.pk-paper .pk-notes { max-width: 760px; margin: 6px 0; font-size: 13px; color: var(--jp-content-font-color1, #333); }
.pk-paper .pk-notes a { color: var(--jp-content-link-color, #0b5cad); text-decoration: underline; }
@container (max-width: 560px) { .pk-sheet { padding: 28px 24px; } }
"""
_IN_PRINT = """
@media print { .pk-sheet { max-width: none; margin: 0; padding: 0; border: 0; box-shadow: none; break-after: page; }
  .pk-notes { display: none; } }
"""
STYLE = f"<style>{_SHEET}{_ON_SCREEN}{_IN_PRINT}</style>"


def render_sheet(inner: str, left: str, right: str = "") -> str:
    """Return a sheet of paper around HTML, with two short texts in its running head; they are escaped."""
    head = f'<div class="pk-running"><span>{html.escape(left)}</span><span>{html.escape(right)}</span></div>'
    return f'<div class="pk-sheet">{head}{inner}</div>'


def render_text(text: str) -> str:
    """Return a text as paragraphs, escaped, with whatever stands in square brackets marked as blank."""
    blocks = (block for block in re.split(r"\n\s*\n", text.replace("\r\n", "\n").replace("\r", "\n")) if block.strip())
    return "".join(f"<p>{mark_blanks(block).replace(chr(10), '<br>')}</p>" for block in blocks)


def mark_blanks(text: str) -> str:
    """Return a text, escaped, with whatever stands in square brackets marked as blank."""
    pieces, end = [], 0
    for match in _BLANK.finditer(text):
        pieces += [html.escape(text[end : match.start()]), f"<mark>{html.escape(match.group())}</mark>"]
        end = match.end()
    return "".join([*pieces, html.escape(text[end:])])


def render_link(title: str, sheets: Iterable[str], name: str) -> str:
    """Return a link that saves the sheets as one page of HTML, ready to be printed or sent.

    Args:
        title: The title of that page; it is escaped.
        sheets: The sheets, as HTML.
        name: The file's name without its ending: letters, digits and hyphens.
    """
    page = (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{html.escape(title)}</title>'
        f"<style>@page {{ size: letter; margin: 1in; }} body {{ margin: 0; }}{_SHEET}{_IN_PRINT}</style></head>"
        f"<body>{''.join(sheets)}</body></html>"
    )
    # A lone surrogate, which a text may hold and no encoding can, becomes a question mark.
    data = base64.b64encode(page.encode("utf-8", "replace")).decode("ascii")
    return f'<a download="{name}.html" href="data:text/html;charset=utf-8;base64,{data}">Save it as a page to print</a>'
