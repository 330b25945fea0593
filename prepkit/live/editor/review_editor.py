"""A text box that underlines findings as one types: drawn and counted in the browser, judged in Python."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, ClassVar, Self

import ipywidgets as ipw
import traitlets
from ipywidgets import widget_serialization

from prepkit.blocks import Block
from prepkit.content.shapes.rules import KINDS
from prepkit.errors import UsageError
from prepkit.live.editor.acknowledging import Acknowledgements
from prepkit.live.editor.judging import Reviewer, judge, make_field_reviewer, read_judged, sendable
from prepkit.live.part import LivePart, read_program
from prepkit.models import Record
from prepkit.models.form_field import FormField, read_fields
from prepkit.store.collection import Collection
from prepkit.store.draft import SOON, RecordDraft

_PACE = 140.0  # words spoken in a minute
_PACES = (40.0, 400.0)


HERE = Path(__file__).parent
PARTS = ("editor/marks.js", "editor/surface.js", "editor/list.js", "editor/review_editor.js")


class SharedProgram(ipw.Widget):  # type: ignore[misc] # ipywidgets ships no type information
    """The editor's program and style sheet, which each editor refers to in place of carrying 40 KB of its own."""

    _one: ClassVar[SharedProgram | None] = None

    program = traitlets.Unicode().tag(sync=True)
    style = traitlets.Unicode().tag(sync=True)

    @classmethod
    def get(cls) -> Self:
        """Return the one of this kernel; a new one if there is none, or if its connection was closed."""
        one = cls._one
        if not isinstance(one, cls) or one.comm is None:
            one = cls(program=read_program(*PARTS), style=(HERE / "review_editor.css").read_text("utf-8"))
            SharedProgram._one = one
        return one


def _send(value: Any, _widget: Any) -> Any:
    return sendable(value)


# Neither may come back as an echo: the browser knows it, and it can be a megabyte.
_FROM_BROWSER = {"sync": True, "echo_update": False, "to_json": _send}
_TO_BROWSER = {"sync": True, "to_json": _send}


class ReviewEditor(LivePart):
    """A text box with the findings of a review under the words, with counts, and with a list of the findings.

    Every text that the browser sends carries a revision, and so does the judgment that answers it; the browser draws
    a judgment only on the text that was judged. `value` is the text, as in any text widget. Its lines end
    as in any text box, in one line feed. Setting it from Python shows it, unless the person is typing: then what is
    typed wins.

    Args:
        text: The text to begin with.
        kind: What the text is, such as bullet, story or talk.
        review: Called with the text and the kind; returns something with `findings`, each with code, name, severity,
            start, end (code points), line, message, why, instead. prepkit's own review if None.
        label: What the box is called.
        hint: A line below the label.
        rows: The height of the empty box, in lines.
        words: The length to aim for, counted and never enforced; 0 for none.
        compact: As plain as a text box, with the list of findings put away until it is asked for: for forms.
        pace: Words spoken in a minute, 40 to 400.
        today: The day from which a PRFAQ's dates are seen; only prepkit's own review uses it.
        acknowledged: Findings to leave out, each with code, text (the passage) and reason. The trait of this name grows
            when the person acknowledges one; observe it to keep them.

    Raises:
        UsageError: the kind is unknown to prepkit's own review, or the pace is out of bounds.
    """

    _esm = HERE / "review_editor_view.js"
    shared = traitlets.Instance(SharedProgram).tag(sync=True, **widget_serialization)

    value = traitlets.Unicode()
    kind = traitlets.Unicode().tag(sync=True)
    label = traitlets.Unicode().tag(sync=True, to_json=_send)
    hint = traitlets.Unicode().tag(sync=True, to_json=_send)
    rows = traitlets.Int().tag(sync=True)
    words = traitlets.Int().tag(sync=True)
    compact = traitlets.Bool().tag(sync=True)
    pace = traitlets.Float().tag(sync=True)
    typed = traitlets.Dict().tag(**_FROM_BROWSER)
    judged = traitlets.Dict().tag(**_TO_BROWSER)
    acknowledged = traitlets.List(traitlets.Dict()).tag(**_FROM_BROWSER)
    status = traitlets.Dict().tag(**_TO_BROWSER)

    def __init__(
        self,
        text: str = "",
        kind: str = "bullet",
        review: Reviewer | None = None,
        *,
        label: str = "Your text",
        hint: str = "",
        rows: int = 6,
        words: int = 0,
        compact: bool = False,
        pace: float = _PACE,
        today: dt.date | None = None,
        acknowledged: Iterable[Mapping[str, str]] = (),
    ) -> None:
        self._today = today
        self._reviewer = review
        self._field = ""
        self._hearer = 0  # the thread that sets what is stored
        self._draft: RecordDraft[Any] | None = None
        if review is None:
            _check_kind(kind)
        if not _PACES[0] <= pace <= _PACES[1]:
            raise UsageError(f"a pace of {pace:g} words a minute", where="pace", cure="Give a number from 40 to 400")
        text = _as_box(text)
        super().__init__(
            value=text,
            kind=kind,
            label=label,
            hint=hint,
            rows=rows,
            words=words,
            compact=compact,
            shared=SharedProgram.get(),
            pace=pace,
            typed={"revision": 0, "by": "python", "text": text},
            acknowledged=[dict(one) for one in acknowledged],
        )
        self._judge()
        self.observe(self._judge, names=["typed", "kind", "pace", "acknowledged"])

    @classmethod
    def on(
        cls, collection: Collection[Any], record_id: str, field: str, *, kind: str | None = None, **options: Any
    ) -> ReviewEditor:
        """Return an editor of one text of a record, which is saved within two seconds as a form saves it.

        Findings that are set apart are kept in the workspace of the collection, and left out from then on.

        Args:
            collection: Where the record is kept, such as `prep.stories`.
            record_id: The record; a blank one is begun if there is none.
            field: The name of the text, such as `situation`.
            kind: What the text is, judged as a whole; if None, a part of what the record is, judged as a form does.
            options: What `ReviewEditor` takes besides.

        Raises:
            UsageError: the record has no such text, or the kind is unknown.
        """
        found = _find_text_field(collection.model, field)
        shown: dict[str, Any] = {"label": found.title, "hint": found.hint, "rows": max(found.lines, 3)}
        if kind is None and found.review:
            kind = found.review
            shown["review"] = make_field_reviewer(found.section)
        draft = RecordDraft.of(collection, record_id)
        text = draft.read()[field]
        editor = cls(str(text or ""), kind or collection.model.kind, **{**shown, **options})
        editor._draft, editor._field = draft, field
        if "acknowledged" not in options:
            Acknowledgements.of(collection).join(editor)
        draft.tell(editor._report)
        collection.changes.listen(editor._hear, [collection.model.kind])
        return editor

    @property
    def text(self) -> str:
        """The text as it stands in the box."""
        return self.value

    @text.setter
    def text(self, text: str) -> None:
        self.value = text

    def flush(self) -> None:
        """Save now what is not saved yet."""
        if self._draft is not None:
            self._draft.flush()

    def read(self) -> Sequence[Block]:
        """Return the text and its findings."""
        return read_judged(self.label, self.value, self.judged)

    @traitlets.validate("value")
    def _take_line_ends(self, proposal: Any) -> str:
        return _as_box(proposal["value"])

    @traitlets.validate("typed")
    def _check_typed(self, proposal: Any) -> dict[str, Any]:
        typed: dict[str, Any] = proposal["value"]
        shape = {"revision": int, "by": str, "text": str}
        if set(typed) != set(shape) or not all(isinstance(typed[name], kind) for name, kind in shape.items()):
            raise traitlets.TraitError("typed holds a revision, by whom, and the text")
        return typed

    @traitlets.observe("value")
    def _show(self, _change: Any) -> None:
        """Bring to the browser what was set from Python; what came from it is there already."""
        if self.typed and self.value != self.typed["text"]:
            with self.hold_sync():  # the text and its judgment go as one message
                self.typed = {"revision": self.typed["revision"] + 1, "by": "python", "text": self.value}
        if self._draft is not None and self._hearer != threading.get_ident():
            self._draft.put((self._field,), self.value)

    def _judge(self, change: Any = None) -> None:
        if change is not None and change["name"] == "typed":
            self.value = self.typed["text"]  # which sets another text if its line ends are not those of a box
        typed = self.typed
        found = judge(typed["text"], self.kind, self._reviewer or self._review, self.acknowledged)
        self.judged = {"revision": typed["revision"], "by": typed["by"], **found}

    def _review(self, text: str, kind: str) -> Any:
        from prepkit.review.reviewer import review

        return review(text, kind, today=self._today, pace=self.pace)

    def _hear(self, _kinds: frozenset[str]) -> None:
        """Show what another view or process has stored, unless something is typed here that is not."""
        if self._draft is None or self._draft.is_saving_here or self.comm is None:
            return
        changed = self._draft.refresh().get((self._field,))
        if changed is None:
            return
        self._hearer = threading.get_ident()
        try:
            self.value = str(changed)
        finally:
            self._hearer = 0
        self._report(self._draft.say_state(), False)

    def _report(self, text: str, wrong: bool) -> None:
        errors = self._draft.errors if self._draft is not None else {}
        place = (self._field,)
        unfit = "" if (text, wrong) == SOON or wrong else " ".join(errors[at] for at in errors if at[:1] == place)
        self.status = {"text": f"{text} {unfit}".strip(), "wrong": wrong or bool(unfit)}


def _as_box(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _find_text_field(model: type[Record], name: str) -> FormField:
    fields = {each.name: each for each in read_fields(model) if each.kind in ("line", "prose")}
    if name not in fields:
        raise UsageError(
            f'{model.__name__} has no text "{name}"', where="field", cure=f"Name one of: {', '.join(fields)}"
        )
    return fields[name]


def _check_kind(kind: str) -> None:
    if kind not in KINDS:
        cure = f"Name one of: {', '.join(KINDS)}; or give a review of your own"
        raise UsageError(f'no kind of text "{kind}"', where="kind", cure=cure)
