"""The workspace: a folder with profile.yaml, prep.db and the regenerated workbook, readable by its owner alone."""

from __future__ import annotations

import datetime as dt
import tempfile
from pathlib import Path
from typing import Any, Self

from prepkit.errors import UsageError, WorkspaceError, WorkspaceExistsError, instead
from prepkit.models import (
    PRFAQ,
    AcknowledgedFinding,
    Bullet,
    CardReview,
    DrillAnswer,
    FirstPlan,
    HoursEntry,
    Letter,
    Loop,
    MetricPlan,
    Mock,
    Panel,
    Profile,
    Reading,
    Record,
    Resume,
    ResumeImport,
    ScratchText,
    Story,
)
from prepkit.store.atomic import replace_text
from prepkit.store.changes import Changes
from prepkit.store.collection import Collection
from prepkit.store.database import Database
from prepkit.store.kinds import BulletCollection, DrillCollection, LetterCollection, PRFAQCollection, StoryCollection
from prepkit.store.profile_file import new_text
from prepkit.store.profiles import ProfileCollection
from prepkit.store.verbs import Verbs

OWNER_ONLY = 0o700
DATABASE = "prep.db"
PROFILE = "profile.yaml"


class Workspace(Verbs):
    """One person's preparation, kept in a folder that is opened, or created if it is not there.

    Args:
        path: The folder.
        overrides: Profile values that count for this opening only and are never written.
        today: The day to plan from; the clock's if None.

    Raises:
        WorkspaceError: the path is a file, cannot be written, or holds things that are not prepkit's.
        ForeignFileError, NewerSchemaError: prep.db is damaged, foreign, or from a newer prepkit.
    """

    def __init__(
        self, path: str | Path, *, overrides: dict[str, Any] | None = None, today: dt.date | None = None
    ) -> None:
        self.path = Path(path).expanduser().absolute()
        self._today = today
        self._overrides = overrides or {}
        _prepare_folder(self.path)
        database = Database(self.path / DATABASE)
        self._database = database
        self.profiles = ProfileCollection(database, self.path / PROFILE)
        self.loops = Collection(database, Loop)
        self.first_plans = Collection(database, FirstPlan)
        self.stories = StoryCollection(database, Story)
        self.panels = Collection(database, Panel)
        self.prfaqs = PRFAQCollection(database, PRFAQ)
        self.bullets = BulletCollection(database, Bullet)
        self.resumes = Collection(database, Resume)
        self.resume_imports = Collection(database, ResumeImport)
        self.letters = LetterCollection(database, Letter)
        self.metric_plans = Collection(database, MetricPlan)
        self.drill_answers = DrillCollection(database, DrillAnswer)
        self.mocks = Collection(database, Mock)
        self.card_reviews = Collection(database, CardReview)
        self.hours = Collection(database, HoursEntry)
        self.readings = Collection(database, Reading)
        self.scratch_texts = Collection(database, ScratchText)
        self.acknowledged_findings = Collection(database, AcknowledgedFinding)
        for collection in (self.profiles, *self.collections().values()):
            collection.workspace = self

    def __repr__(self) -> str:
        return f"Workspace({str(self.path)!r})"

    @classmethod
    def create(cls, path: str | Path, *, sample: bool = False) -> Self:
        """Make a new workspace, empty or filled with the invented sample candidate.

        Raises:
            WorkspaceExistsError: there is something at the path already; it is left as it is.
        """
        folder = Path(path).expanduser().absolute()
        if folder.is_file() or (folder.is_dir() and any(folder.iterdir())):
            raise WorkspaceExistsError("is there already", where=str(folder), cure="Name a new or empty folder")
        workspace = cls(folder)
        if sample:
            workspace._fill_with_sample()
        else:
            replace_text(workspace.path / PROFILE, new_text())
        return workspace

    @classmethod
    def open(cls, path: str | Path, *, overrides: dict[str, Any] | None = None, today: dt.date | None = None) -> Self:
        """Open a workspace that is there already; raises WorkspaceError if there is none."""
        folder = Path(path).expanduser().absolute()
        if not folder.is_file() and not any((folder / name).exists() for name in (DATABASE, PROFILE)):
            raise WorkspaceError("no workspace", where=str(folder), cure=f"Make one with: prepkit new {path}")
        return cls(folder, overrides=overrides, today=today)

    @classmethod
    def sample(cls, *, overrides: dict[str, Any] | None = None, today: dt.date | None = None) -> Self:
        """Open a throwaway copy of the invented sample candidate, gone when the process ends."""
        folder = tempfile.TemporaryDirectory(prefix="prepkit-sample-", ignore_cleanup_errors=True)
        workspace = cls(folder.name, overrides=overrides, today=today)
        workspace._keep_alive = folder
        workspace._fill_with_sample()
        return workspace

    _keep_alive: tempfile.TemporaryDirectory[str] | None = None

    @property
    def profile(self) -> Profile:
        """The profile as it stands in profile.yaml, with this opening's overrides."""
        profile = self.profiles.get()
        return profile.replace(**self._overrides) if self._overrides else profile

    @property
    def changes(self) -> Changes:
        """Who is told when a kind of record changed, here or in another process."""
        return self._database.changes

    @property
    def loop(self) -> Loop:
        """What the recruiter said about the loop; blank where nothing is entered."""
        return next(iter(self.loops.all()), Loop())

    @property
    def first_plan(self) -> FirstPlan | None:
        """The plan as it was first made, or None if none is kept yet."""
        return next(iter(self.first_plans.all()), None)

    def keep_first_plan(self) -> FirstPlan | None:
        """Keep the plan as first made, once profile.yaml gives one, and return the one that is kept.

        It follows changes of the profile on the day that it is made, until hours are logged; afterwards it stays.
        """
        from prepkit.planning.schedule import make_first_plan

        if self._stays(self.first_plan):
            return self.first_plan
        try:
            made = make_first_plan(self.profiles.get(), self.today, self.loop)
        except UsageError:  # dates or shares that no plan can be made from; whoever plans is told
            return self.first_plan
        if made is not None:
            with self._database.write() as connection:  # two notebooks that run at once keep one plan
                kept = self.first_plan
                if not self._stays(kept):
                    self.first_plans.put(connection, made if kept is None else made.replace(id=kept.id))
        return self.first_plan

    def _stays(self, kept: FirstPlan | None) -> bool:
        return kept is not None and (kept.made_on != self.today or len(self.hours) > 0)

    def acknowledge(self, code: str, passage: str, reason: str) -> None:
        """Set a finding apart for a reason, from now on: this rule, wherever it marks this passage.

        Raises:
            UsageError: there is no reason.
        """
        if not reason.strip():
            raise UsageError("no reason", where=f"acknowledging {code}", cure="Say why the passage stays as it is")
        self.acknowledged_findings.save(AcknowledgedFinding.of(code, passage, reason))

    def collections(self) -> dict[str, Collection[Any]]:
        """Return the collections of records by their attribute's name, the profile apart."""
        found = {name: value for name, value in vars(self).items() if isinstance(value, Collection)}
        return {name: value for name, value in found.items() if value is not self.profiles}

    def save_together(self, *records: Record) -> None:
        """Save records of any kinds in one transaction: all of them, or none."""
        kinds: dict[type[Record], Collection[Any]] = {each.model: each for each in self.collections().values()}
        with self._database.write() as connection:
            for record in records:
                kinds[type(record)].put(connection, record)

    def close(self) -> None:
        """Let go of the database's files; opening them again later is fine."""
        self._database.close()

    def _fill_with_sample(self) -> None:
        from prepkit.store.sample import load_profile_text, load_records

        replace_text(self.path / PROFILE, load_profile_text(self.today))
        collections = self.collections()
        models = {name: collection.model for name, collection in collections.items()}
        for name, records in load_records(models, self.today).items():
            collections[name].save_all(records)


def _prepare_folder(path: Path) -> None:
    if path.exists() and not path.is_dir():
        raise WorkspaceError("a file, not a folder", where=str(path), cure="Name a folder for the workspace")
    cure = "Name a folder that you may write to"
    with instead(OSError, WorkspaceError, "cannot be written ({})", where=path, cure=cure):
        path.mkdir(mode=OWNER_ONLY, parents=True, exist_ok=True)
        known = {entry.name for entry in path.iterdir()}
        if known and not known & {DATABASE, PROFILE}:
            raise WorkspaceError(
                "holds other files and is no workspace", where=str(path), cure="Name a new or empty folder"
            )
        path.chmod(OWNER_ONLY)
