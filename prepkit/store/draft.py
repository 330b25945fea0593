"""The one saver: what is typed is kept, saved soon after, and said to be saved only once it is stored."""

from __future__ import annotations

import atexit
import datetime as dt
import threading
import time
import weakref
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from prepkit.errors import RecordNotFoundError
from prepkit.models import Record
from prepkit.models.admission import Admission, Errors, admit
from prepkit.models.form_field import Path, flatten, nest, part_to_raw, read_fields

if TYPE_CHECKING:
    from prepkit.store.collection import Collection

PAUSE = 1.0  # seconds without a change until it is saved
LATEST = 1.75  # seconds from the first unsaved change until it is saved in any case; a kill may cost two

R = TypeVar("R", bound=Record)
Said = tuple[str, bool]  # what to say of what is saved, and whether something is wrong
Say = Callable[[str, bool], None]
SOON: Said = ("Saving soon", False)


class Draft:
    """Changes by key that are not saved yet; saved once they pause, one save at a time, without an event loop.

    Args:
        store: Called with the changes by key, from a thread of its own, from `flush`, or when the process ends. What it
            returns is said once nothing is unsaved; None says nothing. Whatever it raises, the changes stay.
        say: Told what is saved, and whether something is wrong, from any thread.
        clock: Seconds that only grow.
        make_timer: Makes what waits: called with seconds and a function, gives an object to `start` and `cancel`.
    """

    def __init__(
        self,
        store: Callable[[dict[Any, Any]], Said | None],
        say: Say | None = None,
        *,
        clock: Callable[[], float] = time.monotonic,
        make_timer: Callable[[float, Callable[[], None]], Any] = threading.Timer,
    ) -> None:
        self.say = say
        self._store = store
        self._clock, self._make_timer = clock, make_timer
        self._lock = threading.Lock()  # guards what is not saved yet, and what there is to say
        self._saving = threading.RLock()  # one save at a time, while typing goes on
        self._saying = threading.RLock()  # what is said last is what holds last
        self._in_save = False
        self._unsaved: dict[Any, tuple[int, Any]] = {}  # with the number of the change, since 1 == True
        self._count = 0
        self._said: Said | None = None
        self._told: Said | None = None
        self._first: float | None = None
        self._last = 0.0
        self._timer: Any = None
        with _LIVE_LOCK:
            _LIVE.add(self)

    @property
    def unsaved(self) -> dict[Any, Any]:
        """What is not stored yet, by key."""
        with self._lock:
            return {key: value for key, (_, value) in self._unsaved.items()}

    def put(self, key: Any, value: Any) -> None:
        """Note a change, in place of an earlier one of this key."""
        self.put_all({key: value})

    def put_all(self, changes: Mapping[Any, Any], *, anew: bool = False) -> None:
        """Note several changes at once; `anew` forgets those that are not saved yet."""
        with self._lock:
            if anew:
                self._unsaved = {}
            for key, value in changes.items():
                self._count += 1
                self._unsaved[key] = (self._count, value)
            self._said, self._last = SOON, self._clock()
            if self._first is None:
                self._first = self._last
                self._wait(PAUSE)
        self._tell()

    def forget(self) -> None:
        """Let go of what is not saved yet, because it has been kept elsewhere."""
        with self._saving, self._lock:
            self._unsaved, self._said, self._told = {}, None, None

    def flush(self) -> bool:
        """Save now; return whether all that was put before is stored, after waiting for a save that is under way."""
        with self._lock:
            before, self._first = self._count, None
            if self._timer is not None:
                self._timer.cancel()
                self._timer = None
        self._save()
        with self._lock:
            return all(number > before for number, _ in self._unsaved.values())

    def _wait(self, seconds: float) -> None:
        self._timer = self._make_timer(seconds, self._fire)
        self._timer.daemon = True
        self._timer.start()

    def _fire(self) -> None:
        with self._lock:
            if self._first is None:
                return
            rest = min(self._last + PAUSE, self._first + LATEST) - self._clock()
            if rest > 0:
                self._wait(rest)
                return
        self.flush()

    def _save(self) -> None:
        with self._saving:
            with self._lock:
                taken = dict(self._unsaved)
            if not taken or self._in_save:  # whoever hears of a save may flush within it
                return
            self._in_save = True
            try:
                said = self._store({key: value for key, (_, value) in taken.items()})
            except Exception as error:
                # Whatever keeps a store from saving, the person must see it and the text must stay.
                with self._lock:
                    self._said = (say_failure(error), True)
            else:
                with self._lock:
                    # What was put during the save stays for the next one.
                    self._unsaved = {key: one for key, one in self._unsaved.items() if taken.get(key) != one}
                    self._said = SOON if self._unsaved else said
            finally:
                self._in_save = False
        self._tell()

    def _tell(self) -> None:
        with self._saying:
            with self._lock:
                said, known, self._told = self._said, self._told, self._said
            if self.say is not None and said is not None and said is not known:
                self.say(*said)


_LIVE: weakref.WeakSet[Draft] = weakref.WeakSet()
_LIVE_LOCK = threading.Lock()


def flush_all() -> None:
    """Save what is unsaved anywhere, as when the kernel stops."""
    with _LIVE_LOCK:
        drafts = list(_LIVE)
    for draft in drafts:
        draft.flush()


atexit.register(flush_all)


class RecordDraft(Draft, Generic[R]):
    """One record while it is edited, field by field; what does not fit is kept beside it as it was typed.

    A save reads the record, changes only the fields that were edited here and writes it back in one transaction, so
    that no two editors of a record undo each other's work, in this kernel or another.

    Args:
        collection: Where the record is kept.
        record: The record as it is stored, or a blank one, which is saved once something is typed.
        say: Told what is saved, and whether something is wrong, from any thread.
        after: Called after each save, on its thread, when `record` and `errors` are those of the save.
        hold: Whether all that is typed stays beside the record, fit or not, until someone saves that.
    """

    def __init__(
        self,
        collection: Collection[R],
        record: R,
        say: Say | None = None,
        *,
        after: Callable[[], None] | None = None,
        hold: bool = False,
    ) -> None:
        self._collection = collection
        self._after = after
        self._hold = hold
        self.record = record
        self.errors: Errors = {}
        self.stored = False  # whether the record was there when it was read last
        self._known: dict[Path, Any] = {}
        self._thread = 0  # the one that saves
        super().__init__(self._keep, say)

    @classmethod
    def of(cls, collection: Collection[R], record_id: str, say: Say | None = None) -> RecordDraft[R]:
        """Return the draft of the record of this id, or of a blank one if there is none."""
        return cls(collection, _find(collection, record_id) or collection.model(id=record_id), say)

    @property
    def is_saving_here(self) -> bool:
        """Whether this thread is in the midst of saving it, so that what is heard is its own doing."""
        return self._thread == threading.get_ident()

    def read(self) -> dict[str, Any]:
        """Return what inputs show: the stored values, and in front of them what was typed and does not fit yet."""
        found = _find(self._collection, self.record.id)
        self.stored, record = found is not None, found or self.record
        draft = flatten(type(record), self._collection.draft(record.id))
        self.record, self.errors = record, admit(record, {}, draft).errors
        values = part_to_raw(record)
        for path, raw in draft.items():
            if len(path) == 1:
                values[path[0]] = raw
            else:
                values[path[0]][path[1]] = raw
        self._known = flatten(type(record), values)
        return values

    def refresh(self) -> dict[Path, Any]:
        """Read again; return by path what others changed since it was read, without what is edited and not saved."""
        before, unsaved = self._known, self.unsaved
        self.read()
        return {
            path: raw for path, raw in self._known.items() if path not in unsaved and before.get(path, _NOTHING) != raw
        }

    def tell(self, say: Say) -> None:
        """Say what is saved now, and from now on."""
        self.say = say
        say(self.say_state(), False)

    def say_state(self) -> str:
        """Say when it was saved last, and whether something does not fit yet."""
        if self._hold:
            return "Not added yet. What stands here is kept."
        saved = say_saved(self._collection.saved_at(self.record.id))
        return f"{saved}. What does not fit yet is kept as you typed it." if self.errors else saved

    def _keep(self, edits: dict[Path, Any]) -> Said:
        self._thread = threading.get_ident()
        try:
            if self._hold:
                self._collection.update(
                    self.record.id, lambda stored, kept: (stored, nest({**flatten(type(self.record), kept), **edits}))
                )
            else:
                admission = save_edits(self._collection, self.record, edits)
                self.record, self.errors = admission.record, admission.errors
            if self._after is not None:
                self._after()
        finally:
            self._thread = 0
        return self.say_state(), False


def save_edits(collection: Collection[R], record: R, edits: Mapping[Path, Any]) -> Admission[R]:
    """Save the edits that fit into a record and the others as its draft, in one transaction.

    Args:
        collection: Where the record is kept.
        record: The record as it was seen last; what is stored by now counts, if it is.
        edits: Raw values by path.
    """
    admissions: list[Admission[R]] = []

    def change(stored: R | None, kept: dict[str, Any]) -> tuple[R | None, dict[str, Any]]:
        # Not saved yet, or deleted elsewhere: what was seen last is all there is.
        base = record if stored is None else stored
        admission = admit(base, edits, flatten(type(base), kept))
        admissions.append(admission)
        known = {each.name for each in read_fields(type(base))}
        foreign = {name: value for name, value in kept.items() if name not in known}
        draft = {**foreign, **nest(admission.rejected)}
        untouched = stored is None and admission.record.is_blank() and not draft
        return None if untouched else admission.record, draft

    collection.update(record.id, change)
    return admissions[-1]


class SessionDraft:
    """What is under way and not logged yet: values by name, kept as a draft of a collection under one id.

    Args:
        collection: Whose draft it is.
        draft_id: Under which id.
        say: Told what is saved, and whether something is wrong, from any thread.
    """

    def __init__(self, collection: Collection[Any], draft_id: str, say: Say) -> None:
        flush_all()  # a cell that runs again within two seconds of typing must find what was typed
        self._collection = collection
        self._id = draft_id
        self._values: dict[str, Any] = dict(collection.draft(draft_id))
        self._lock, self._count = threading.RLock(), 0  # guards the values and how often they were put
        self._draft = Draft(self._store, say)

    def text(self, name: str) -> str:
        """Return a text, empty if there is none."""
        value = self._values.get(name)
        return value if isinstance(value, str) else ""

    def number(self, name: str) -> float | None:
        """Return a number, None if there is none."""
        value = self._values.get(name)
        return value if isinstance(value, int | float) and not isinstance(value, bool) else None

    def mapping(self, name: str) -> dict[str, Any]:
        """Return a mapping, empty if there is none."""
        value = self._values.get(name)
        return dict(value) if isinstance(value, dict) else {}

    def listed(self, name: str) -> list[Any]:
        """Return a list, empty if there is none."""
        value = self._values.get(name)
        return list(value) if isinstance(value, list) else []

    def put(self, **changes: Any) -> None:
        """Change values, to be saved soon."""
        fresh = {name: value for name, value in changes.items() if self._values.get(name, _NOTHING) != value}
        if fresh:
            with self._lock:
                self._count += 1
                self._values = {**self._values, **fresh}
                self._draft.put_all(fresh)

    def refresh(self) -> bool:
        """Take over what was kept elsewhere, but for what is not saved here yet; return whether anything is new."""
        count, unsaved, stored = self._count, self._draft.unsaved, self._collection.draft(self._id)
        with self._lock:
            # What is put meanwhile is newer than what was read, and is told of once it is saved.
            if _ANEW in unsaved or count != self._count:
                return False
            before, self._values = self._values, {**stored, **unsaved}
            return before != self._values

    def begin(self, **values: Any) -> None:
        """Put other values in place of all that were kept, and save them now."""
        with self._lock:
            self._count += 1
            self._values = dict(values)
            self._draft.put_all({_ANEW: True, **values}, anew=True)
        self.flush()

    def flush(self) -> bool:
        """Save now; return whether all that was put before is stored."""
        return self._draft.flush()

    def _store(self, changes: dict[Any, Any]) -> Said:
        named = {name: value for name, value in changes.items() if name is not _ANEW}
        # Only what was changed here is written, so that the same session in another notebook keeps its part.
        self._collection.update(
            self._id, lambda record, kept: (record, named if _ANEW in changes else {**kept, **named})
        )
        return "Saved. You can stop here and take it up again.", False


_NOTHING, _ANEW = object(), object()


def say_failure(error: Exception) -> str:
    """Say that something could not be saved, why, and what becomes of what was typed."""
    return f"Not saved: {error} What you typed stays here, and is tried again at your next change."


def say_saved(saved_at: dt.datetime | None) -> str:
    """Say when something was saved: the time today, the day as well before."""
    if saved_at is None:
        return "Not saved yet: it is saved as you type."
    if saved_at.date() == dt.datetime.now().astimezone().date():
        return f"Saved at {saved_at:%H:%M:%S}"
    return f"Saved on {saved_at.day} {saved_at:%b %Y} at {saved_at:%H:%M:%S}"


def _find(collection: Collection[R], record_id: str) -> R | None:
    try:
        return collection.get(record_id)
    except RecordNotFoundError:
        return None
