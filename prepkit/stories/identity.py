"""The id of what is composed from a story: the same every time, so that keeping it twice keeps it once."""

from __future__ import annotations

import hashlib

_LONGEST = 64  # characters that an id may have


def derive_id(story_id: str, kind: str) -> str:
    """Return the id of the record of a kind (bullet, letter, prfaq) that is composed from a story."""
    plain = f"{kind}-of-{story_id}"
    if len(plain) <= _LONGEST:
        return plain
    return f"{kind}-of-{hashlib.sha256(story_id.encode()).hexdigest()[:24]}"
