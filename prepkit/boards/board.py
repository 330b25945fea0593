"""What every tool on a workspace shares: its controls, what there is to read, a line of status; and always current."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

import ipywidgets as ipw

from prepkit.blocks import Heading
from prepkit.errors import RecordNotFoundError
from prepkit.forms.field_input import FieldInput
from prepkit.forms.style import make_style, render_status
from prepkit.models import Record
from prepkit.models.choices import name_records
from prepkit.models.form_field import FormField
from prepkit.show.live import catch_up, replace_earlier
from prepkit.show.readable_box import Panel, ReadableBox
from prepkit.store import reads
from prepkit.store.collection import Collection
from prepkit.store.workspace import Workspace

MOST_OFFERED = 200  # entries of a list to pick from; more cannot be read, and each is sent to the browser
NOTHING = ""  # the value of a list that has nothing to pick

R = TypeVar("R", bound=Record)


class Board(ReadableBox):
    """A tool on a workspace. What it shows follows what is saved, here or in another kernel.

    A subclass makes its controls, hands them to `_open`, and shows in `_update` what the workspace holds. The workspace
    tells it when something changed that `_update` has read; then, on a thread of its own, `_update` is called again.

    Args:
        prep: The workspace.
    """

    def __init__(self, prep: Workspace) -> None:
        super().__init__()
        self._prep = prep
        self._lock = threading.RLock()  # one at a time: what the person does, and what the workspace tells
        self._setting = False  # whether the board itself is changing its controls
        self._failed = False
        self._seen: frozenset[str] = frozenset()  # the kinds of records that the last update read
        self._waiting: threading.Timer | None = None
        self._hearing = threading.Lock()
        self._status = ipw.HTML(render_status(""))
        self._panel = Panel()
        self.add_class("pk-form")
        self.add_class("pk-board")

    def update(self) -> None:
        """Show what the workspace holds now; a failure is said, and what was shown stays."""
        with self._quietly(), reads.tracking() as seen:
            try:
                self._update()
            except Exception as error:
                # Whatever keeps the workspace from being read, the person must see it.
                self._failed = True
                self._set_status(f"Cannot be read: {error}", wrong=True)
            else:
                if self._failed:
                    self._set_status("")
                self._failed = False
            self._seen |= frozenset(seen)

    def flush(self) -> None:
        """Save now what is not saved yet."""

    def close(self) -> None:
        """Save what is not saved yet, take the board off the page, and stop following the workspace."""
        self.flush()
        self._stop()
        super().close()

    def _update(self) -> None:
        """Show what the workspace holds now, as `read` says it unless a subclass does more."""
        self._panel.show(self.read())

    def _open(self, *children: Any, buttons: Sequence[Any] = ()) -> None:
        """Lay out the controls, with the buttons beside the line of status; show what there is, and follow it."""
        bar = ipw.HBox([*buttons, self._status])
        bar.add_class("pk-bar")
        self.children = (make_style(), *children, bar)
        replace_earlier(self)
        self._stop = self._prep.changes.listen(self._hear)  # before it looks: what is saved meanwhile is news
        self.update()

    def _hear(self, kinds: frozenset[str]) -> None:
        if kinds & self._seen or not self._seen:
            catch_up(self.update)

    def _update_in(self, seconds: float) -> None:
        """Update after a while, once for all that happens until then."""
        with self._hearing:
            if self._waiting is None:
                self._waiting = threading.Timer(seconds, self._catch_up)
                self._waiting.daemon = True
                self._waiting.start()

    def _catch_up(self) -> None:
        with self._hearing:
            self._waiting = None
        self.update()

    def _set_status(self, text: str, wrong: bool = False) -> None:
        self._status.value = render_status(text, wrong=wrong)

    def _try(self, act: Callable[[], Any], failed: str) -> bool:
        """Do what the workspace may refuse; tell whether it was done, and if not say why at the braces of `failed`."""
        try:
            act()
        except Exception as error:
            # Whatever keeps a collection from saving, the person must see it, and what was typed must stay.
            self._set_status(failed.format(error), wrong=True)
            return False
        return True

    @contextlib.contextmanager
    def _quietly(self) -> Iterator[None]:
        """Change controls without taking that for what the person does."""
        with self._lock:
            before, self._setting = self._setting, True
            try:
                yield
            finally:
                self._setting = before

    def _take(self, act: Callable[[Any], None], value: Any) -> None:
        """Do what follows from a value that the person has given; what the board itself shows is none."""
        with self._lock:
            if not self._setting:
                act(value)

    def _taking(self, act: Callable[[Any], None]) -> Callable[[Any], None]:
        """Return what hears a control's value where the person has changed it."""
        return lambda change: self._take(act, change["new"])

    def _make_list(self, label: str, tooltip: str, act: Callable[[str], None]) -> Any:
        """Return a labeled list to pick from, empty as yet; `act` is called with what the person picks."""
        control = ipw.Dropdown(description=label, tooltip=tooltip)
        control.observe(self._taking(act), names="value")
        return control


def offer(control: Any, names: Mapping[str, str], nothing: str = "", *, first: str = "") -> None:
    """Offer names by id in a list, and keep what is chosen as long as it is among them.

    Args:
        control: The list.
        names: What to pick, by name; without any the list says `nothing`.
        nothing: What it says then.
        first: What is chosen where nothing is, or what was chosen is gone; the first one if blank.
    """
    options = as_options(names, nothing)
    keys = [key for _, key in options]
    chosen = control.value if control.value in keys else first if first in keys else keys[0]
    if list(control.options) != options:
        with control.hold_sync():  # options and choice go as one message
            control.options = options
            control.value = chosen
    elif control.value != chosen:
        control.value = chosen


def as_options(names: Mapping[str, str], nothing: str = "") -> list[tuple[str, str]]:
    """Return names by id as the options of a list."""
    return [(name, key) for key, name in names.items()] or [(nothing, NOTHING)]


def find_record(collection: Collection[R], record_id: str) -> R | None:
    """Return a record; None if no id is given or it has been deleted since."""
    try:
        return collection.get(record_id) if record_id else None
    except RecordNotFoundError:
        return None


def name_newest(records: Sequence[R], kept: str | None = "") -> tuple[dict[str, str], str]:
    """Name the newest records by id, and say how many are left out.

    Args:
        records: The records, the oldest first.
        kept: The id of one that must be among them, however old.
    """
    newest = list(records[-MOST_OFFERED:])
    if kept and all(one.id != kept for one in newest):
        newest = [one for one in records if one.id == kept] + newest
    rest = len(records) - len(newest)
    return name_records(newest), f"The newest {len(newest):,} of {len(records):,} are offered." if rest else ""


def make_button(label: str, act: Callable[[], Any], *, primary: bool = False, tooltip: str = "") -> Any:
    """Return a labeled button."""
    button = ipw.Button(description=label, button_style="primary" if primary else "", tooltip=tooltip)
    button.on_click(lambda _button: act())
    return button


def make_buttons(*named: tuple[str, Callable[[], Any]]) -> Any:
    """Return labeled buttons beside each other, the first one as the next thing to do."""
    made = [make_button(label, act, primary=place == 0) for place, (label, act) in enumerate(named)]
    return line_up(*made, style="buttons")


def ask(
    label: str, hint: str, value: str, note: Callable[[str], None], *, lines: int = 1, options: Mapping[str, str] = {}
) -> FieldInput:
    """Return a field for a text, or for one of some values named by `options`; `note` is called with each change."""
    kind: Any = "choice" if options else "prose" if lines > 1 else "line"
    field = FormField("asked", label, hint, kind, lines=lines, choices=tuple(options))
    made = FieldInput(field, lambda _path, raw: note(raw) if shown else None, {"asked": options} if options else {})
    shown: list[bool] = []  # what is shown first is no change
    made.show(value)
    shown.append(True)
    if lines > 1:
        made.view.add_class("pk-wide")
    return made


def line_up(*views: Any, style: str = "beside") -> Any:
    """Return widgets `beside` each other, which wrap where there is no room; a `grid` of fields, or `buttons`."""
    line = ipw.Box(views)
    line.add_class(f"pk-{style}")
    return line


def head(title: str, *children: Any, first: bool = False) -> Any:
    """Return a headed section."""
    section = ipw.VBox([Panel(Heading(title)), *children])
    section.add_class("pk-section")
    if first:
        section.add_class("pk-first")
    return section
