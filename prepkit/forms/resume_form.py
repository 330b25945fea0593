"""The form of what a resume holds besides its lines."""

from __future__ import annotations

from prepkit.forms.record_form import RecordForm
from prepkit.models import Resume


class ResumeForm(RecordForm[Resume]):
    """Edits contact, summary, skills and education; arguments as RecordForm."""

    model = Resume
    noun = "resume"
