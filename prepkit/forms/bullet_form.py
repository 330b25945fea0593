"""The form of resume lines."""

from __future__ import annotations

from prepkit.forms.record_form import RecordForm
from prepkit.models import Bullet


class BulletForm(RecordForm[Bullet]):
    """Edits resume lines; arguments as RecordForm."""

    model = Bullet
    noun = "resume line"
