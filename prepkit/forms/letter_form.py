"""The form of cover letters."""

from __future__ import annotations

from prepkit.forms.record_form import RecordForm
from prepkit.models import Letter


class LetterForm(RecordForm[Letter]):
    """Edits cover letters; arguments as RecordForm."""

    model = Letter
    noun = "letter"
