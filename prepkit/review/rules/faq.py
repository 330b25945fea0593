"""The questions of a PRFAQ: which are asked, and whether their answers answer."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from prepkit.review.reading.reading import Hit, Reading
from prepkit.review.reading.release import DATE
from prepkit.review.reading.sections import AskedQuestion
from prepkit.review.reading.vocabulary import LISTED, WEIGHTS, alternatives
from prepkit.review.rules.releases import read_date
from prepkit.text import Span

_YES_NO = re.compile(rf"^(?:{alternatives('yes-no-openings')})\b", re.I)
_DIRECT = re.compile(rf"^\W{{0,4}}(?:\$?€?£?\d|{alternatives('direct-answers')})\b", re.I)
_MONEY = re.compile(r"[$€£¥]\s?\d[\d,]*(?:\.\d+)?|\bfree\b", re.I)


def _asked(reading: Reading, *topics: str, audience: str | None = None) -> list[AskedQuestion]:
    """Return the questions on one of these topics, by the words of the question."""
    asked = reading.outline.asked(audience)
    return [one for one in asked if any(reading.cue(topic, one.question) for topic in topics)]


def _topic(*topics: str, audience: str | None = None) -> Callable[[Reading], Iterator[Hit]]:
    def find(reading: Reading) -> Iterator[Hit]:
        for question in _asked(reading, *topics, audience=audience):
            yield Hit(*question.question)

    return find


def _find_guardrail(reading: Reading) -> Iterator[Hit]:
    for one in reading.outline.questions:
        if reading.cue("guardrail", Span(one.question.start, max(one.question.end, one.answer.end))):
            yield Hit(*one.question)


def _find_price(reading: Reading) -> Iterator[Hit]:
    for question in (*_asked(reading, "topic-price", audience="external"), *_asked(reading, "topic-pricing")):
        yield Hit(*question.question)


def _find_undefended_privacy(reading: Reading) -> Iterator[Hit]:
    """Find the first mention of personal data in a text that has no question about it."""
    if _asked(reading, "topic-privacy"):
        return
    for span in reading.cue("personal-data")[:1]:
        yield Hit(*span)


def _find_few_risks(reading: Reading) -> Iterator[Hit]:
    """Find the risk question if its answers hold fewer than three risks."""
    asked = _asked(reading, "topic-risk", audience="internal")
    if asked and sum(_count_risks(reading, one) for one in asked) < WEIGHTS.risks:
        yield Hit(*asked[0].question)


def _count_risks(reading: Reading, question: AskedQuestion) -> int:
    text = reading.text
    bullets = [bullet for bullet in text.bullets if question.answer.start <= bullet.start < question.answer.end]
    named = len(reading.cue("risk-item", question.answer))
    answered = len(reading.cue("mitigation", question.answer))
    listed = max(sentence.count(",") + 1 for sentence in text.cut(question.answer).split(". "))
    return max(1, len(bullets), named, answered, listed)


def _find_unanswered_risk(reading: Reading) -> Iterator[Hit]:
    asked = [one for one in _asked(reading, "topic-risk", audience="internal") if one.answer.end > one.answer.start]
    if asked and not any(reading.cue("mitigation", one.answer) for one in asked):
        yield Hit(*asked[0].question)


def _find_incomplete_metric(reading: Reading) -> Iterator[Hit]:
    """Find the success metric if no answer gives it a baseline, a target and a date."""
    asked = _asked(reading, "topic-success")
    missing = [_missing(reading, one.answer) for one in asked]
    if asked and all(missing):
        yield Hit(*asked[0].question, value=", ".join(missing[0]))


def _missing(reading: Reading, answer: Span) -> list[str]:
    text = reading.text.text[answer.start : answer.end]
    pair = any(len(one.values) > 1 for one in reading.facts.quantities if answer.start <= one.start < answer.end)
    baseline = pair or bool(reading.cue("baseline", answer))
    target = pair or bool(reading.cue("target", answer))
    dated = DATE.search(text) is not None or bool(reading.cue("deadline", answer))
    return [name for name, there in (("a baseline", baseline), ("a target", target), ("a date", dated)) if not there]


def _find_numberless(reading: Reading) -> Iterator[Hit]:
    """Find a question on market, economics or success whose answer holds no number."""
    for one in _asked(reading, *LISTED.measured_topics):
        if one.audience == "internal" and one.answer.end > one.answer.start and not reading.has_number(one.answer):
            yield Hit(*one.question)


def _find_no_mark(reading: Reading) -> Iterator[Hit]:
    for one in reading.outline.questions:
        if not reading.text.text[one.question.start : one.question.end].rstrip('*_ "”)').endswith("?"):
            yield Hit(*one.question)


def _find_indirect(reading: Reading) -> Iterator[Hit]:
    for one in reading.outline.questions:
        question, answer = reading.text.cut(one.question), reading.text.text[one.answer.start : one.answer.start + 40]
        if answer and _YES_NO.match(question) and " or " not in question and not _DIRECT.match(answer.lstrip("*_ ")):
            yield Hit(*one.question)


def _find_blank_answers(reading: Reading) -> Iterator[Hit]:
    for one in reading.outline.questions:
        if len(reading.text.words_in(one.answer)) < 1:
            yield Hit(*one.question)


def _find_other_price(reading: Reading) -> Iterator[Hit]:
    """Find an answer on the price that names none of the prices of the release."""
    asked = _asked(reading, "topic-price", audience="external")
    starts = reading.parts("getting_started")
    if not asked or not starts:
        return
    stated = {amount for part in starts for amount in _amounts(reading.text.text[part.start : part.end])}
    answered = {amount for one in asked for amount in _amounts(reading.text.text[one.answer.start : one.answer.end])}
    if stated and answered and not stated & answered:
        yield Hit(*asked[0].question, value=", ".join(sorted(answered)), limit=", ".join(sorted(stated)))


def _amounts(text: str) -> set[str]:
    found = {match.group().lower().replace(" ", "").replace(",", "").rstrip(".") for match in _MONEY.finditer(text)}
    return {"$0" if amount == "free" or amount.strip("$€£¥") in ("0", "0.00") else amount for amount in found}


def _find_other_date(reading: Reading) -> Iterator[Hit]:
    """Find an answer on availability whose dates all differ from that of the release."""
    summary = reading.parts("summary")
    dated = DATE.search(reading.text.text, *summary[0]) if summary else None
    launch = read_date(dated) if dated else None
    if launch is None or dated is None:
        return
    for one in _asked(reading, "topic-when", audience="external"):
        dates = [read_date(match) for match in DATE.finditer(reading.text.text, *one.answer)]
        if dates and not any(day and (day.year, day.month) == (launch.year, launch.month) for day in dates):
            yield Hit(*one.question, value=dated.group())


def _find_proposal(reading: Reading) -> Iterator[Hit]:
    """Find the first sign that the text proposes research and not a product, if there are three or more."""
    signs = reading.cue("research")
    launches = reading.cue("launch", reading.parts("release")[0])
    if len(signs) >= WEIGHTS.research_signs and len(signs) > 2 * len(launches):
        yield Hit(*signs[0])


SIGNALS = {
    "asks-price": _find_price,
    "asks-support": _topic("topic-support", audience="external"),
    "asks-market": _topic("topic-market", audience="internal"),
    "asks-economics": _topic("topic-economics", audience="internal"),
    "asks-dependencies": _topic("topic-dependency", audience="internal"),
    "asks-risk": _topic("topic-risk", audience="internal"),
    "asks-success": _topic("topic-success", audience="internal"),
    "asks-alternatives": _topic("topic-alternatives"),
    "asks-stop": _topic("topic-stop", audience="internal"),
    "has-guardrail": _find_guardrail,
    "privacy-unasked": _find_undefended_privacy,
    "few-risks": _find_few_risks,
    "risk-unanswered": _find_unanswered_risk,
    "metric-incomplete": _find_incomplete_metric,
    "answer-without-number": _find_numberless,
    "no-question-mark": _find_no_mark,
    "indirect-answer": _find_indirect,
    "blank-answer": _find_blank_answers,
    "price-differs": _find_other_price,
    "date-differs": _find_other_date,
    "research-proposal": _find_proposal,
}
