"""The form of any record, or of some of its sections: made from its model, saved as it is typed, always current."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import Any, ClassVar, Generic, TypeVar

import ipywidgets as ipw

from prepkit.blocks import Block, Paragraph
from prepkit.errors import PrepkitError, RecordNotFoundError, UsageError
from prepkit.forms.beside import begin, find_beside
from prepkit.forms.controls import Picker
from prepkit.forms.sections import choose_sections, lay_out, make_inputs, mark_inputs
from prepkit.forms.style import make_style, render_error, render_status
from prepkit.live.editor.acknowledging import Acknowledgements
from prepkit.models import Loop, Panel, Profile, Record, Story
from prepkit.models.admission import WHOLE, admit
from prepkit.models.choices import load_choices, name_record, name_records
from prepkit.models.form_field import Path
from prepkit.show.live import catch_up
from prepkit.show.readable_box import Panel as BlockPanel
from prepkit.show.readable_box import ReadableBox
from prepkit.show.record import read_record
from prepkit.store.changes import AT_HAND
from prepkit.store.collection import Collection
from prepkit.store.draft import RecordDraft

R = TypeVar("R", bound=Record)
_NAMED = 20  # so many of the other records are named where no kernel runs
_ALONE: tuple[type[Record], ...] = (Profile, Loop, Panel)  # a workspace has one
_NOUNS = {"bullet": "resume line", "metric_plan": "plan", "mock": "mock interview", "prfaq": "PRFAQ"}


class RecordForm(ReadableBox, Generic[R]):
    """A form on a collection: shows a record, saves each edit within two seconds, and keeps what does not fit yet.

    What another form, tab, restore or deletion changes is shown, in this kernel at once and from another within a
    second; what is being edited here is left alone. Forms of sections of one kind follow each other's record.

    Args:
        collection: Where the records are kept, such as `prep.stories`. Its `acknowledgements` keep the findings that
            are set apart in a text that is judged while it is typed.
        sections: The ids of the sections to show, as `choose_sections` has them; all if none is named.
        record_id: The record to show first; the first one if None, or a new one where there is none.
        stories: The stories to name in a record that refers to one; the workspace's if None.
        prep: The workspace, for what is told beside the inputs; the collection's if None.

    Raises:
        UsageError: there is no such section.
        RecordNotFoundError: there is no record of this id.
    """

    noun: ClassVar[str] = ""

    def __init__(
        self,
        collection: Collection[R],
        *sections: str,
        record_id: str | None = None,
        stories: Collection[Story] | None = None,
        prep: Any = None,
    ) -> None:
        super().__init__()
        self.model = collection.model
        self._collection = collection
        self._prep = prep if prep is not None else getattr(collection, "workspace", None)
        self._stories = stories if stories is not None else getattr(self._prep, "stories", None)
        self._many = not issubclass(self.model, _ALONE)
        self._follows = bool(sections)
        self._lock = threading.RLock()  # what is shown by one thread is no edit for another
        self._loading = False
        self._sections = choose_sections(self.model, sections)
        self._beside = find_beside(self.model, sections)
        self._choices = load_choices()
        if self._stories is not None:
            self._choices["story_id"] = self._name_stories()
        known = Acknowledgements.of(collection)
        self._inputs = make_inputs(self._sections, self._note, self._choices, known)
        self._status, self._whole = ipw.HTML(), ipw.HTML()
        self._told = [BlockPanel() for _ in self._beside]
        self._drawn = [BlockPanel() for _ in self._beside]
        records = collection.all() if self._many else []
        record = self._choose(records, record_id)
        noun = self.noun or _NOUNS.get(self.model.kind, self.model.kind.replace("_", " "))
        self._picker = Picker(noun, self._name(records), self._pick, self._begin)
        self._build()
        self._load(record)
        self._lead()
        self._stop = collection.changes.listen(self._hear)

    def flush(self) -> None:
        """Save now what is not saved yet."""
        self._draft.flush()

    def read(self) -> Sequence[Block]:
        """Return the record, what is told of it, what does not fit yet, and the names of the other records."""
        above, below = self._tell_all(above=True), self._tell_all(above=False)
        shown = [section.id for section in self._sections]
        notes = [Paragraph(note) for note in self._list_notes()]
        return [*above, *read_record(self._draft.record, self._choices, shown), *notes, *below]

    def tell(self) -> list[Block]:
        """Return what is told beside the inputs, from the record as it stands, with what is typed here and fits."""
        record, unfit = self._read_typed()
        return [block for beside in self._beside for block in beside.tell(record, unfit, self._prep)]

    def _tell_all(self, *, above: bool) -> list[Block]:
        record, unfit = self._read_typed()
        return [
            block
            for beside in self._beside
            if beside.above is above
            for tell in (beside.tell, beside.draw)
            for block in tell(record, unfit, self._prep)
        ]

    def _build(self) -> None:
        self.add_class("pk-form")
        self.add_class(f"pk-{self.model.kind.replace('_', '-')}")
        save = ipw.Button(description="Save now", button_style="primary")
        save.on_click(lambda _button: self.flush())
        self._bar = ipw.HBox([save, *self._make_buttons(), self._status])
        self._bar.add_class("pk-bar")
        head = [self._picker.view] if self._many else []
        self._frames = lay_out(self._sections, self._inputs)
        frames = list(self._frames.values())
        if not head:
            frames[0].add_class("pk-first")
        panels: dict[bool, list[Any]] = {True: [], False: []}
        for beside, *both in zip(self._beside, self._told, self._drawn, strict=True):
            panels[beside.above] += both
        for panel in (*self._told, *self._drawn):
            panel.add_class("pk-beside")
        self.children = (make_style(), *panels[True], *head, self._whole, *frames, *panels[False], self._bar)

    def _make_buttons(self) -> list[Any]:
        if self.model is not Panel:
            return []
        usual = ipw.Button(description="Back to a usual panel", tooltip="Puts the usual interviewers in place of these")
        usual.on_click(lambda _button: self.restore_usual())
        return [usual]

    def restore_usual(self) -> None:
        """Put what a form of one record begins with in place of the one that is kept."""
        self.flush()
        self._switch(self._collection.save(begin(self.model)))

    def _choose(self, records: list[R], record_id: str | None) -> R:
        if record_id is not None:
            return self._collection.get(record_id)
        if not self._many:
            return next(iter(self._collection.all()), None) or begin(self.model)
        shown = self._collection.changes.at_hand(self.model.kind) if self._follows else ""
        if shown:
            # Also one that is begun and not stored yet: else each form would begin one of its own.
            return next((each for each in records if each.id == shown), None) or self.model(id=shown)
        return records[0] if records else self.model()

    def _name(self, records: list[R]) -> dict[str, str]:
        return name_records(records)

    def _name_stories(self) -> dict[str, str]:
        if self._stories is None or "story_id" not in self.model.model_fields:
            return {}
        return name_records(self._stories.all())

    def _load(self, record: R) -> None:
        """Show a record in place of the one before, whose edits have been saved."""
        with self._lock:
            self._draft = self._edit(record)
            self._show(self._draft.read())
            self._picker.select(record.id)
            self._mark()
            self._say(self._draft.say_state())
            self._refresh_told(drawn=True)

    def _edit(self, record: R) -> RecordDraft[R]:
        return RecordDraft(self._collection, record, self._say, after=self._follow_save)

    def _show(self, values: dict[str, Any]) -> None:
        """Put raw values into the inputs without taking them for edits."""
        with self._lock:
            self._loading = True
            try:
                for name, raw in values.items():
                    if name in self._inputs:
                        self._inputs[name].show(raw)
            finally:
                self._loading = False

    def _note(self, path: Path, raw: Any) -> None:
        with self._lock:
            if self._loading:
                return
        self._draft.put(path, raw)
        self._refresh_told()

    def _follow_save(self) -> None:
        self._show_changes()
        self._picker.rename(self._draft.record.id, name_record(self._draft.record))

    def _show_changes(self) -> None:
        """Show what others changed of the record, and what follows from it."""
        with self._lock:
            values: dict[str, Any] = {}
            for path, raw in self._draft.refresh().items():
                if path[0] not in self._inputs:
                    continue
                if len(path) > 1:
                    values.setdefault(path[0], self._inputs[path[0]].read())[path[1]] = raw
                else:
                    values[path[0]] = raw
            self._show(values)
            self._mark()
            self._refresh_told(drawn=True)

    def _hear(self, kinds: frozenset[str]) -> None:
        """Take what changed in the workspace, on any thread; never wait for a save here."""
        if self.comm is None:  # closed
            self._stop()
            return
        kind = self.model.kind
        if f"{kind}{AT_HAND}" in kinds and self._follows:
            self._follow(self._collection.changes.at_hand(kind))
        if self._draft.is_saving_here:
            return
        if kind in kinds:
            self._hear_of_record()
        if {kind, "story"} & kinds:
            catch_up(self._read_lists)
        elif any(kinds & beside.kinds for beside in self._beside):
            self._refresh_told(drawn=True)

    def _hear_of_record(self) -> None:
        before, stored = self._draft.record, self._draft.stored
        self._show_changes()
        if stored and not self._draft.stored and not self._draft.unsaved:
            self._load(begin(self.model) if not self._many else self.model())
            self._say(f"{name_record(before)} was deleted elsewhere; its history can bring it back.")
        elif self._draft.record != before:
            self._picker.rename(before.id, name_record(self._draft.record))
            self._say(self._draft.say_state())

    def _read_lists(self) -> None:
        """Read again the names to pick from."""
        try:
            if self._many:
                alone = set(self._picker.names) <= {self._draft.record.id}
                records = self._collection.all()
                self._picker.offer(self._name(records), self._draft.record.id)
                if alone and records:
                    self._leave_blank(records[0])
            if "story_id" in self._inputs and self._stories is not None:
                with self._lock:
                    self._loading = True
                    self._choices["story_id"] = self._name_stories()
                    story: Any = self._inputs["story_id"]
                    story.offer(self._choices["story_id"])
                    self._loading = False
        except PrepkitError as error:
            self._say(f"Cannot be read: {error}", True)

    def _leave_blank(self, record: R) -> None:
        """Show the first record that there is in place of a blank one that nobody has typed into."""
        with self._lock:
            if not self._draft.stored and not self._draft.unsaved and self._draft.record.is_blank():
                self._load(record)

    def _follow(self, record_id: str) -> None:
        if self._draft.record.id == record_id:
            return
        self.flush()
        try:
            record = self._collection.get(record_id)
        except RecordNotFoundError:
            record = self.model(id=record_id)
        self._switch(record)

    def _say(self, text: str, wrong: bool = False) -> None:
        self._status.value = render_status(text, wrong=wrong)

    def _pick(self, record_id: str) -> None:
        self.flush()
        try:
            self._switch(self._collection.get(record_id))
        except Exception as error:
            # A list that was read a moment ago may name what is gone by now.
            self._stay(f"Cannot be opened: {error}")

    def _begin(self) -> None:
        self.flush()
        self._switch(self.model())

    def _switch(self, record: R) -> None:
        if self._draft.unsaved:
            self._stay("Not saved yet, so this one stays open. Press Save now, then pick again.")
            return
        self._load(record)
        self._lead()

    def _lead(self) -> None:
        if self._follows:
            self._collection.changes.take_up(self.model.kind, self._draft.record.id)

    def _stay(self, reason: str) -> None:
        self._picker.select(self._draft.record.id)
        self._say(reason, True)

    def _mark(self) -> None:
        errors = self._draft.errors
        mark_inputs(self._inputs, errors)
        self._whole.value = render_error(errors.get(WHOLE, ""))

    def _read_typed(self) -> tuple[R, list[str]]:
        """Return the record with what is typed here and fits, and the titles of the inputs that do not fit yet."""
        edits = self._draft.unsaved
        admission = admit(self._draft.record, edits, {})
        rejected = {path[0] for path in admission.rejected}
        rejected |= {str(place[0]) for place in self._draft.errors if place and (place[0],) not in edits}
        return admission.record, [
            field.title for section in self._sections for field in section.fields if field.name in rejected
        ]

    def _refresh_told(self, *, drawn: bool = False) -> None:
        """Tell again what stands beside the inputs, and ask only for what the record calls for."""
        if not self._beside:
            return
        record, unfit = self._read_typed()
        unasked = {name for beside in self._beside for name in beside.unasked(record)}
        for beside, told, picture in zip(self._beside, self._told, self._drawn, strict=True):
            told.show(beside.tell(record, unfit, self._prep))
            if drawn:
                picture.show(beside.draw(record, unfit, self._prep))
        for section in self._sections:
            names = {field.name for field in section.fields}
            self._frames[section.id].layout.display = "none" if names <= unasked else ""
            for name in names:
                self._inputs[name].view.layout.display = "none" if name in unasked and not names <= unasked else ""

    def _list_notes(self) -> list[str]:
        draft = self._collection.draft(self._draft.record.id)
        titles = {name: str(field.title) for name, field in self.model.model_fields.items()}
        shown = {field.name for section in self._sections for field in section.fields}
        notes = [
            f"Typed, and not fitting yet: {titles.get(name, name)}: {raw}"
            for name, raw in draft.items()
            if name in shown or name not in titles
        ]
        others = [name for key, name in self._picker.names.items() if key != self._draft.record.id]
        if not self._many or not others:
            return notes
        more = f"; and {len(others) - _NAMED} more" if len(others) > _NAMED else ""
        return [*notes, f"Also here: {'; '.join(others[:_NAMED])}{more}"]


def check_model(name: str, collection: Any, model: type[Record]) -> None:
    """Raise UsageError unless a collection holds records of a model."""
    held = getattr(collection, "model", None)
    if held is not model:
        got = getattr(held, "__name__", type(collection).__name__)
        cure = f"Give it the workspace's collection of {model.__name__}"
        raise UsageError(f"edits records of {model.__name__}, not {got}", where=name, cure=cure)
