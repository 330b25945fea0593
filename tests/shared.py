"""What many tests name: the checkout, the sample's day, and texts that break careless code."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

ROOT = Path(__file__).parent.parent
TODAY = dt.date(2026, 1, 26)

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
