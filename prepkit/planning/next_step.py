"""Where to go next, from what is missing."""

from __future__ import annotations

import pandas as pd

_NOTEBOOKS = {
    "product_sense": "02, Draft a PRFAQ",
    "leadership_stories": "03, Leadership stories",
    "technical_analytics": "05, Technical deep dive",
    "resume": "04, Resume and letter",
}


def suggest_next(checklist: pd.DataFrame) -> str:
    """Say in a sentence what to do next, from a tracker's table: what is behind first, then what is open."""
    for status in ("behind", "in progress", "to do"):
        rows = checklist[checklist["status"] == status]
        if not rows.empty:
            row = rows.iloc[0]
            return (
                f"Next: {row['item']} ({row['done']} of {row['target']}, {status}). "
                f"Open notebook {_NOTEBOOKS[row['area']]}."
            )
    return "Everything on the checklist is done. Rehearse: open notebook 06."
