"""The form of what a resume holds besides its lines."""

from __future__ import annotations

from prepkit.models import Resume
from prepkit.widgets.record_form import RecordForm


class ResumeForm(RecordForm[Resume]):
    """Edits contact, summary, skills and education; arguments as RecordForm."""

    model = Resume
    noun = "resume"
