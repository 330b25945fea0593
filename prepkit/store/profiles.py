"""The one profile of a workspace, as a collection: kept in profile.yaml, its revisions in prep.db."""

from __future__ import annotations

import contextlib
import datetime as dt
import functools
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from prepkit.errors import PrepkitError, RecordNotFoundError, UsageError
from prepkit.models import Profile
from prepkit.models.profile import PROFILE_ID
from prepkit.store import reads
from prepkit.store.atomic import replace_text
from prepkit.store.collection import Change, Collection, Revision
from prepkit.store.database import Database, note_change
from prepkit.store.profile_file import parse_profile, read_profile, read_text, update_text


class ProfileCollection(Collection[Profile]):
    """Reads profile.yaml afresh each time, so that a change by hand counts at once; saving keeps its comments."""

    def __init__(self, database: Database, path: Path) -> None:
        super().__init__(database, Profile)
        self._path = path

    def all(self) -> list[Profile]:
        """Return the one profile in a list."""
        return [self.get()]

    def get(self, record_id: str = PROFILE_ID) -> Profile:
        """Return the profile; raises ProfileError if the file cannot be read as one."""
        self._check_id(record_id)
        reads.note(Profile.kind)
        return read_profile(self._path)

    def save_all(self, items: Iterable[Profile]) -> None:
        """Write the profile to profile.yaml; what stood there before stays as a revision.

        Raises:
            ProfileError: the file on disk cannot be read, so it is left as it is.
        """
        for profile in items:
            self.update(profile.id, functools.partial(_replace, profile))

    def update(self, record_id: str, change: Change[Profile]) -> None:
        """Read the profile and its draft, change them, and write them back; raises ProfileError as `save` does.

        The plan that the profile gives is kept as the first one, unless there is one from an earlier day.
        """
        self._check_id(record_id)
        # The database's write lock also keeps two kernels from writing the file over each other.
        with self._database.write() as connection:
            text = read_text(self._path)
            before = parse_profile(text, where=str(self._path))
            kept = self.read_draft(connection, record_id)
            profile, values = change(before, dict(kept))
            if values != kept:
                self.put_draft(connection, record_id, values)
            if profile is None or (text and before == profile):
                return
            note_change(connection, Profile.kind)
            if text:
                self.put(connection, before)
            self.put(connection, profile)
            replace_text(self._path, update_text(text, profile))
        with contextlib.suppress(PrepkitError):  # the profile is saved; whoever plans next keeps the plan
            self.workspace.keep_first_plan()

    def delete(self, record_id: str = PROFILE_ID) -> None:
        """Raise UsageError: a workspace has one profile for as long as it stands."""
        self._check_id(record_id)
        raise UsageError("the profile cannot be deleted", where=str(self._path), cure="Empty its fields instead")

    def history(self, record_id: str = PROFILE_ID) -> list[Revision[Profile]]:
        """Return every saved state of the profile, the oldest first."""
        return super().history(record_id)

    def saved_at(self, record_id: str = PROFILE_ID) -> dt.datetime | None:
        """Return when the file was last written, in the local zone, or None if there is none."""
        self._check_id(record_id)
        try:
            return dt.datetime.fromtimestamp(self._path.stat().st_mtime).astimezone()
        except FileNotFoundError:
            return None

    def _check_id(self, record_id: str) -> None:
        if record_id != PROFILE_ID:
            raise RecordNotFoundError(
                f'no profile "{record_id}"', where=str(self._path), cure=f'Its id is "{PROFILE_ID}"'
            )


def _replace(profile: Profile, _stored: Profile | None, kept: dict[str, Any]) -> tuple[Profile, dict[str, Any]]:
    return profile, kept
