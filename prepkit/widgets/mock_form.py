"""The form of mock interviews."""

from __future__ import annotations

from prepkit.models import Mock
from prepkit.widgets.record_form import RecordForm


class MockForm(RecordForm[Mock]):
    """Edits mock interviews with their scores; arguments as RecordForm."""

    model = Mock
    noun = "mock interview"
