"""What a writer left to be filled in: "[your number]", "TBD", "X%"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from prepkit.text.blocks import Span

_BLANK = re.compile(
    r"\b(?:TBD|TBC|TODO)\b|\bTK\b|\bFIXME\b|\blorem ipsum\b|(?<![\w$-])\$?X{2,4}(?=%|\b)(?![-\w])|\?\?\?+|_{3,}"
    r"|(?<![\w-])(?:[XYZN]\s?%|\$[XYZN]\b(?!-))"
    r"|[\[<{](?:your|insert|name|the name|company|team|product|metric|baseline|actual|number|date|city"
    r"|customer|amount|quote|placeholder|add|role|title|percent|manager|hiring manager|state|price|link|segment|figure"
    r"|xx?|n|position|job|recipient|who|what|when|where|how|problem|solution|benefit|feature|location)\b"
    r"[^\]>}\n]{0,60}[\]>}](?!\()",
    re.I,
)
# A quick look first: most texts hold no sign of a blank.
_BLANK_SIGNS = ("[", "{", "<", "???", "___", "tbd", "tbc", "todo", "tk", "xme", "lorem", "xx", "$x", "$y", "$z", "$n")
_BLANK_SHARE = re.compile(r"[xyzn]\s?%")


def find_blanks(text: str) -> Iterator[Span]:
    """Yield where something is left to be filled in."""
    lower = text.lower()
    if any(sign in lower for sign in _BLANK_SIGNS) or ("%" in lower and _BLANK_SHARE.search(lower)):
        for match in _BLANK.finditer(text):
            yield Span(match.start(), match.end())


def has_blank(text: str) -> bool:
    """Tell whether something in a text is left to be filled in."""
    return next(find_blanks(text), None) is not None
