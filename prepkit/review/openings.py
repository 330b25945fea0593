"""Verbs that a resume line could open with in place of a weak one, by family."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from prepkit.content.library import load
from prepkit.content.shapes.lexicon import OpenerList, VerbFamily
from prepkit.review.reading.facts import Facts, Opener
from prepkit.review.reading.reading import Reading, gather
from prepkit.review.reading.vocabulary import WEIGHTS, WORDS
from prepkit.text import Span, Text, read

_FAMILIES = 4
_VERBS = 5
_BASE = {family: WEIGHTS[f"opener-{family}"] for family in ("decide", "deliver", "define")}
_BRITISH = "ised"
_LEADS_ON = re.compile(r" (?:for|on|in|with|to|of)$")  # "responsible for" is followed by what was done
_GOVERNED = re.compile(r"[a-z]{3,}ing")


class Opening(NamedTuple):
    """How a line opens, why that is weak, and verbs by the name of their family; no verbs if nothing is wrong."""

    found: str
    why: str
    families: tuple[tuple[str, tuple[str, ...]], ...]


def suggest_verbs(line: str) -> Opening:
    """Suggest product verbs for a line whose opener is weak, an analyst's, or no verb at all (G10, G14).

    The families that fit what the line speaks of come first. Nothing is claimed of the work: the writer knows which
    of the verbs is true.
    """
    text = read(line)
    facts = gather(text)
    opener = facts.opener
    if opener is None:
        return Opening("", "", ())
    list_id = "analyst" if opener.family == "analyst" else "weak" if opener.class_ == "weak" else ""
    if not list_id and opener.class_ != "noun":
        return Opening(opener.text, "", ())
    avoid = {one.id: one.why for one in load(OpenerList)}
    why = avoid.get(list_id, "It is no verb, so nobody acts in this line.")
    ranked = sorted(load(VerbFamily), key=lambda family: -_rank(family.id, text, facts))
    families = tuple((family.name, tuple(_pick(family))) for family in ranked[:_FAMILIES])
    return Opening(opener.text, why, families)


def replace_opener(line: str, verb: str) -> str:
    """Return the line with another verb in front; a second verb that the weak opener had governed goes, too.

    "Responsible for building a forecast" opened with "Launched" is "Launched a forecast". A line that opens with a
    noun keeps it behind the verb.
    """
    text = read(line)
    opener = gather(text).opener
    if opener is None:
        return verb
    if opener.class_ == "noun":
        return f"{line[: opener.start]}{verb} {_lower_first(line[opener.start :])}"
    end = _find_governed(text, opener) if opener.class_ == "weak" else opener.end
    return f"{line[: opener.start]}{verb}{line[end:]}"


def _find_governed(text: Text, opener: Opener) -> int:
    """Return where the verb ends that a weak opener governs: "to improve", "for building"."""
    following = text.words_in(Span(opener.end, len(text.text)), 2)
    if not following:
        return opener.end
    phrase = opener.text.lower()
    if following[0].lower == "to" and len(following) > 1:
        return following[1].end
    governs = phrase.endswith(" to") or (_LEADS_ON.search(phrase) and _GOVERNED.fullmatch(following[0].lower))
    return following[0].end if governs else opener.end


def _rank(family: str, text: Text, facts: Facts) -> float:
    reading = Reading(text, "bullet", facts)
    said = text.vocabulary
    hints = {
        "measure": bool(WORDS.hints_to_measure & said),
        "improve": bool(WORDS.hints_to_improve & said),
        "grow": any(one.unit == "money" for one in facts.quantities) or bool(WORDS.hints_to_grow & said),
        "lead": bool(reading.cue("cross-team")),
        "discover": bool(WORDS.hints_to_discover & said),
    }
    return _BASE.get(family, 0) + (WEIGHTS.opener_hinted if hints.get(family) else 0)


def _pick(family: VerbFamily) -> Iterator[str]:
    kept = [verb for verb in family.verbs if verb not in family.neutral and not verb.endswith(_BRITISH)]
    yield from kept[:_VERBS]


def _lower_first(text: str) -> str:
    # A name or an acronym keeps its capitals.
    return text[:1].lower() + text[1:] if text[1:2].islower() else text
