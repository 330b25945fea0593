"""The findings that a person has set apart, known to all editors of a form and kept in a collection."""

from __future__ import annotations

import contextlib
import weakref
from collections.abc import Iterable
from typing import Any

from prepkit.errors import RecordNotFoundError
from prepkit.models import AcknowledgedFinding
from prepkit.store.collection import Collection


class Acknowledgements:
    """Tells editors what is set apart, and keeps what one of them sets apart or raises again.

    Args:
        collection: Where it is kept; None keeps it for as long as the editors live.
    """

    def __init__(self, collection: Collection[AcknowledgedFinding] | None = None) -> None:
        self._collection = collection
        self._editors: weakref.WeakSet[Any] = weakref.WeakSet()
        self._spreading = False
        self._known = [] if collection is None else [_describe(one) for one in collection.all()]
        if collection is not None:
            collection.changes.listen(self._hear, [AcknowledgedFinding.kind])

    @classmethod
    def of(cls, collection: Any) -> Acknowledgements:
        """Return what is set apart in the workspace of a collection, which names it as its `acknowledgements`."""
        return cls(getattr(collection, "acknowledgements", None))

    def join(self, editor: Any) -> None:
        """Tell an editor what is set apart, and listen to it from now on."""
        editor.acknowledged = [dict(one) for one in self._known]
        editor.observe(self._take, names="acknowledged")
        self._editors.add(editor)

    def _hear(self, _kinds: frozenset[str]) -> None:
        """Tell the editors what was set apart, or raised again, elsewhere."""
        known = [_describe(one) for one in self._collection.all()] if self._collection is not None else []
        if known != self._known:
            self._known = known
            self._spread()

    def _take(self, change: Any) -> None:
        if self._spreading:
            return
        before, after = change["old"], change["new"]
        try:
            self._keep([one for one in after if one not in before])
            self._forget([one for one in before if one not in after])
        except Exception as error:
            # Whatever keeps a collection from saving, the person must see it; typing goes on.
            change["owner"].status = {"text": f"Not kept: {error}", "wrong": True}
        self._spread()

    def _keep(self, added: Iterable[dict[str, str]]) -> None:
        for one in added:
            self._known.append(dict(one))
            if self._collection is not None:
                self._collection.save(_make(one))

    def _forget(self, removed: Iterable[dict[str, str]]) -> None:
        for one in removed:
            self._known = [other for other in self._known if _key(other) != _key(one)]
            if self._collection is not None:
                with contextlib.suppress(RecordNotFoundError):
                    self._collection.delete(_make(one).id)

    def _spread(self) -> None:
        self._spreading = True
        try:
            for editor in list(self._editors):
                editor.acknowledged = [dict(one) for one in self._known]
        finally:
            self._spreading = False


def _describe(finding: AcknowledgedFinding) -> dict[str, str]:
    return {"code": finding.code, "text": finding.passage, "reason": finding.reason}


def _make(one: dict[str, str]) -> AcknowledgedFinding:
    return AcknowledgedFinding.of(one.get("code", ""), one.get("text", ""), one.get("reason", ""))


def _key(one: dict[str, str]) -> tuple[str, str]:
    return one.get("code", ""), one.get("text", "")
