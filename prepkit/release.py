"""PRFAQs as their reader sees them: a press release, then its questions."""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator

from prepkit.models import PRFAQ, FAQEntry

_BODY = ("problem", "solution", "leader_quote", "getting_started", "customer_quote", "call_to_action")
_NOTHING = "No PRFAQ yet. Write one in the form above, then run this cell again."


class Release:
    """Shows PRFAQs in a notebook, one below the other; what is still blank stands in square brackets."""

    def __init__(self, prfaqs: Iterable[PRFAQ]) -> None:
        self.prfaqs = list(prfaqs)

    def __repr__(self) -> str:
        return "\n\n".join("\n".join(text for _, text in _lines(prfaq)) for prfaq in self.prfaqs) or _NOTHING

    def _repr_html_(self) -> str:
        if not self.prfaqs:
            return f"<p>{_NOTHING}</p>"
        return "<hr>".join(
            "".join(f"<{tag}>{html.escape(text)}</{tag}>" for tag, text in _lines(prfaq)) for prfaq in self.prfaqs
        )


def _lines(prfaq: PRFAQ) -> Iterator[tuple[str, str]]:
    yield "h3", prfaq.label
    yield "h4", prfaq.sub_heading or _blank("sub_heading")
    yield "p", f"{prfaq.dateline() or '[City and date]'}: {prfaq.summary or _blank('summary')}"
    for name in _BODY:
        yield "p", getattr(prfaq, name) or _blank(name)
    yield from _questions("External FAQ", prfaq.external_faq)
    yield from _questions("Internal FAQ", prfaq.internal_faq)


def _questions(title: str, entries: tuple[FAQEntry, ...]) -> Iterator[tuple[str, str]]:
    if entries:
        yield "h4", title
    for entry in entries:
        yield "strong", entry.question or "[Question]"
        yield "p", entry.answer or "[Answer]"


def _blank(name: str) -> str:
    return f"[{PRFAQ.model_fields[name].title}]"
