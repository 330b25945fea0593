"""As much of a page's style sheets as decides what its text is: what is hidden, stands side by side, is bold."""

from __future__ import annotations

import re

_SIMPLE = re.compile(r"([a-z][a-z0-9]*)?((?:\.[-\w]+)?)$", re.I)
_LONGEST = 200_000  # letters
_TOLD = ("display", "visibility", "font-weight", "font-style", "white-space", "float", "flex-direction", "font")

Declarations = dict[str, str]


def read_styles(sheet: str) -> dict[tuple[str, str], Declarations]:
    """Return what a style sheet says of tags and classes: rules with other selectors are passed over.

    Args:
        sheet: The text of `<style>` elements.
    """
    rules: dict[tuple[str, str], Declarations] = {}
    printed = False
    for rule in re.sub(r"/\*.*?\*/", "", sheet[:_LONGEST], flags=re.DOTALL).split("}"):
        head, brace, body = rule.rpartition("{")
        if not brace:  # the end of rules for one medium
            printed = False
            continue
        medium, brace, selectors = head.rpartition("{")
        printed = "print" in medium if brace else printed
        for selector in [] if printed else selectors.split(","):
            match = _SIMPLE.match(selector.strip())
            if match and (match[1] or match[2]):
                rules.setdefault(((match[1] or "").lower(), match[2][1:]), {}).update(read_declarations(body))
    return rules


def read_declarations(body: str) -> Declarations:
    """Return the declarations that matter here: `display: none; color: red` gives `{"display": "none"}`."""
    pairs = (part.partition(":")[::2] for part in body.lower().split(";"))
    found = {name.strip(): value.replace("!important", "").strip() for name, value in pairs}
    return {name: value for name, value in found.items() if name in _TOLD}
