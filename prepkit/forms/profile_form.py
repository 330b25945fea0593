"""The form of the profile."""

from __future__ import annotations

from prepkit.forms.record_form import RecordForm
from prepkit.models import Profile


class ProfileForm(RecordForm[Profile]):
    """Edits the one profile of a workspace; arguments as RecordForm."""

    model = Profile
    noun = "profile"
    many = False
