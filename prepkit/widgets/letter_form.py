"""The form of cover letters."""

from __future__ import annotations

from prepkit.models import Letter
from prepkit.widgets.record_form import RecordForm


class LetterForm(RecordForm[Letter]):
    """Edits cover letters; arguments as RecordForm."""

    model = Letter
    noun = "letter"
