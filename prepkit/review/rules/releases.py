"""The press release of a PRFAQ: its date, its place, its problem, its quotes."""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections.abc import Callable, Iterator

from prepkit.review.reading.reading import Hit, Reading
from prepkit.review.reading.release import CITY, DATE, month_number
from prepkit.review.reading.vocabulary import WEIGHTS, WORDS
from prepkit.text import Span

_ATTRIBUTION = re.compile(
    r"(?:[-–—]{1,3}|,|\bby|\bsaid|\bsays|:)\s*\**[A-Z][\w.'’-]+|^\s*\**[A-Z][\w.'’-]+ [A-Z][\w.'’-]+", re.M
)
_NAME = re.compile(r"\b([A-Z][\w'’-]+ (?:[A-Z]\.? )?[A-Z][\w'’-]+)\b")


def _part(reading: Reading, section: str) -> Span | None:
    found = reading.outline.find(section)
    return None if found is None or found.blank else found.body


def _dateline(reading: Reading) -> re.Match[str] | None:
    part = _part(reading, "summary")
    return DATE.search(reading.text.text, part.start, part.end) if part else None


def read_date(match: re.Match[str]) -> dt.date | None:
    """Return the last day that a written date may mean; None for a date that does not exist."""
    try:
        if match["iso"]:
            return dt.date.fromisoformat(match["iso"])
        if match["us"]:
            return dt.datetime.strptime(match["us"], "%m/%d/%Y").date()
        if match["quarter"]:
            return dt.date(int(match["qyear"]), int(match["quarter"]) * 3, 28)
        month = month_number(match["month"] or match["month2"])
        year, day = int(match["year"] or match["year2"]), match["day"] or match["day2"]
        return dt.date(year, month, int(day) if day else 28)
    except ValueError:
        return None


def _find_date(reading: Reading) -> Iterator[Hit]:
    match = _dateline(reading)
    if match:
        yield Hit(match.start(), match.end())


def _find_past_date(reading: Reading) -> Iterator[Hit]:
    match = _dateline(reading)
    day = read_date(match) if match else None
    if match and day and reading.today and day <= reading.today:
        yield Hit(match.start(), match.end())


def _find_far_date(reading: Reading) -> Iterator[Hit]:
    match = _dateline(reading)
    day = read_date(match) if match else None
    if match and day and reading.today:
        months = (day.year - reading.today.year) * 12 + day.month - reading.today.month
        if months > WEIGHTS.months_ahead:
            yield Hit(match.start(), match.end(), value=str(months))


def _find_place(reading: Reading) -> Iterator[Hit]:
    part = _part(reading, "summary")
    if part is None:
        return
    if CITY.match(reading.text.text, part.start):
        yield Hit(part.start, part.start + 1)
        return
    date = _dateline(reading)
    end = date.start() if date else part.start + 80
    before = reading.text.text[part.start : end]
    if date and re.search(r"[A-Z][a-z]+|[A-Z]{3,}", before):
        yield Hit(part.start, end)
        return
    behind = reading.text.text[date.end() : date.end() + 40] if date else ""
    if re.match(r"\W{0,5}[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+)?(?:, ?[A-Z][\w.]+)? ?[,|)/–—-]", behind):
        yield Hit(part.start, part.start + 1)


def _find_number_in(section: str) -> Callable[[Reading], Iterator[Hit]]:
    def find(reading: Reading) -> Iterator[Hit]:
        part = _part(reading, section)
        if part is not None and reading.has_number(part):
            yield Hit(part.start, part.end)

    return find


def _find_solution_in_problem(reading: Reading) -> Iterator[Hit]:
    part = _part(reading, "problem")
    if part is None:
        return
    for span in reading.cue("solution-verb", part):
        yield Hit(*span)
        return
    names = _product_names(reading)
    for word, following in zip(reading.text.words_in(part), reading.text.words_in(part)[1:], strict=False):
        if f"{word.text} {following.text}" in names:
            yield Hit(word.start, following.end)
            return


def _product_names(reading: Reading) -> set[str]:
    # Two capitalized words that heading and summary or solution share name the product.
    heading = _part(reading, "heading")
    if heading is None:
        return set()
    titled = reading.text.words_in(heading)
    pairs = {
        f"{one.text} {two.text}" for one, two in itertools.pairwise(titled) if one.text.istitle() and two.text.istitle()
    }
    body = " ".join(reading.text.cut(part) for part in reading.parts("summary", "solution"))
    known = reading.text.cut(_part(reading, "leader_quote") or Span(0, 0))
    return {pair for pair in pairs if pair in body and f"at {pair}" not in known}


def _find_no_overlap(reading: Reading) -> Iterator[Hit]:
    problem, solution = _part(reading, "problem"), _part(reading, "solution")
    if problem is None or solution is None:
        return
    if not _stems(reading, problem) & _stems(reading, solution):
        yield Hit(*reading.sentence(solution.start))


def _stems(reading: Reading, part: Span) -> set[str]:
    return {
        word.lower[:5]
        for word in reading.text.words_in(part)
        if len(word.lower) > 3 and word.lower not in WORDS.stopword
    }


def _find_unattributed(section: str) -> Callable[[Reading], Iterator[Hit]]:
    def find(reading: Reading) -> Iterator[Hit]:
        part = _part(reading, section)
        if part is None:
            return
        outside = _outside_quotes(reading, part)
        if not _ATTRIBUTION.search(outside) and not _NAME.search(outside):
            yield Hit(*reading.sentence(part.start))

    return find


def _outside_quotes(reading: Reading, part: Span) -> str:
    kept, place = [], part.start
    for quotation in reading.text.quotations:
        if part.start <= quotation.start < part.end:
            kept.append(reading.text.text[place : quotation.start])
            place = quotation.end
    return " ".join([*kept, reading.text.text[place : part.end]]) if kept else reading.text.cut(part)[-160:]


def _find_same_speaker(reading: Reading) -> Iterator[Hit]:
    leader, customer = _part(reading, "leader_quote"), _part(reading, "customer_quote")
    if leader is None or customer is None or leader == customer:
        return
    names = set(_NAME.findall(_outside_quotes(reading, leader))) & set(
        _NAME.findall(_outside_quotes(reading, customer))
    )
    if names and leader.start != customer.start:
        yield Hit(*reading.sentence(customer.start))


def _find_sentences(reading: Reading) -> Iterator[Hit]:
    """Find a sub-heading of two sentences or more."""
    part = _part(reading, "sub_heading")
    if part is not None:
        inside = [one for one in reading.text.sentences if part.start <= one.start < part.end]
        if len(inside) > 1:
            yield Hit(part.start, part.end)


def _find_first_step(reading: Reading) -> Iterator[Hit]:
    part = _part(reading, "getting_started")
    if part is not None:
        for cue in ("first-step", "place-to-go"):
            for span in reading.cue(cue, part):
                yield Hit(*span)


def _find_algorithm(reading: Reading) -> Iterator[Hit]:
    """Find a technical term in the heading or sub-heading."""
    tops = [part for part in (_part(reading, "heading"), _part(reading, "sub_heading")) if part]
    for span in reading.listed_terms:
        if any(part.start <= span.start < part.end for part in tops):
            yield Hit(*span)
            return


def _find_everybody(reading: Reading) -> Iterator[Hit]:
    """Find a release whose customer is everyone."""
    for part in reading.parts("sub_heading", "summary", "problem"):
        for span in reading.cue("everybody", part):
            yield Hit(*span)
            return


SIGNALS = {
    "date": _find_date,
    "past-date": _find_past_date,
    "far-date": _find_far_date,
    "place": _find_place,
    "number-in-problem": _find_number_in("problem"),
    "solution-in-problem": _find_solution_in_problem,
    "no-overlap": _find_no_overlap,
    "leader-unnamed": _find_unattributed("leader_quote"),
    "customer-unnamed": _find_unattributed("customer_quote"),
    "same-speaker": _find_same_speaker,
    "sub-heading-sentences": _find_sentences,
    "first-step": _find_first_step,
    "algorithm-in-heading": _find_algorithm,
    "everybody": _find_everybody,
}
