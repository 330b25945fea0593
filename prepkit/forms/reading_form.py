"""The form of readings."""

from __future__ import annotations

from prepkit.forms.record_form import RecordForm
from prepkit.models import Reading


class ReadingForm(RecordForm[Reading]):
    """Edits what was read for its tone and structure; arguments as RecordForm."""

    model = Reading
    noun = "reading"
