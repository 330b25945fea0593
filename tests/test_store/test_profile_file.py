"""profile.yaml: by hand or by form, comments kept, and a clear line for whatever does not fit."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from shared import NASTY_TEXTS

from prepkit.errors import ProfileError
from prepkit.models import HourShares, Profile
from prepkit.store import PARAMETERS, Workspace
from prepkit.store.profile_file import new_text, parse_profile, update_text


def test_new_profile_lists_every_field_with_its_hint() -> None:
    """A fresh profile.yaml can be filled in by hand: each key stands there, with its hint above it."""
    text = new_text()

    for name, field in Profile.model_fields.items():
        if name != "id":
            assert f"\n{name}:" in text
            assert str(field.description) in text
    assert parse_profile(text) == Profile()


def test_comments_and_order_survive_the_form() -> None:
    """Saving from a form changes the values and nothing else that was written by hand."""
    text = "# mine\nhours_per_week: 5  # evenings\n\n# who\ncandidate: Ann\n"

    changed = update_text(text, Profile(candidate="Bea", hours_per_week=7))

    assert changed == '# mine\nhours_per_week: 7.0 # evenings\n\n# who\ncandidate: "Bea"\n'


@pytest.mark.parametrize("text", NASTY_TEXTS)
def test_nasty_names_round_trip(workspace: Workspace, text: str) -> None:
    """Names with quotes, markup, emoji, CJK and right-to-left marks come back to the last character."""
    workspace.profiles.save(Profile(candidate=text))

    assert workspace.profile.candidate == text


@pytest.mark.slow
@settings(max_examples=200, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=200))
def test_any_name_round_trips(name: str) -> None:
    """Any name survives being written to YAML and read again, by prepkit and by papermill's reader."""
    text = update_text("", Profile(candidate=name))

    assert parse_profile(text).candidate == name
    if name.isprintable():
        assert yaml.safe_load(text)["candidate"] == name


def test_is_a_papermill_parameter_file(sample: Workspace) -> None:
    """Read as papermill reads a -f file, every notebook parameter in it is a plain value."""
    values = yaml.safe_load((sample.path / "profile.yaml").read_text(encoding="utf-8"))

    given_parameters = {name: values[name] for name in PARAMETERS if name in values}
    assert given_parameters["interview_date"] == "2026-02-27"
    assert all(isinstance(value, str | int | float) for value in given_parameters.values())


def test_dates_without_quotes_are_read() -> None:
    """A date written by hand without quotes is a date all the same."""
    assert parse_profile("interview_date: 2026-05-01").interview_date == dt.date(2026, 5, 1)


def test_form_and_hand_take_turns(workspace: Workspace) -> None:
    """A change by hand counts at once, and what either wrote can be restored."""
    workspace.profiles.save(Profile(candidate="From the form"))
    path = workspace.path / "profile.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("From the form", "By hand"), encoding="utf-8")
    assert workspace.profile.candidate == "By hand"

    workspace.profiles.save(workspace.profile.replace(hours_per_week=9))
    names = [entry.record.candidate for entry in workspace.profiles.history() if entry.record]
    assert names == ["", "From the form", "By hand", "By hand"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("hour_per_week: 5", 'unknown key "hour_per_week" (did you mean "hours_per_week"?)'),
        ("hours_per_week: -1", "hours_per_week: too low; 0 is the least"),
        ("hours_per_week: 200", "hours_per_week: too high; 80 is the most"),
        ("hours_per_week: lots", "hours_per_week: not a number; write it like 12 or 0.5"),
        ("interview_date: soon", "interview_date: not a date; write it as 2026-03-31"),
        ("interview_date: 2026-02-31", "interview_date: not a date; write it as 2026-03-31"),
        ("target_level: L9", "target_level: not one of"),
        ("candidate: [a, b]", "candidate: not a text; put it in quotes"),
        ("start_date: 2026-05-02\ninterview_date: 2026-05-01", "start_date 2026-05-02 is after interview_date"),
        ("preset: custom", "custom_shares make 0, not 100"),
        ("preset: custom\ncustom_shares: {resume: 60, product_sense: 50}", "custom_shares make 110, not 100"),
        ("candidate: 'open", "not valid YAML"),
        ("a: 1\n  b: 2", "line 2"),
        ("candidate: a\ncandidate: b", "not valid YAML"),
        ("- a\n- b", "not a list of `key: value` lines"),
        ("!!python/object/apply:os.system ['true']", "not a list"),
    ],
)
def test_what_does_not_fit_is_one_clear_line(workspace: Workspace, text: str, says: str) -> None:
    """A wrong profile names the file, the key and the cure, and is left as it is, even when a form saves."""
    path = workspace.path / "profile.yaml"
    path.write_text(text)

    for attempt in (lambda: workspace.profile, lambda: workspace.profiles.save(Profile(candidate="x"))):
        with pytest.raises(ProfileError) as caught:
            attempt()
        assert says in str(caught.value)
        assert str(path) in str(caught.value)
        assert "\n" not in str(caught.value)
    assert path.read_text() == text


def test_other_encoding_is_named(workspace: Workspace) -> None:
    """A profile saved as Latin-1 is named with the cure."""
    (workspace.path / "profile.yaml").write_bytes("candidate: Zoë".encode("latin-1"))

    with pytest.raises(ProfileError, match="Save it as UTF-8"):
        _ = workspace.profile


def test_byte_order_mark_is_read(tmp_path: Path) -> None:
    """A profile with a byte order mark, as some editors write it, is read."""
    (tmp_path / "profile.yaml").write_bytes(b"\xef\xbb\xbfcandidate: Ann\n")

    assert Workspace.open(tmp_path).profile.candidate == "Ann"


def test_own_split_is_kept() -> None:
    """The shares of the custom preset are read and written as one mapping."""
    shares = HourShares(product_sense=10, leadership_stories=20, technical_analytics=30, resume=40)
    text = update_text("", Profile(preset="custom", custom_shares=shares))

    assert parse_profile(text).custom_shares == shares
