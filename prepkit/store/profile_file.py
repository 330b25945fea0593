"""profile.yaml: written by hand or by form, and a valid `papermill -f` file either way."""

from __future__ import annotations

import datetime as dt
import io
import os
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

from prepkit.errors import ProfileError, WorkspaceError
from prepkit.models import Profile
from prepkit.models.faults import explain

OWNER_ONLY = 0o600
HEAD = "# Your preparation. Change it here or in the profile form; comments are kept."


def read_profile(path: Path) -> Profile:
    """Read a profile; a missing or empty file is an empty profile.

    Raises:
        ProfileError: the file is not YAML, not a mapping, or holds an unknown key or a wrong value; it names the key.
    """
    return parse_profile(read_text(path), where=str(path))


def parse_profile(text: str, *, where: str = "profile.yaml") -> Profile:
    """Read a profile from YAML text; raises ProfileError as `read_profile` does."""
    values = _load(text, where)
    try:
        return Profile.model_validate({key: value for key, value in values.items() if value is not None})
    except ValidationError as error:
        raise ProfileError(explain(error, Profile), where=where, cure="Mend it there; nothing was changed") from error


def read_text(path: Path) -> str:
    """Return the file's text, empty if there is no file; raises ProfileError if it is not UTF-8 text."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return ""
    except UnicodeDecodeError as error:
        raise ProfileError("not UTF-8 text", where=str(path), cure="Save it as UTF-8") from error
    except OSError as error:
        raise ProfileError(f"cannot be read ({error.strerror})", where=str(path), cure="Make it a readable file") from error


def update_text(text: str, profile: Profile) -> str:
    """Return the YAML text with the profile's values in it, and every comment and the order of keys kept."""
    values = _load(text, "profile.yaml")
    for key, value in profile.model_dump(mode="json", exclude={"id"}).items():
        if value == _plain(values.get(key)):
            continue
        values[key] = _quote(value)
    out = io.StringIO()
    _make_yaml().dump(values, out)
    return out.getvalue() if text.strip() else f"{HEAD}\n{out.getvalue()}"


def write_text(path: Path, text: str) -> None:
    """Replace the file in one step, readable by its owner alone: a kill leaves the old file or the new one."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        descriptor = os.open(temporary, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, OWNER_ONLY)
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except OSError as error:
        raise WorkspaceError(
            f"cannot be written ({error.strerror})", where=str(path), cure="Check who owns the folder and the space left"
        ) from error


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
    yaml.preserve_quotes = True
    yaml.width = 4096
    return yaml


def _plain(value: Any) -> Any:
    if isinstance(value, dt.date):
        return value.isoformat()
    return dict(value) if isinstance(value, dict) else value


def _quote(value: Any) -> Any:
    # Quoted, so that no YAML reader takes a name for a boolean or a date.
    if isinstance(value, str):
        return DoubleQuotedScalarString(value)
    if isinstance(value, dict):
        return CommentedMap({key: _quote(item) for key, item in value.items()})
    return value
