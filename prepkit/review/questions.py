"""The questions that a PRFAQ is expected to answer: which are asked, which are answered, and how one is added."""

from __future__ import annotations

import functools
from typing import Literal

import pandas as pd

from prepkit.content.library import find, load
from prepkit.content.shapes.writing import OfferedQuestion
from prepkit.errors import UsageError
from prepkit.models import PRFAQ, FAQEntry
from prepkit.models.listing import make_table
from prepkit.review.reading.vocabulary import PhraseIndex, cue_index
from prepkit.text import read

State = Literal["answered", "no answer yet", "not asked"]
_COLUMNS = "id str, audience str, question str, needed bool, state str, asked_as str"
_MOST = 500  # rows that a FAQ can hold


def list_questions(prfaq: PRFAQ) -> pd.DataFrame:
    """Say of each question that readers will miss whether this PRFAQ asks and answers it (G13).

    A question counts as asked if it stands there word for word, or in other words about the same thing.

    Returns:
        Columns id (str), audience (str: external or internal), question (str), needed (bool), state (str: answered,
        no answer yet, not asked), asked_as (str: the writer's own words for it, blank if not asked), in the content's
        order.
    """
    rows = [(one.id, one.faq, one.text, one.needed, *_find_state(prfaq, one)) for one in _offered()]
    return make_table(_COLUMNS, rows)


def add_question(prfaq: PRFAQ, question_id: str) -> PRFAQ:
    """Return the PRFAQ with an offered question at the end of its FAQ, unanswered; as it is if it stands there.

    Raises:
        UsageError: there is no such question for a FAQ, or the FAQ holds 500 already.
    """
    offered = find(OfferedQuestion, question_id)
    if offered.faq == "customer":
        cure = "Answer it in its own field; name a question of the external or internal FAQ"
        raise UsageError(f'"{question_id}" is one of the five customer questions', cure=cure)
    name = f"{offered.faq}_faq"
    entries: tuple[FAQEntry, ...] = getattr(prfaq, name)
    if any(_same(entry.question, offered.text) for entry in entries):
        return prfaq
    if len(entries) >= _MOST:
        raise UsageError(f"the {offered.faq} FAQ holds {_MOST} questions already", cure="Take one out first")
    kept = [entry for entry in entries if not entry.is_blank()]
    return prfaq.replace(**{name: (*kept, FAQEntry(question=offered.text))})


def _offered() -> list[OfferedQuestion]:
    return [one for one in load(OfferedQuestion) if one.faq != "customer"]


def _find_state(prfaq: PRFAQ, offered: OfferedQuestion) -> tuple[State, str]:
    entries: tuple[FAQEntry, ...] = prfaq.external_faq if offered.faq == "external" else prfaq.internal_faq
    asked = [entry for entry in entries if _same(entry.question, offered.text)]
    asked = asked or [entry for entry in entries if offered.id in _recognize(entry.question, offered.faq)]
    if not asked:
        return "not asked", ""
    answered = next((entry for entry in asked if entry.answer.strip()), None)
    shown = answered or asked[0]
    return ("answered" if answered else "no answer yet"), shown.question


def _same(one: str, other: str) -> bool:
    return read(one).lowers == read(other).lowers


@functools.lru_cache(maxsize=512)
def _recognize(question: str, audience: str) -> frozenset[str]:
    """Return the ids of the offered questions that a question asks in other words."""
    text = read(question[:1000])
    cues = {found.label for found in cue_index().find(text)}
    said = {found.label for found in _phrases().find(text)}
    own = [one for one in _offered() if one.faq == audience]
    exact = [one.id for one in own if _same(one.text, question)]
    if exact:
        return frozenset(exact)  # an offered question asks itself, whatever else its words would stand for
    return frozenset(one.id for one in own if one.id in said or not cues.isdisjoint(one.cues))


@functools.cache
def _phrases() -> PhraseIndex[str]:
    return PhraseIndex((phrase, one.id) for one in _offered() for phrase in one.phrases)
