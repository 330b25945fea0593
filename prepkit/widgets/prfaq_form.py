"""The form of PRFAQs."""

from __future__ import annotations

from prepkit.models import PRFAQ
from prepkit.widgets.record_form import RecordForm


class PRFAQForm(RecordForm[PRFAQ]):
    """Edits press releases with their questions; arguments as RecordForm."""

    model = PRFAQ
    noun = "PRFAQ"
