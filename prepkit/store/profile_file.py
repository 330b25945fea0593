"""profile.yaml: written by hand or by form, and a valid `papermill -f` file either way."""

from __future__ import annotations

import contextlib
import functools
import io
import json
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap
from ruamel.yaml.constructor import RoundTripConstructor
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

from prepkit.errors import ProfileError, instead
from prepkit.models import Profile
from prepkit.models.faults import explain

HEAD = "# Your preparation. Change it here or in the profile form; your comments are kept."


class _TextDates(RoundTripConstructor):
    """Leaves dates as the text that they are, so that a wrong one is named by its key and not as bad YAML."""


_TextDates.add_constructor("tag:yaml.org,2002:timestamp", lambda loader, node: loader.construct_scalar(node))


def read_profile(path: Path) -> Profile:
    """Read a profile; a missing or empty file is an empty profile.

    Raises:
        ProfileError: the file is not YAML, not a mapping, or holds an unknown key or a wrong value; it names the key.
    """
    return parse_profile(read_text(path), where=str(path))


@functools.lru_cache(maxsize=8)
def parse_profile(text: str, *, where: str = "profile.yaml") -> Profile:
    """Read a profile from YAML text; raises ProfileError as `read_profile` does. The last few texts are remembered."""
    values = _load(text, where)
    try:
        return Profile.model_validate({key: value for key, value in values.items() if value is not None})
    except ValidationError as error:
        raise ProfileError(explain(error, Profile), where=where, cure="Mend it there; nothing was changed") from error


def read_text(path: Path) -> str:
    """Return the file's text, empty if there is no file; raises ProfileError if it is not UTF-8 text."""
    with (
        instead(UnicodeDecodeError, ProfileError, "not UTF-8 text", where=path, cure="Save it as UTF-8"),
        instead(OSError, ProfileError, "cannot be read ({})", where=path, cure="Make it a readable file"),
        contextlib.suppress(FileNotFoundError),
    ):
        return path.read_text(encoding="utf-8-sig")
    return ""


def new_text() -> str:
    """Return the text of an empty profile: every key with its hint above it, ready to be filled in by hand."""
    lines = [HEAD]
    for name, field in Profile.model_fields.items():
        if name == "id":
            continue
        value = Profile().model_dump(mode="json")[name]
        if isinstance(value, dict):
            value = {}
        lines += ["", f"# {field.title}: {field.description}", f"{name}: {'' if value is None else json.dumps(value)}"]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def update_text(text: str, profile: Profile) -> str:
    """Return the YAML text with the profile's values in it; every comment and the order of keys are kept."""
    text = text if text.strip() else new_text()
    values = _load(text, "profile.yaml")
    defaults = Profile().model_dump(mode="json")
    for key, value in profile.model_dump(mode="json", exclude={"id"}).items():
        if _same(value, values.get(key, defaults[key])):
            continue
        values[key] = _quote(value)
    out = io.StringIO()
    _make_yaml().dump(values, out)
    return out.getvalue()


def _load(text: str, where: str) -> CommentedMap:
    try:
        values = _make_yaml().load(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark
        place = f"{where}, line {mark.line + 1}" if mark else where
        raise ProfileError(f"not valid YAML ({error.problem})", where=place, cure="Mend that line") from error
    except (YAMLError, ValueError) as error:
        raise ProfileError(f"not valid YAML ({error})", where=where, cure="Mend it; nothing was changed") from error
    if values is None:
        values = CommentedMap()
    if not isinstance(values, CommentedMap):
        raise ProfileError("not a list of `key: value` lines", where=where, cure="Write one key and value a line")
    return values


def _make_yaml() -> YAML:
    yaml = YAML()
    yaml.Constructor = _TextDates
    yaml.preserve_quotes = True
    yaml.width = 4096
    return yaml


def _same(value: Any, written: Any) -> bool:
    if isinstance(value, dict) and isinstance(written, dict):
        return all(_same(item, written.get(key)) for key, item in value.items())
    return bool(value == written)


def _quote(value: Any) -> Any:
    # Quoted, so that no YAML reader takes a name for a boolean or a date.
    if isinstance(value, str):
        return DoubleQuotedScalarString(value)
    if isinstance(value, dict):
        return CommentedMap({key: _quote(item) for key, item in value.items()})
    return value
