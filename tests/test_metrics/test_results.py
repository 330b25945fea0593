"""The arithmetic of a metric, and a stated change held against it."""

from __future__ import annotations

import math
import sys
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prepkit.errors import UsageError
from prepkit.metrics.change import Change, check_claim, measure_change
from prepkit.models import ImpactMetric

values = st.floats(-1e12, 1e12, allow_subnormal=False)


def measure(baseline: float, actual: float, unit: str = "%") -> Change:
    change = measure_change(ImpactMetric(name="Returns", baseline=baseline, actual=actual, unit=unit))
    assert change is not None
    return change


SIZE = measure(14.0, 11.2)


class TestChange:
    def test_percent_and_points_are_told_apart(self) -> None:
        """G3: from 14.0% to 11.2% is down 2.8 percentage points, and 20% of the baseline."""
        assert (SIZE.direction, SIZE.absolute, SIZE.say_percent()) == ("down", -2.8, "20%")
        assert SIZE.say() == (
            "Down 2.8 percentage points, from 14% to 11.2%. Relative to the baseline that is down 20%."
        )

    def test_other_units_have_no_points(self) -> None:
        """A count changes in its own unit."""
        change = measure(1200, 1540, "orders a week")

        assert change.say_absolute() == "340 orders a week"
        assert change.say_percent() == "28.3%"
        assert change.direction == "up"

    @given(values, values)
    def test_arithmetic_is_exact(self, baseline: float, actual: float) -> None:
        """Difference and percentage are those of exact fractions, rounded once."""
        change = measure(baseline, actual, "")

        # Both floats stand for the decimal that writes them, which is what the person typed.
        before, after = Fraction(repr(baseline)), Fraction(repr(actual))
        assert change.absolute == float(after - before)
        if baseline > 0 and abs(percent := (after - before) / before * 100) < sys.float_info.max:
            assert change.percent == pytest.approx(float(percent), rel=1e-12)
        else:
            assert change.percent is None

    def test_zero_negative_and_impossible_are_said(self) -> None:
        """Zero and negative baselines give no percentage but words; a share above 100% is questioned."""
        assert measure(0, 5).percent is None
        assert "baseline of 0" in measure(0, 5).warn()
        assert "negative baseline" in measure(-3, 4, "USD").warn()
        assert "between 0% and 100%" in measure(120, 80).warn()
        assert measure(5, 5, "").say() == "Unchanged at 5."
        assert SIZE.warn() == ""

    def test_blank_is_no_change_and_no_number_is_refused(self) -> None:
        """A blank value gives no change yet; NaN, infinity and differences beyond all numbers end in one line."""
        assert measure_change(ImpactMetric(baseline=1.0)) is None
        for baseline in (math.nan, math.inf):
            with pytest.raises(UsageError, match="no number"):
                measure_change(ImpactMetric.model_construct(baseline=baseline, actual=1.0, unit=""))
        with pytest.raises(UsageError, match="too far apart"):
            measure(-1.7e308, 1.7e308)
        assert measure(5e-324, 1e308, "").percent is None


class TestClaims:
    @pytest.mark.parametrize(
        "claim",
        [
            "down 20%",
            "-20%",
            "reduced by 20 percent",
            "fell 2.8 percentage points",
            "2.8 pp",
            "280 basis points",
            "3 points fewer",
            "cut by a fifth",
            "0.8x",
            "from 14.0% to 11.2%",
            "14 → 11.2",
            "about 21% lower",
            "a drop of 2.8",
            "20,0 % less",
            "down 20%, or 2.8 percentage points, in 8 weeks",
            "20% fewer, with a 95% range",
        ],
    )
    def test_what_is_true_holds(self, claim: str) -> None:
        """A change said in percent, in points, as a multiple, in words or by its ends holds, as rounded as it is."""
        assert check_claim(claim, SIZE).holds is True, check_claim(claim, SIZE).message

    @pytest.mark.parametrize(
        ("claim", "reason"),
        [
            ("down 40%", "40% is not the relative change. The numbers say: 14% to 11.2%, down 20% or 2.8 percentage"),
            ("down 2.8%", "you mean 2.8 percentage points"),
            ("20 percentage points", "20 is the relative change, in percent, not in points"),
            ("up 20%", "You say up"),
            ("halved", "It is 0.8 times the baseline"),
            ("from 14 to 9", "not the two numbers"),
            ("down 20.4%", "20.4% is not the relative change"),
            ("down 40%, or 2.8 percentage points", "40% is not the relative change"),
            ("from 14% to 11.2%, down 40%", "40% is not the relative change"),
            ("down 5", "neither the difference nor the percentage"),
        ],
    )
    def test_what_contradicts_is_refused(self, claim: str, reason: str) -> None:
        """G3: a stated number that contradicts baseline and actual is refused, with what the numbers say."""
        checked = check_claim(claim, SIZE)

        assert checked.holds is False
        assert reason in checked.message

    def test_points_are_for_shares_and_zero_has_no_percentage(self) -> None:
        """Points of a count and a percentage of zero are refused with the reason."""
        assert "points are for shares" in check_claim("up 340 points", measure(1200, 1540, "orders")).message
        assert "not above 0" in check_claim("up 50%", measure(0, 5)).message

    def test_what_cannot_be_told_is_no_verdict(self) -> None:
        """Without a figure or without numbers there is no verdict but a sentence; without a claim there is none."""
        assert check_claim("much better", SIZE).holds is None
        assert "no figure" in check_claim("much better", SIZE).message
        assert check_claim("down within 8 weeks", SIZE).holds is None
        assert check_claim("3 days sooner", measure(10, 7, "days")).holds is True
        assert "Fill in baseline" in check_claim("down 20%", None).message
        assert check_claim(" ", SIZE).message == ""

    @given(st.floats(0.1, 1e6), st.floats(0.1, 1e6))
    def test_what_prepkit_says_itself_always_holds(self, baseline: float, actual: float) -> None:
        """The change that is computed is accepted when it is stated in its own words, in each of its forms."""
        for unit in ("%", "orders"):
            change = measure(float(f"{baseline:.4g}"), float(f"{actual:.4g}"), unit)
            if change.direction == "unchanged" or abs(change.percent or 0) < 0.1 or abs(change.percent or 0) > 1e5:
                continue
            for said in (change.say_percent(), change.say_absolute()):
                checked = check_claim(f"{change.direction} {said}", change)
                assert checked.holds is True, checked.message

    @given(st.text(max_size=60))
    def test_any_text_gets_an_answer(self, claim: str) -> None:
        """Whatever is typed, the answer is a verdict or a sentence."""
        assert check_claim(claim, SIZE).holds in (True, False, None)
