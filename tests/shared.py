"""What many tests name: the checkout, the sample's day, texts that break careless code, and a document's blocks."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

ROOT = Path(__file__).parent.parent
TODAY = dt.date(2026, 1, 26)


def find_blocks(document: str, language: str) -> list[str]:
    """The blocks of code in a document of the checkout, in one language."""
    text = (ROOT / document).read_text(encoding="utf-8")
    return re.findall(rf"```{language}\n(.*?)```", text, flags=re.DOTALL)


# Quotes, markup, emoji, CJK, right-to-left marks, control characters, formula, template and shell syntax, line ends.
NASTY_TEXTS = (
    "She said \"no\" and 'why'",
    "<script>alert('x')</script>",
    "👩‍🔬 🚀 naïve café",
    "產品經理 プロダクト",
    "\u202eمدير المنتج שלום",
    "NUL \x00 and bell \x07",
    "=HYPERLINK(1) {{ 7*7 }} $(rm -rf .) `x` %s {0}",
    "line one\r\nline two\n\n\ttabbed  ",
)
