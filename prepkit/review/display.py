"""A review as HTML: the text with its findings marked in place by color and pattern, and the list of them below."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from prepkit.review.findings import Finding, Review

_RANK = {"error": 0, "warning": 1, "info": 2}
_WORD = {"error": "Error", "warning": "Warning", "info": "Note"}
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
# The patterns differ as well as the colors: a wave, dashes, dots. Text keeps the color of the page it stands on.
_STYLE = """<style>
.pk-review{font-family:inherit;line-height:1.6}
.pk-review-text{white-space:pre-wrap;overflow-wrap:anywhere;unicode-bidi:plaintext}
.pk-review mark{background:none;color:inherit;text-decoration-thickness:2px;text-underline-offset:3px}
.pk-review mark.pk-error{text-decoration:underline wavy #d03a2b}
.pk-review mark.pk-warning{text-decoration:underline dashed #a86a00}
.pk-review mark.pk-info{text-decoration:underline dotted #2f7bc4}
.pk-review sup{text-decoration:none;font-size:.7em;opacity:.8}
.pk-review li{margin:.25em 0}
</style>"""


def show(review: Review) -> str:
    """Return the review as a fragment of HTML. Every text in it is escaped, and nothing in it runs."""
    items = "".join(_item(number, finding) for number, finding in enumerate(review.findings, start=1))
    listed = f"<ol>{items}</ol>" if items else ""
    marked = "".join(_mark_up(review))
    body = f'<div class="pk-review-text" dir="auto">{marked}</div>' if review.text else ""
    return f'{_STYLE}<div class="pk-review mathjax_ignore">{body}{listed}<p>{escape(review.summary())}</p></div>'


def escape(text: str) -> str:
    """Escape a text for HTML, with control characters and lone surrogates written out."""
    return html.escape(_UNPRINTABLE.sub(lambda match: f"\\u{ord(match.group()):04x}", text))


def _item(number: int, finding: Finding) -> str:
    head = f"{_WORD[finding.severity]} {finding.code}, line {finding.line}"
    return (
        f'<li value="{number}"><strong>{escape(head)}</strong>: {escape(finding.message)}'
        f"<br><small>{escape(finding.why)} {escape(finding.instead)}</small></li>"
    )


def _mark_up(review: Review) -> Iterator[str]:
    starts: dict[int, list[int]] = {}
    ends: dict[int, list[int]] = {}
    for number, finding in enumerate(review.findings):
        if finding.end > finding.start:
            starts.setdefault(finding.start, []).append(number)
            ends.setdefault(finding.end, []).append(number)
    places = sorted({0, len(review.text), *starts, *ends})
    active: set[int] = set()
    for place, following in zip(places, [*places[1:], len(review.text)], strict=True):
        active.difference_update(ends.get(place, ()))
        active.update(starts.get(place, ()))
        piece = escape(review.text[place:following])
        if not active or not piece:
            yield piece
            continue
        worst = min((review.findings[number] for number in active), key=lambda finding: _RANK[finding.severity])
        numbers = ",".join(str(number + 1) for number in sorted(starts.get(place, ())))
        note = f"<sup>{numbers}</sup>" if numbers else ""
        yield f'<mark class="pk-{worst.severity}" title="{escape(worst.message)}">{piece}{note}</mark>'
