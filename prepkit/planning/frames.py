"""Tables with the same columns and dtypes whether they have rows or none, and the areas in their fixed order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, get_args

import pandas as pd

from prepkit.content.library import find
from prepkit.content.shapes.base import AreaKey
from prepkit.content.shapes.planning import Area

AREA_ORDER: tuple[str, ...] = get_args(AreaKey)


def list_areas() -> list[Area]:
    """Return the four areas of preparation: product sense, leadership stories, technical analytics, resume."""
    return [find(Area, area) for area in AREA_ORDER]


def make_frame(dtypes: Mapping[str, str], rows: Iterable[Sequence[Any]]) -> pd.DataFrame:
    """Return rows as a DataFrame with these columns and dtypes and a fresh RangeIndex."""
    columns = list(zip(*rows, strict=True)) or [()] * len(dtypes)
    pairs = zip(dtypes.items(), columns, strict=True)
    return pd.DataFrame({name: pd.Series(list(values), dtype=dtype) for (name, dtype), values in pairs})
