import datetime as dt

import pytest

from prepkit.content.library import find, load
from prepkit.content.shapes.planning import Assumption, Stage
from prepkit.errors import ContentError
from prepkit.models import Profile
from prepkit.planning.loop import lay_out_loop
from prepkit.planning.readiness import check_assumptions
from prepkit.planning.words import say_count, say_dates, say_decimal, say_hours, say_list, say_span

FITTING = Profile(years_of_experience=2, knows_sql=True, knows_python=True, has_run_ab_tests=True)


class TestCheckAssumptions:
    def test_all_hold(self):
        """For the reader that the guide has in mind every assumption holds, without advice."""
        frame = check_assumptions(FITTING)

        assert frame["holds"].all()
        assert set(frame["advice"]) == {""}
        assert frame["holds"].dtype.name == "bool"

    @pytest.mark.parametrize(
        ("assumption", "change", "answer"),
        [
            ("experience", {"years_of_experience": 1.5}, "1.5"),
            ("experience", {"years_of_experience": None}, "Not answered"),
            ("sql", {"knows_sql": False}, "No"),
            ("new_to_product", {"has_been_pm": True}, "Yes"),
            ("role", {"target_role": "PM-T"}, "PM-T"),
            ("level", {"target_level": "unclear"}, "unclear"),
        ],
    )
    def test_one_does_not_hold(self, assumption, change, answer):
        """What does not hold is shown with the person's own answer and what to do then; the others still hold."""
        frame = check_assumptions(FITTING.replace(**change))
        failed = frame[~frame["holds"]]
        entry = find(Assumption, assumption)

        assert list(failed["assumption"]) == [entry.name]
        assert list(failed["your_answer"]) == [answer]
        assert list(failed["advice"]) == [
            entry.cases.get("blank" if answer == "Not answered" else answer, entry.otherwise)
        ]

    def test_unknown_field(self):
        """An assumption about a field that no profile has is a fault of the content, named with its cure."""
        wrong = find(Assumption, "sql").model_copy(update={"field": "knows_sqll"})

        with pytest.raises(ContentError, match='sql: field: knows_sqll is not in a profile; did you mean "knows_sql"'):
            check_assumptions(FITTING, assumptions=[wrong])


class TestLayOutLoop:
    def test_stages(self):
        """The stages stand in the content's order, typed."""
        frame = lay_out_loop(Profile())

        assert list(frame["stage"]) == [entry.id for entry in load(Stage)]
        assert list(frame["prepare"]) == [entry.prepare for entry in load(Stage)]
        assert list(frame.dtypes) == list(lay_out_loop(Profile(), stages=()).dtypes)

    @pytest.mark.parametrize("role", ["PM-T", "unclear"])
    def test_other_roles(self, role):
        """Unless the role is PM, the technical stage, and no other, says what else it may ask."""
        changed = lay_out_loop(Profile(target_role=role))
        extra = changed[changed["prepare"] != lay_out_loop(Profile())["prepare"]]

        assert list(extra["stage"]) == ["technical"]
        assert (
            extra["prepare"]
            .iloc[0]
            .endswith(find(Assumption, "role").cases.get(role, find(Assumption, "role").otherwise))
        )


class TestWords:
    def test_hours(self):
        """Minutes are said exactly."""
        said = [say_hours(minutes) for minutes in (0, 45, 60, 878, 600_000)]

        assert said == ["0 h", "45 min", "1 h", "14 h 38 min", "10,000 h"]

    def test_decimals(self):
        """One decimal at the most, rounded up on demand, so that a need is never understated."""
        assert [say_decimal(2.04), say_decimal(2.04, up=True), say_decimal(8.0, up=True)] == ["2", "2.1", "8"]

    def test_counts_spans_and_dates(self):
        """Nouns agree with their number, and a range says its year once."""
        assert [say_count(1, "entry", "entries"), say_count(2, "entry", "entries")] == ["1 entry", "2 entries"]
        assert [say_span(days) for days in (0, 1, 7, 30)] == ["0 days", "1 day", "1 week", "4 weeks and 2 days"]
        assert say_dates(dt.date(2026, 1, 5), dt.date(2026, 2, 1)) == "January 5 to February 1, 2026"
        assert say_dates(dt.date(2025, 12, 5), dt.date(2026, 2, 1)) == "December 5, 2025 to February 1, 2026"

    def test_lists(self):
        """Names are put on one line each and cut at 60 characters."""
        assert say_list(["a\nb", "x" * 99, "c;", "d"]) == f"a b; {'x' * 59}…; c; and 1 more"
