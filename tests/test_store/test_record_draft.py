"""Edits go into a record field by field; what does not fit is kept as it was typed."""

from __future__ import annotations

import datetime as dt
import threading
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from memory_collection import MemoryCollection
from shared import NASTY_TEXTS

from prepkit import models
from prepkit.errors import WorkspaceError
from prepkit.models import PRFAQ, ImpactMetric, Mock, Profile, Record, Story
from prepkit.models.form_field import part_to_raw, read_fields, to_input, write_number
from prepkit.store.draft import RecordDraft, save_edits

RECORDS = sorted(
    {each for each in vars(models).values() if isinstance(each, type) and issubclass(each, Record)} - {Record}, key=str
)
ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=230) | st.sampled_from(NASTY_TEXTS)
# Each strategy gives what may be typed, and whether it fits.
TITLES = ANY_TEXT.map(lambda text: (("title",), text, len(text) <= 200))
SITUATIONS = ANY_TEXT.map(lambda text: (("situation",), text, True))
GOOD_YEARS = st.integers(1980, 2100).map(lambda year: (("year",), str(year), True))
BAD_YEARS = st.sampled_from(["soon", "19", "2101", "20.5", "２０x", "1,999"]).map(lambda text: (("year",), text, False))
GOOD_BASELINES = st.floats(allow_nan=False, allow_infinity=False).map(
    lambda value: (("customer_impact_metric", "baseline"), write_number(value), True)
)
BAD_BASELINES = st.sampled_from(["12 %", "inf", "nan", "a lot", "1,5"]).map(
    lambda text: (("customer_impact_metric", "baseline"), text, False)
)
UNITS = ANY_TEXT.map(lambda text: (("customer_impact_metric", "unit"), text, len(text) <= 200))
THEMES = st.lists(st.sampled_from(["failure", "conflict", "joy"]), unique=True).map(
    lambda values: (("themes",), values, "joy" not in values)
)
EDITS = st.lists(
    st.one_of(TITLES, SITUATIONS, GOOD_YEARS, BAD_YEARS, GOOD_BASELINES, BAD_BASELINES, UNITS, THEMES), min_size=1
)


def type_in(draft: RecordDraft[Any], edits: dict[Any, Any]) -> None:
    """Type values into a draft, and save."""
    for path, raw in edits.items():
        draft.put(path, raw)
    assert draft.flush()


@pytest.mark.parametrize("model", RECORDS, ids=lambda model: model.__name__)
def test_every_field_has_words(model: type[Record]) -> None:
    """Every field that a form shows has a title and a hint, and so has every field of its parts."""
    parts = [each.part for each in read_fields(model) if each.part]
    for each in [field for part in (model, *parts) for field in read_fields(part)]:
        assert each.title
        assert each.hint


@pytest.mark.parametrize("model", RECORDS, ids=lambda model: model.__name__)
def test_raw_values_give_the_record_back(model: type[Record], sample: Any) -> None:
    """Turning the sample's records into raw values and validating those changes nothing."""
    collections = [sample.profiles, *sample.collections().values()]
    records = next(each for each in collections if each.model is model).all()
    for record in records:
        raw = part_to_raw(record)
        values = {field.name: to_input(field, raw[field.name]) for field in read_fields(model)}

        assert record == model.model_validate({"id": record.id, **values})


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_is_written_so_that_it_is_read_back(value: float) -> None:
    """No digit of a number is lost between the record and its input."""
    assert value == float(write_number(value))


@given(st.lists(EDITS, min_size=1, max_size=4))
def test_valid_edits_are_stored_and_invalid_ones_kept(batches: list[list[Any]]) -> None:
    """After any sequence of edits and saves the record holds the last valid values, the draft the invalid raw ones."""
    collection = MemoryCollection(Story)
    draft = RecordDraft(collection, Story(id="s"))
    stored: dict[Any, Any] = {}
    drafted: dict[Any, Any] = {}
    for batch in batches:
        last = {path: (raw, fits) for path, raw, fits in batch}
        type_in(draft, {path: raw for path, (raw, _) in last.items()})
        for path, (raw, fits) in last.items():
            drafted.pop(path, None)
            (stored if fits else drafted)[path] = raw

    record = collection.records.get("s", Story(id="s"))
    shown = part_to_raw(record)
    for path, raw in stored.items():
        actual = shown[path[0]] if len(path) == 1 else shown[path[0]][path[1]]
        assert raw == actual
    nested: dict[str, Any] = {}
    for path, raw in drafted.items():
        if len(path) == 1:
            nested[path[0]] = raw
        else:
            nested.setdefault(path[0], {})[path[1]] = raw
    assert nested == collection.draft("s")


class TestRecordDraft:
    def test_two_editors_of_one_record_do_not_clobber_each_other(self) -> None:
        """Edits of different fields from two tabs are both stored, also within one part."""
        collection = MemoryCollection(Story, Story(id="s", title="Shoes"))
        one, two = (RecordDraft(collection, collection.get("s")) for _ in range(2))
        type_in(one, {("customer",): "runners", ("customer_impact_metric", "unit"): "%"})
        type_in(two, {("learning",): "ask first", ("customer_impact_metric", "name"): "returns"})

        metric = ImpactMetric(name="returns", unit="%")
        expected = Story(id="s", title="Shoes", customer="runners", learning="ask first", customer_impact_metric=metric)
        assert expected == collection.get("s")

    def test_a_blank_record_is_not_saved(self) -> None:
        """A new record that stays blank leaves nothing behind."""
        collection = MemoryCollection(Story)
        save_edits(collection, Story(id="s"), {("title",): ""})

        assert collection.saves == []

    def test_a_new_record_with_only_a_wrong_value_can_be_found_again(self) -> None:
        """What was typed into a new record is not orphaned when it does not fit: the record is saved with its draft."""
        collection = MemoryCollection(Story)
        save_edits(collection, Story(id="s"), {("year",): "soon"})

        assert collection.all() == [Story(id="s")]
        assert collection.draft("s") == {"year": "soon"}

    def test_a_draft_is_shown_again_with_its_error(self) -> None:
        """The raw text stands in its field again, and what is wrong is said."""
        collection = MemoryCollection(Story, Story(id="s", year=2020))
        collection.save_draft("s", {"year": "soon"})
        draft = RecordDraft(collection, collection.get("s"))

        assert draft.read()["year"] == "soon"
        assert draft.errors == {("year",): "Not a whole number; write digits only."}

    def test_dates_in_the_wrong_order_are_explained_and_kept(self) -> None:
        """An error of the whole profile stands at the field it names; the other edits are saved."""
        collection = MemoryCollection(Profile, Profile(interview_date=dt.date(2026, 3, 1)))
        draft = RecordDraft(collection, collection.get("profile"))
        type_in(draft, {("start_date",): "2026-05-01", ("candidate",): "Mira"})

        assert collection.get("profile").candidate == "Mira"
        assert collection.draft("profile") == {"start_date": "2026-05-01"}
        assert list(draft.errors) == [("start_date",)]
        assert '"Start of preparation" 2026-05-01 is after "Interview date" 2026-03-01' in draft.errors["start_date",]

    def test_a_draft_is_stored_once_another_edit_makes_it_fit(self) -> None:
        """Moving the interview lets in the start that was kept as a draft."""
        collection = MemoryCollection(Profile, Profile(interview_date=dt.date(2026, 3, 1)))
        collection.save_draft("profile", {"start_date": "2026-05-01"})
        save_edits(collection, collection.get("profile"), {("interview_date",): "2026-06-01"})

        assert collection.get("profile").start_date == dt.date(2026, 5, 1)
        assert collection.draft("profile") == {}

    def test_a_draft_does_not_keep_out_an_edit_that_fits(self) -> None:
        """An edit that fits the stored record is stored although it does not fit the draft beside it."""
        collection = MemoryCollection(Profile, Profile(start_date=dt.date(2026, 1, 1)))
        collection.save_draft("profile", {"start_date": "2026-05-01"})
        save_edits(collection, collection.get("profile"), {("interview_date",): "2026-04-01"})

        assert collection.get("profile").interview_date == dt.date(2026, 4, 1)
        assert collection.draft("profile") == {"start_date": "2026-05-01"}

    def test_a_wrong_row_names_its_place(self) -> None:
        """The error of a field within a row says which row and which field."""
        collection = MemoryCollection(Mock, Mock(id="m"))
        draft = RecordDraft(collection, collection.get("m"))
        type_in(draft, {("scores",): [{"dimension": "a", "score": "5"}, {"dimension": "b", "score": "9"}]})

        assert draft.errors == {("scores", 1, "score"): "Too high; 5 is the most."}
        assert collection.get("m").scores == ()
        assert collection.draft("m")["scores"][1] == {"dimension": "b", "score": "9"}

    def test_what_a_draft_holds_of_another_version_is_kept(self) -> None:
        """A draft of a field that this version does not know is left alone."""
        collection = MemoryCollection(PRFAQ, PRFAQ(id="p"))
        collection.save_draft("p", {"moonshot": "typed long ago"})
        save_edits(collection, collection.get("p"), {("city",): "Duluth"})

        assert collection.draft("p") == {"moonshot": "typed long ago"}

    def test_a_failure_to_save_is_passed_on(self) -> None:
        """The editor hides no failure of the collection."""
        collection = MemoryCollection(Story)
        collection.broken = "the disk is full"

        with pytest.raises(WorkspaceError, match="the disk is full"):
            save_edits(collection, Story(id="s"), {("title",): "Shoes"})


class SlowCollection(MemoryCollection):
    """Takes its time between reading and writing, as a busy machine does."""

    def get(self, record_id: str) -> Any:
        """Return one record, late."""
        record = super().get(record_id)
        time.sleep(0.02)
        return record


def test_two_editors_that_save_at_the_same_moment():
    """What one editor of a record saves on its thread, another that saves at that moment does not undo."""
    story = Story(id="one")
    collection = SlowCollection(Story, story)
    edits = {("title",): "Late parcels", ("situation",): "They came late.", ("learning",): "Ask first."}
    savers = [
        threading.Thread(target=save_edits, args=(collection, story, {path: text})) for path, text in edits.items()
    ]
    for saver in savers:
        saver.start()
    for saver in savers:
        saver.join()

    kept = collection.get("one")
    assert {(name,): getattr(kept, name) for (name,) in edits} == edits
