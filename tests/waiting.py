"""Waiting for what another thread or process does."""

from __future__ import annotations

import time
from collections.abc import Callable

PATIENCE = 60.0  # seconds: a busy machine may take its time


def comes_true(holds: Callable[[], object], seconds: float = PATIENCE) -> bool:
    """Wait until something holds; return whether it came to."""
    end = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True
