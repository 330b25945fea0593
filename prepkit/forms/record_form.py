"""The form of any record: made from its model, saved as it is typed."""

from __future__ import annotations

import html
import threading
from collections.abc import Mapping
from typing import Any, ClassVar, Generic, TypeVar

import ipywidgets as ipw

from prepkit.errors import UsageError
from prepkit.forms.picker import Picker
from prepkit.forms.sections import lay_out, make_inputs, mark_inputs
from prepkit.forms.style import make_style, render_status
from prepkit.live.editor.acknowledging import Acknowledgements
from prepkit.models import Record
from prepkit.models.admission import WHOLE
from prepkit.models.choices import load_choices, name_record, name_records
from prepkit.models.raw import Path
from prepkit.show.readable_box import ReadableBox
from prepkit.show.record import render_record_html, render_record_text
from prepkit.store.contract import Collection
from prepkit.store.draft import RecordDraft

R = TypeVar("R", bound=Record)
_NAMED = 20  # so many of the other records are named where no kernel runs


class RecordForm(ReadableBox, Generic[R]):
    """A form on a collection: shows a record, saves each edit within two seconds, and keeps what does not fit yet.

    Args:
        collection: Where the records are kept, such as `prep.stories`. Its `acknowledgements`, where it has any, keep
            the findings that are set apart in a text that is judged while it is typed.
        record_id: The record to show first; the first one if None, or a new one where there is none.
        stories: The stories to name in a record that refers to one.

    Raises:
        UsageError: the collection is of another kind.
        RecordNotFoundError: there is no record of this id.
    """

    model: ClassVar[type[Record]]
    noun: ClassVar[str]
    many: ClassVar[bool] = True  # whether a workspace holds several

    def __init__(
        self, collection: Collection[R], record_id: str | None = None, *, stories: Collection[Any] | None = None
    ) -> None:
        super().__init__()
        _check_kind(type(self), collection)
        self._collection = collection
        self._lock = threading.RLock()  # what is shown by one thread is no edit for another
        self._loading = False
        self._choices = load_choices() | {"story_id": name_records(stories.all()) if stories else {}}
        self._inputs = make_inputs(self.model, self._note, self._choices, Acknowledgements.of(collection))
        self._status = ipw.HTML()
        self._whole = ipw.HTML()
        records = collection.all() if self.many else []
        record = self._choose(records, record_id)
        self._picker = Picker(self.noun, self._name(records), self._pick, self._begin)
        self._build()
        self._load(record)

    def flush(self) -> None:
        """Save now what is not saved yet."""
        self._draft.flush()

    def render_html(self) -> str:
        """Return the record as HTML, with what does not fit yet and the names of the other records."""
        notes = "".join(f"<p>{html.escape(note)}</p>" for note in self._list_notes())
        return render_record_html(self._draft.record, self._choices) + notes

    def render_text(self) -> str:
        """Return the facts of `render_html` as plain text."""
        return "\n".join([render_record_text(self._draft.record, self._choices), *self._list_notes()])

    def _build(self) -> None:
        self.add_class("pk-form")
        save = ipw.Button(description="Save now", button_style="primary")
        save.on_click(lambda _button: self.flush())
        bar = ipw.HBox([save, self._status])
        bar.add_class("pk-bar")
        head = [self._picker.view] if self.many else []
        sections = lay_out(self.model, self._inputs)
        if not head:
            sections[0].add_class("pk-first")
        self.children = (make_style(), *head, self._whole, *sections, bar)

    def _choose(self, records: list[R], record_id: str | None) -> R:
        if record_id is not None:
            return self._collection.get(record_id)
        if self.many:
            return records[0] if records else self._collection.model()
        return next(iter(self._collection.all()), None) or self._collection.model()

    def _name(self, records: list[R]) -> dict[str, str]:
        return name_records(records)

    def _load(self, record: R) -> None:
        """Show a record in place of the one before, whose edits have been saved."""
        with self._lock:
            draft = self._edit(record)
            values = draft.read()
            self._draft = draft
            self._show(values)
            self._picker.select(record.id)
            self._mark()
            self._say(self._draft.say_state())

    def _edit(self, record: R) -> RecordDraft[R]:
        return RecordDraft(self._collection, record, self._say, after=self._follow_save)

    def _show(self, values: Mapping[str, Any]) -> None:
        """Put raw values into the inputs without taking them for edits."""
        with self._lock:
            self._loading = True
            try:
                for name, raw in values.items():
                    self._inputs[name].show(raw)
            finally:
                self._loading = False

    def _note(self, path: Path, raw: Any) -> None:
        with self._lock:
            if self._loading:
                return
        self._draft.put(path, raw)

    def _follow_save(self) -> None:
        self._mark()
        self._picker.rename(self._draft.record.id, name_record(self._draft.record))

    def _say(self, text: str, wrong: bool = False) -> None:
        self._status.value = render_status(text, wrong=wrong)

    def _pick(self, record_id: str) -> None:
        self.flush()
        try:
            self._switch(self._collection.get(record_id))
        except Exception as error:
            # A list that was read a while ago may name what is gone by now.
            self._stay(f"Cannot be opened: {error}")

    def _begin(self) -> None:
        self.flush()
        self._switch(self._collection.model())

    def _switch(self, record: R) -> None:
        if self._draft.unsaved:
            self._stay("Not saved yet, so this one stays open. Press Save now, then pick again.")
            return
        self._load(record)

    def _stay(self, reason: str) -> None:
        self._picker.select(self._draft.record.id)
        self._say(reason, True)

    def _mark(self) -> None:
        errors = self._draft.errors
        mark_inputs(self._inputs, errors)
        whole = errors.get(WHOLE, "")
        self._whole.value = f'<div class="pk-error" role="alert">{html.escape(whole)}</div>' if whole else ""

    def _list_notes(self) -> list[str]:
        draft = self._collection.draft(self._draft.record.id)
        titles = {name: str(field.title) for name, field in self.model.model_fields.items()}
        notes = [f"Typed, and not fitting yet: {titles.get(name, name)}: {raw}" for name, raw in draft.items()]
        others = [name for key, name in self._picker.names.items() if key != self._draft.record.id]
        if not self.many or not others:
            return notes
        more = f"; and {len(others) - _NAMED} more" if len(others) > _NAMED else ""
        return [*notes, f"Also here: {'; '.join(others[:_NAMED])}{more}"]


def _check_kind(form: type[RecordForm[Any]], collection: Collection[Any]) -> None:
    model = getattr(collection, "model", None)
    if model is not form.model:
        got = getattr(model, "__name__", type(collection).__name__)
        raise UsageError(
            f"edits records of {form.model.__name__}, not {got}",
            where=form.__name__,
            cure=f"Give it the workspace's collection of {form.model.__name__}",
        )
