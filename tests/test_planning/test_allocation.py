import datetime as dt
import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prepkit.errors import UsageError
from prepkit.models import HourShares, Profile
from prepkit.planning.allocation import allocate, allocate_preparation, apportion

AREAS = ["product_sense", "leadership_stories", "technical_analytics", "resume"]


@st.composite
def shares(draw: st.DrawFn) -> dict[str, float]:
    """Four percentages with two decimals that make 100."""
    cuts = sorted(draw(st.lists(st.integers(0, 10_000), min_size=3, max_size=3)))
    parts = [high - low for low, high in zip([0, *cuts], [*cuts, 10_000], strict=True)]
    return dict(zip(AREAS, (part / 100 for part in parts), strict=True))


class TestAllocate:
    def test_guide(self):
        """80 hours by the guide's split are 32, 24, 16 and 8."""
        frame = allocate(80)

        assert list(frame["area"]) == AREAS
        assert list(frame["minutes"]) == [1920, 1440, 960, 480]
        assert list(frame["share"]) == [40.0, 30.0, 20.0, 10.0]

    def test_evidence(self):
        """The evidence's split gives half of the time to leadership stories."""
        assert list(allocate(80, "evidence")["minutes"]) == [1200, 2400, 720, 480]

    def test_dtypes(self):
        """Columns and dtypes are the documented ones, also for no time at all."""
        for frame in (allocate(0), allocate(12.5)):
            kinds = {name: dtype.name for name, dtype in frame.dtypes.items()}

            assert {"area", "name", "share", "minutes"} == set(kinds)
            assert (kinds["share"], kinds["minutes"]) == ("float64", "int64")
            assert list(frame.index) == [0, 1, 2, 3]

    def test_equal_remainders_favor_the_earlier_area(self):
        """Of two areas with the same remainder the earlier one gets the odd minute."""
        minutes = allocate(1 / 60, "custom", {"technical_analytics": 50, "resume": 50})["minutes"]

        assert list(minutes) == [0, 0, 1, 0]

    @given(hours=st.floats(0, 10_000), split=shares())
    def test_sums_exactly(self, hours, split):
        """The minutes make the whole, and each is less than one minute off its exact share."""
        minutes = list(allocate(hours, "custom", split)["minutes"])
        total = round(hours * 60)

        assert total == sum(minutes)
        for part, share in zip(minutes, split.values(), strict=True):
            assert abs(part - Fraction(str(share)) * total / 100) < 1

    def test_shares_from_a_profile(self):
        """The custom shares of a profile serve as they are; a blank one is none."""
        own = HourShares(product_sense=60, resume=40)

        assert list(allocate(100 / 60, "custom", own)["minutes"]) == [60, 0, 0, 40]

    @pytest.mark.parametrize("hours", [-1, math.nan, math.inf, -math.inf, "8", None, 1e12])
    def test_hours_that_cannot_be_split(self, hours):
        """Hours that are negative, endless or no number are refused in one line."""
        with pytest.raises(UsageError, match=r"^hours: .* is not a number of hours"):
            allocate(hours)

    def test_unknown_preset(self):
        """A mistyped preset is answered with the one that was meant."""
        with pytest.raises(UsageError, match=r'no preset "evidense"\. Did you mean "evidence"'):
            allocate(8, "evidense")

    def test_shares_that_do_not_make_100(self):
        """Custom shares that do not make 100 are refused, and what they make is said."""
        with pytest.raises(UsageError, match="the shares make 90, not 100"):
            allocate(8, "custom", {"product_sense": 50, "resume": 40})
        with pytest.raises(UsageError, match="the shares make 0, not 100"):
            allocate(8, "custom")

    @pytest.mark.parametrize("share", [-10, 110, math.nan, "half"])
    def test_share_that_is_no_percentage(self, share):
        """A share outside 0 to 100 is refused by its area's name."""
        with pytest.raises(UsageError, match="resume is "):
            allocate(8, "custom", {"resume": share})

    def test_unknown_area(self):
        """A mistyped area is answered with the one that was meant."""
        with pytest.raises(UsageError, match=r'no area "resumee"\. Did you mean "resume"'):
            allocate(8, "custom", {"resumee": 100})


class TestAllocatePreparation:
    def test_whole_preparation(self):
        """Days that are over count: four weeks of 8 hours from a start two weeks ago."""
        profile = Profile(hours_per_week=8, start_date=dt.date(2026, 1, 5), interview_date=dt.date(2026, 2, 2))

        assert list(allocate_preparation(profile, dt.date(2026, 1, 19))["minutes"]) == [768, 576, 384, 192]

    @pytest.mark.parametrize("interview", [None, dt.date(2026, 1, 10)])
    def test_no_days(self, interview):
        """Without a date, or after it with no start date, there is nothing to split."""
        frame = allocate_preparation(Profile(interview_date=interview), dt.date(2026, 1, 19))

        assert list(frame["minutes"]) == [0, 0, 0, 0]


@given(weights=st.lists(st.integers(0, 500), min_size=1, max_size=6), data=st.data())
def test_apportion_never_exceeds_a_weight(weights, data):
    """A total of no more than the weights is split exactly, and no part is above its weight."""
    total = data.draw(st.integers(0, sum(weights)))
    parts = apportion(total, weights)

    assert total == sum(parts)
    assert all(0 <= part <= weight for part, weight in zip(parts, weights, strict=True))
