"""The form of resume lines."""

from __future__ import annotations

from prepkit.models import Bullet
from prepkit.widgets.record_form import RecordForm


class BulletForm(RecordForm[Bullet]):
    """Edits resume lines; arguments as RecordForm."""

    model = Bullet
    noun = "resume line"
