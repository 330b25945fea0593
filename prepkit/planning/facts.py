"""The facts that candidates ask for, each labelled with whose it is (G16)."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from prepkit.content.library import load
from prepkit.content.shapes.planning import BasePay, Fact
from prepkit.models import Loop, Profile
from prepkit.planning.words import say_date, say_decimal

_RECRUITER, _PROFILE = "your recruiter", "your profile"


def gather_facts(profile: Profile, loop: Loop | None = None) -> pd.DataFrame:
    """Return the facts that are asked for first, base pay, and how the person's own dates and offer compare.

    Returns:
        Columns question, answer, whose (all str), in the content's order, what the person or their recruiter said
        after what the guide and other sources say. `look_up("facts")` has all facts with their sources.
    """
    told = loop or Loop()
    rows = []
    facts = [fact for fact in load(Fact) if fact.asked_first]
    for place, fact in enumerate(facts):
        rows.append((fact.question, fact.answer, fact.label))
        topic = fact.id.rsplit("_", 1)[0]
        if place + 1 == len(facts) or facts[place + 1].id.rsplit("_", 1)[0] != topic:
            rows += [(fact.question, *own) for own in _list_own(topic, told)]
    rows += [
        (
            f"Base pay at {pay.level}?",
            f"{pay.low:,} to {pay.high:,} {pay.currency} a year, equity and sign-on apart",
            pay.label,
        )
        for pay in load(BasePay)
    ]
    if profile.offer_base_pay is None:
        rows.append(("Your own offer?", "Not entered yet. Your profile has a place for it.", _PROFILE))
    else:
        offer = f"{profile.offer_base_pay:,.0f} {profile.offer_currency} a year"
        rows.append(("Your own offer?", f"{offer}; {_compare(profile)}", _PROFILE))
    return pd.DataFrame(rows, columns=["question", "answer", "whose"]).astype("str")


def _list_own(topic: str, loop: Loop) -> list[tuple[str, str]]:
    """Say what the person knows about their own loop on a topic: its answer, and whose it is."""
    if topic == "loop_length" and loop.applied_on and loop.answer_by:
        return [(_say_span(loop.applied_on, loop.answer_by), "your dates")]
    if topic == "technical" and loop.technical_sessions == 0:
        return [("You have no technical interview.", _RECRUITER)]
    if topic == "technical" and loop.technical_round != "not said":
        return [(f"{loop.technical_round.capitalize()}.", _RECRUITER)]
    return []


def _say_span(first: dt.date, last: dt.date) -> str:
    weeks = say_decimal((last - first).days / 7)
    return f"{weeks} {'week' if weeks == '1' else 'weeks'}, from {say_date(first)} to {say_date(last)}."


def _compare(profile: Profile) -> str:
    offer, currency = profile.offer_base_pay or 0, profile.offer_currency.strip().upper()
    ranges = {pay.level: pay for pay in load(BasePay)}
    if currency not in {pay.currency for pay in ranges.values()}:
        return "the guide gives no range in this currency"
    levels = [profile.target_level] if profile.target_level in ranges else list(ranges)
    compared = []
    for level in levels:
        low, high = ranges[level].low, ranges[level].high
        gap = f"{low - offer:,.0f} below" if offer < low else f"{offer - high:,.0f} above" if offer > high else "within"
        compared.append(f"{gap} the guide's range for {level}")
    said = ", ".join(compared)
    return said if profile.target_level in ranges else f"the guide gives none for {profile.target_level}; {said}"
