"""Several records reviewed at once: those with errors or warnings with their text, the others in a few lines."""

from __future__ import annotations

import datetime as dt
import html
from collections.abc import Iterable, Sequence

from prepkit.models import Record
from prepkit.review.findings import Review
from prepkit.review.reviewer import review

_NOTHING = "Nothing to review yet. Write something in the form above, then run this cell again."


class Reviews:
    """Shows the reviews of some records in a notebook.

    Args:
        records: Stories, PRFAQs, resume lines or letters; a resume line is reviewed as it reads now.
        today: The day from which a PRFAQ's launch must lie ahead.
        acknowledged: Findings to set apart, as `Workspace.acknowledged` gives them.
    """

    def __init__(
        self,
        records: Iterable[Record],
        *,
        today: dt.date | None = None,
        acknowledged: Sequence[tuple[str, str, str]] = (),
    ) -> None:
        self.reviews: list[tuple[str, Review]] = [
            (record.label, review(record, today=today, acknowledged=acknowledged))
            for record in records
            if not record.is_blank()
        ]

    def __repr__(self) -> str:
        return "\n\n".join(f"{label}\n{found.to_text()}" for label, found in self.reviews) or _NOTHING

    def _repr_html_(self) -> str:
        shown = "".join(_show(label, found) for label, found in self.reviews) or f"<p>{_NOTHING}</p>"
        return f'<div class="mathjax_ignore">{shown}</div>'


def _show(label: str, found: Review) -> str:
    heading = f"<h3>{html.escape(label)}</h3>"
    if found.count("error") or found.count("warning"):
        return heading + found._repr_html_()
    notes = "".join(f"<li>{html.escape(f'{one.code}: {one.message}')}</li>" for one in found.findings)
    return f"{heading}<p>{html.escape(found.summary())}</p>" + (f"<ul>{notes}</ul>" if notes else "")
