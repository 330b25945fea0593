"""PRFAQs as their reader sees them: a press release on one page, then its questions."""

from __future__ import annotations

import html
import math
from collections.abc import Iterable, Iterator

from prepkit.content.library import find
from prepkit.content.shapes.writing import Limit
from prepkit.models import PRFAQ, FAQEntry
from prepkit.show.paper import STYLE, mark_blanks, render_link, render_sheet, render_text

_BODY = ("problem", "solution", "leader_quote", "getting_started", "customer_quote", "call_to_action")
_NOTHING = "No PRFAQ yet. Write one in the form above, then run this cell again."
_SHOWN = 20  # drafts; a candidate has three


class Release:
    """Shows PRFAQs in a notebook as printed pages; what is still blank stands in square brackets.

    The first is unfolded, the others stand below by their heading.
    """

    def __init__(self, prfaqs: Iterable[PRFAQ]) -> None:
        self.prfaqs = list(prfaqs)

    def __repr__(self) -> str:
        return "\n\n".join("\n".join(text for _, text in _lines(prfaq)) for prfaq in self.prfaqs) or _NOTHING

    def _repr_html_(self) -> str:
        if not self.prfaqs:
            return f"<p>{_NOTHING}</p>"
        first, *others = (_render(prfaq) for prfaq in self.prfaqs[:_SHOWN])
        folded = "".join(
            f"<details><summary>{html.escape(prfaq.label)}</summary>{page}</details>"
            for prfaq, page in zip(self.prfaqs[1:], others, strict=False)
        )
        rest = len(self.prfaqs) - _SHOWN
        more = f"<p>And {rest:,} more, which the form above lists.</p>" if rest > 0 else ""
        return f'{STYLE}<div class="pk-paper mathjax_ignore">{first}{folded}{more}</div>'


def say_pages(prfaq: PRFAQ) -> str:
    """Say whether the release fits on one page at 11 points."""
    words, page = prfaq.release_words(), find(Limit, "release_words_cap").high
    if words <= page:
        return f"The release has {words} words and fits on one page."
    return f"The release has {words} words and runs onto page {math.ceil(words / page)}: cut {words - page:g}."


def _render(prfaq: PRFAQ) -> str:
    release = [*_lines(prfaq)]
    questions = next((place for place, (tag, _) in enumerate(release) if tag == "h4" and place > 1), len(release))
    top = render_sheet(_mark_up(release[:questions]), "Press release", f"{prfaq.release_words()} words")
    faq = [
        render_sheet(_mark_up([*_questions(title, entries)]), title, _count(entries))
        for title, entries in (("External FAQ", prfaq.external_faq), ("Internal FAQ", prfaq.internal_faq))
        if entries
    ]
    if prfaq.appendix:
        faq.append(render_sheet(f"<h4>Appendix</h4>{render_text(prfaq.appendix)}", "Appendix"))
    asked = len(prfaq.external_faq) + len(prfaq.internal_faq)
    folded = f'<details class="pk-more"><summary>Its {asked} questions</summary>{"".join(faq)}</details>' if faq else ""
    link = render_link(prfaq.label, [top, *faq], "prfaq")
    return f'<p class="pk-notes">{html.escape(say_pages(prfaq))} {link}.</p>{top}{folded}'


def _count(entries: tuple[FAQEntry, ...]) -> str:
    return f"{len(entries)} question{'' if len(entries) == 1 else 's'}"


def _mark_up(lines: Iterable[tuple[str, str]]) -> str:
    return "".join(
        render_text(text) if tag == "p" else f"<{tag}>{mark_blanks(text)}</{tag}>" for tag, text in lines if text
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
        yield "h5", entry.question or "[Question]"
        yield "p", entry.answer or "[Answer]"


def _blank(name: str) -> str:
    return f"[{PRFAQ.model_fields[name].title}]"
