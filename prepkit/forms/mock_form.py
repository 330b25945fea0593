"""The form of mock interviews."""

from __future__ import annotations

from prepkit.forms.record_form import RecordForm
from prepkit.models import Mock


class MockForm(RecordForm[Mock]):
    """Edits mock interviews with their scores; arguments as RecordForm."""

    model = Mock
    noun = "mock interview"
