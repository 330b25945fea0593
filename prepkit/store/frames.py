"""Records as a DataFrame, with the same columns and dtypes whether there are rows or none."""

from __future__ import annotations

import datetime as dt
import types
import typing
from collections.abc import Iterator, Sequence
from typing import Any

import pandas as pd

from prepkit.models import Part, Record


def make_frame(model: type[Record], records: Sequence[Record]) -> pd.DataFrame:
    """Return one row a record and one column a field, nested models spread over `field.part` columns."""
    columns: dict[str, pd.Series[Any]] = {}
    for path, annotation in _walk(model):
        values = [_dig(record, path) for record in records]
        columns[".".join(path)] = pd.Series(values, dtype=_dtype(annotation))
    return pd.DataFrame(columns)


def _walk(model: type[Part]) -> Iterator[tuple[tuple[str, ...], Any]]:
    for name, field in model.model_fields.items():
        if isinstance(field.annotation, type) and issubclass(field.annotation, Part):
            yield from (((name, *path), annotation) for path, annotation in _walk(field.annotation))
        else:
            yield (name,), field.annotation


def _dig(record: Record, path: tuple[str, ...]) -> Any:
    value: Any = record
    for name in path:
        value = getattr(value, name)
    if isinstance(value, tuple):
        return tuple(item.model_dump() if isinstance(item, Part) else item for item in value)
    return value


def _dtype(annotation: Any) -> str:
    options = set(typing.get_args(annotation)) if isinstance(annotation, types.UnionType) else {annotation}
    options.discard(types.NoneType)
    if options == {dt.date}:
        return "datetime64[s]"
    if options == {bool}:
        return "bool"
    if options and options <= {int, float}:
        return "float64"
    if options == {str} or all(typing.get_origin(option) is typing.Literal for option in options):
        return "str"
    return "object"
