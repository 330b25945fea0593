"""The facts that candidates ask for, each labelled with whose it is (G16)."""

from __future__ import annotations

import pandas as pd

from prepkit.content.library import load
from prepkit.content.shapes import BasePay, Fact
from prepkit.models import Profile


def gather_facts(profile: Profile) -> pd.DataFrame:
    """Return facts, base pay, and how the person's own offer compares.

    Returns:
        Columns question, answer, whose (all str), in the content's order, base pay last.
    """
    rows = [(fact.question, fact.answer, fact.label) for fact in load(Fact)]
    rows += [
        (f"Base pay at {pay.level}?", f"{pay.low:,} to {pay.high:,} {pay.currency} a year", pay.label)
        for pay in load(BasePay)
    ]
    if profile.offer_base_pay is not None:
        offer = f"{profile.offer_base_pay:,.0f} {profile.offer_currency} a year"
        rows.append(("Your own offer?", f"{offer}{_compare(profile)}", "your profile"))
    return pd.DataFrame(rows, columns=["question", "answer", "whose"]).astype("str")


def _compare(profile: Profile) -> str:
    for pay in load(BasePay):
        if pay.level == profile.target_level and pay.currency == profile.offer_currency:
            offer = profile.offer_base_pay or 0
            if offer < pay.low:
                return f"; {pay.low - offer:,.0f} below the guide's range for {pay.level}"
            if offer > pay.high:
                return f"; {offer - pay.high:,.0f} above the guide's range for {pay.level}"
            return f"; within the guide's range for {pay.level}"
    return "; the guide gives no range to compare it with"
