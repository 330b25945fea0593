"""The form of PRFAQs."""

from __future__ import annotations

from prepkit.forms.record_form import RecordForm
from prepkit.models import PRFAQ


class PRFAQForm(RecordForm[PRFAQ]):
    """Edits press releases with their questions; arguments as RecordForm."""

    model = PRFAQ
    noun = "PRFAQ"
