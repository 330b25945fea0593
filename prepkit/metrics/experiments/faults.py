"""What is planted into a drill, and the proof that the data at hand really shows it."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from prepkit.content.shapes.metrics import DrillSetting
from prepkit.metrics.experiments.comparison import THRESHOLD, score_rates
from prepkit.metrics.experiments.simulation import DAYS, WEEKS, Outcome, World, average_weeks

RAMP = (0.1, 0.5, 0.5, 0.5)  # the treatment's share by week where it is raised step by step
LUCKY_DAY = 9


@dataclass(frozen=True)
class Fault:
    """How a fault is made, and how it is recognized.

    Args:
        build: Makes the world, from the setting and the units planned for each arm.
        shows: Tells whether an outcome (what is shown, then the whole planned time) shows the fault and no other.
    """

    build: Callable[[DrillSetting, int], World]
    shows: Callable[[DrillSetting, Outcome, Outcome], bool]


def _daily(planned: int, factor: float = 1.0) -> float:
    return 2 * planned * factor / DAYS


def _steady(setting: DrillSetting, planned: int, times: float, factor: float = 1.0) -> World:
    return World(_daily(planned, factor), effects=(times * setting.smallest,) * WEEKS)


def _lose_units(_setting: DrillSetting, planned: int) -> World:
    return World(_daily(planned), loss=6 * math.sqrt(2 / planned))


def _wear_off(setting: DrillSetting, planned: int) -> World:
    return World(_daily(planned), effects=tuple(times * setting.smallest for times in (3.6, 1.4, 0.4, 0.0)))


def _harm(setting: DrillSetting, planned: int) -> World:
    rate = setting.guardrail_baseline + setting.margin
    error = math.sqrt(2 * rate * (1 - rate) / planned)
    effects = (2 * setting.smallest,) * WEEKS
    return World(_daily(planned), effects=effects, harm=setting.margin + 3.5 * error)


def _ramp(setting: DrillSetting, planned: int) -> World:
    return World(
        _daily(planned, 1.25),  # so that the treatment is full all the same
        shares=RAMP,
        crowds=(2.0, 1.0, 1.0, 1.0),
        rates=(min(2.0, 0.9 / setting.baseline), 1.0, 1.0, 1.0),
        effects=(2.6 * setting.smallest,) * WEEKS,
    )


def _is_sound(setting: DrillSetting, shown: Outcome) -> bool:
    """Tell whether split and guardrail are beyond doubt, so that the fault at hand is the only one."""
    guard = shown.compare_guardrail()
    return shown.split_p() > 0.05 and guard.p_value > 0.05 and guard.difference < setting.margin / 2


def _agrees(outcome: Outcome, sign: int) -> bool:
    return all(sign * week.compare().difference > 0 for week in outcome.weeks())


def _shows_split(_setting: DrillSetting, shown: Outcome, _whole: Outcome) -> bool:
    return shown.split_p() < THRESHOLD / 2 and shown.compare().low > 0


def _shows_novelty(setting: DrillSetting, shown: Outcome, _whole: Outcome) -> bool:
    weeks = [week.compare() for week in shown.weeks()]
    error = math.hypot(weeks[0].high - weeks[0].low, weeks[-1].high - weeks[-1].low) / (2 * 1.96)
    falling = weeks[0].difference > weeks[1].difference > weeks[2].difference
    fading = falling and weeks[-1].difference < setting.smallest / 2
    faded = weeks[0].low > 0 and weeks[-1].low < 0 < weeks[-1].high
    gap = (weeks[0].difference - weeks[-1].difference) / error
    return _is_sound(setting, shown) and fading and faded and gap > 2.5 and shown.compare().low > 0


def _shows_peeking(setting: DrillSetting, shown: Outcome, whole: Outcome) -> bool:
    # The cheap test first: one draw in some fifty is lucky.
    z = float(score_rates(*shown.primary()))
    if not 2.0 < z < 2.8 or abs(float(score_rates(*whole.primary()))) > 1.5:
        return False
    return _is_sound(setting, shown)


def _shows_guardrail(setting: DrillSetting, shown: Outcome, _whole: Outcome) -> bool:
    return (
        shown.split_p() > 0.05
        and shown.compare_guardrail().low > setting.margin
        and shown.compare().low > 0
        and _agrees(shown, 1)
    )


def _shows_underpowered(setting: DrillSetting, shown: Outcome, _whole: Outcome) -> bool:
    found = shown.compare()
    return _is_sound(setting, shown) and found.low < 0 < setting.smallest < found.high and found.p_value > 0.1


def _shows_win(setting: DrillSetting, shown: Outcome, _whole: Outcome) -> bool:
    held = shown.compare_guardrail().high < setting.margin
    return _is_sound(setting, shown) and held and shown.compare().low > setting.smallest and _agrees(shown, 1)


def _shows_loss(setting: DrillSetting, shown: Outcome, _whole: Outcome) -> bool:
    return _is_sound(setting, shown) and shown.compare().high < 0 and _agrees(shown, -1)


def _shows_null(setting: DrillSetting, shown: Outcome, _whole: Outcome) -> bool:
    found = shown.compare()
    return _is_sound(setting, shown) and found.low < 0 < found.high < 0.9 * setting.smallest


def _shows_mix(setting: DrillSetting, shown: Outcome, _whole: Outcome) -> bool:
    held = all(week.split_p(share) > 0.05 for week, share in zip(shown.weeks(), RAMP, strict=True))
    guard = shown.compare_guardrail()
    return (
        held
        and guard.p_value > 0.05
        and guard.high < setting.margin
        and shown.compare().high < 0
        and _agrees(shown, 1)
        and average_weeks(shown)[1] > setting.smallest
    )


FAULTS: dict[str, Fault] = {
    "split": Fault(_lose_units, _shows_split),
    "novelty": Fault(_wear_off, _shows_novelty),
    "peeking": Fault(lambda _, planned: World(_daily(planned), shown=LUCKY_DAY), _shows_peeking),
    "guardrail": Fault(_harm, _shows_guardrail),
    "underpowered": Fault(lambda setting, planned: _steady(setting, planned, 1.0, 0.25), _shows_underpowered),
    "clean-win": Fault(lambda setting, planned: _steady(setting, planned, 2.3), _shows_win),
    "clean-loss": Fault(lambda setting, planned: _steady(setting, planned, -2.0), _shows_loss),
    "precise-null": Fault(lambda setting, planned: _steady(setting, planned, 0.1, 2.2), _shows_null),
    "mix": Fault(_ramp, _shows_mix),
}
