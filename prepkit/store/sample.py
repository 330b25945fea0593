"""The invented sample candidate, read from data/sample and moved to the day it is looked at."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, TypeVar

import yaml

from prepkit.content.places import find_sample
from prepkit.models import Record
from prepkit.store.profile_file import parse_profile, update_text

# The day on which the sample's records are written: preparation is three weeks old, the loop a month away.
SAMPLE_TODAY = dt.date(2026, 1, 26)

R = TypeVar("R", bound=Record)
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def load_profile_text(today: dt.date) -> str:
    """Return the sample's profile.yaml, its dates moved as far as `today` is from the sample's own day."""
    text = (find_sample() / "profile.yaml").read_text(encoding="utf-8")
    return update_text(text, _move(parse_profile(text), today))


def load_records(models: Mapping[str, type[Record]], today: dt.date) -> dict[str, list[Any]]:
    """Return the sample's records by collection name, from the YAML file of that name, their dates moved likewise."""
    folder = find_sample()
    found: dict[str, list[Any]] = {}
    for name, model in models.items():
        path = folder / f"{name}.yaml"
        if path.exists():
            entries = _Loader(path.read_text(encoding="utf-8")).get_single_data() or []
            found[name] = [_move(model.model_validate(entry), today) for entry in entries]
    return found


def _move(record: R, today: dt.date) -> R:
    shift = today - SAMPLE_TODAY
    dates = {name: value + shift for name, value in record if isinstance(value, dt.date)}
    return record.replace(**dates) if shift and dates else record
