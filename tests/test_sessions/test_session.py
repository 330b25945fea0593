"""What holds of every session: drafts of another shape are passed over."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from prepkit.sessions.mock_session import MockSession
from prepkit.sessions.rehearsal import Rehearsal
from prepkit.sessions.session import Session
from prepkit.store import Workspace


@pytest.mark.parametrize("make", [Rehearsal, MockSession], ids=lambda make: make.__name__)
def test_drafts_that_make_no_sense_are_passed_over(make: Callable[[Workspace], Session], prep: Workspace) -> None:
    """A draft of another shape, as a later version may leave one, is no reason for an error."""
    for draft in ("rehearsal", "mock-session"):
        prep.mocks.save_draft(
            draft, {"stage": "score", "kind": 7, "scores": [1], "run": {"started": "x"}, "mock": None}
        )

    assert make(prep).render_text()
