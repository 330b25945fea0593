"""The four moves of a cover letter, and what makes it one for this company."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from prepkit.review.reading.reading import Hit, Reading
from prepkit.review.reading.vocabulary import WEIGHTS, WORDS, alternatives
from prepkit.text import Span, read

_NOBODY = re.compile(rf"\b(?:{alternatives('nobody')})\b", re.I)
_GREETING = re.compile(rf"^[ \t]*(?:{alternatives('greetings')})\b[^\n,:;!]{{0,80}}", re.I | re.M)
_ADDRESSED = re.compile(rf"\b(?:{alternatives('before-company')})\s+(?:the\s+)?([A-Z][\w&.'-]{{2,}})")
_LONG_REPEAT = int(WEIGHTS.repeated_words)
_AROUND = int(WEIGHTS.before_letter_sentence)


def _find_company(reading: Reading) -> Iterator[Hit]:
    text = reading.text.text
    greeting = _GREETING.search(text, 0, 2000)
    if greeting:
        named = _NOBODY.sub("", greeting.group())
        names = [
            word
            for word in read(named).words[1:]
            if word.text[0].isupper() and word.lower not in WORDS.forms_of_address
        ]
        if names:
            yield Hit(greeting.start(), greeting.end())
            return
    for match in _ADDRESSED.finditer(text):
        if match.group(1).lower() not in WORDS.no_company and not match.group(1).isupper():
            yield Hit(match.start(1), match.end(1))
            return


def _moves(reading: Reading) -> dict[str, int]:
    """Return where each move of the letter is first made."""
    found: dict[str, int] = {}
    problem = [span.start for span in reading.cue("trouble") if _near_people(reading, span)]
    if problem:
        found["problem"] = problem[0]
    answer = reading.cue("product-answer")
    if answer:
        found["answer"] = answer[0].start
    team = reading.cue("cross-team")
    if team:
        found["team"] = team[0].start
    results = [one.start for one in reading.facts.quantities if one.kind == "business"]
    if results:
        found["result"] = results[-1]
    return found


def _near_people(reading: Reading, span: Span) -> bool:
    sentence = reading.sentence(span.start)
    following = reading.next_sentence(span.start)
    around = Span(max(0, sentence.start - _AROUND), following.end if following else sentence.end)
    return bool(reading.cue("people", around)) or reading.facts.customer


def _has_move(move: str) -> Callable[[Reading], Iterator[Hit]]:
    def find(reading: Reading) -> Iterator[Hit]:
        place = _moves(reading).get(move)
        if place is not None:
            yield Hit(place, place + 1)

    return find


def _find_disorder(reading: Reading) -> Iterator[Hit]:
    """Find a result that comes before the problem it solves."""
    moves = _moves(reading)
    if len(moves) < 4:
        return
    paragraphs = [paragraph for paragraph in reading.text.paragraphs if len(reading.text.words_in(paragraph)) > 8]
    if len(paragraphs) < 3:
        return
    first = paragraphs[0]
    resolves = reading.cue("launch", first) and not reading.cue("trouble", first)
    if moves["problem"] >= paragraphs[-1].start or (moves["result"] < first.end and resolves):
        yield Hit(*reading.sentence(first.start))


def _find_repeats(reading: Reading) -> Iterator[Hit]:
    """Find runs of nine words and more that also stand in a resume line."""
    runs: set[tuple[str, ...]] = set()
    for other in reading.beside:
        lowers = read(other).lowers
        runs.update(tuple(lowers[place : place + _LONG_REPEAT]) for place in range(len(lowers) - _LONG_REPEAT + 1))
    lowers = reading.text.lowers
    end = -1
    for place in range(len(lowers) - _LONG_REPEAT + 1 if runs else 0):
        if place >= end and tuple(lowers[place : place + _LONG_REPEAT]) in runs:
            end = place + _LONG_REPEAT
            yield Hit(reading.text.words[place].start, reading.text.words[end - 1].end)


SIGNALS = {
    "company": _find_company,
    "move-problem": _has_move("problem"),
    "move-answer": _has_move("answer"),
    "move-team": _has_move("team"),
    "move-result": _has_move("result"),
    "moves-out-of-order": _find_disorder,
    "repeated-bullet": _find_repeats,
}
