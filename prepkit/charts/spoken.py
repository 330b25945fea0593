"""A talk, drawn sentence by sentence: what is about method, against two minutes in ten."""

from __future__ import annotations

from prepkit.charts.chart import BLUE, INK, MARGIN, MUTED, ORANGE, OUTLINE, TRACK, WIDTH, Chart, say_missing
from prepkit.charts.lettering import wrap
from prepkit.review.findings import Review
from prepkit.review.talk import Talk, measure_talk

_FULL = WIDTH - 2 * MARGIN
_BAR = 22
_GAP = 1.5  # pixels between two sentences
_METHOD, _REST = (ORANGE, "//"), (BLUE, "")


def talk(review: Review) -> Chart:
    """Draw how much of a talk is about method, in the order in which it is told, and in all against the yardstick.

    Args:
        review: The review of what was said, as `pk.review(text, kind="talk")` gives it.
    """
    measured = measure_talk(review)
    if not measured.sentences:
        return say_missing("Nothing is measured yet: type or paste what you said.")
    title = f"{measured.share:.0f}% of what you said is about method; the yardstick is {measured.yardstick:g}%"
    chart = Chart()
    y = chart.write(MARGIN, MARGIN, [title], bold=True) + 8
    y = _draw_sentences(chart, y, measured)
    y = _draw_share(chart, y, measured)
    advice = _advise(measured)
    y = chart.write(MARGIN, y + 4, wrap(advice, _FULL), color=MUTED)
    method = sum(technical for _, technical in measured.sentences)
    facts = f"{method} of {len(measured.sentences)} sentences hold a technical term"
    return chart.finish(y + MARGIN, f"{title}. {facts}, in {_say_minutes(measured.minutes)}. {advice}")


def _draw_sentences(chart: Chart, y: float, measured: Talk) -> float:
    y = chart.write(MARGIN, y, ["As you told it, sentence by sentence (hatched: method)"], color=MUTED) + 2
    scale = _FULL / sum(words for words, _ in measured.sentences)
    x = float(MARGIN)
    for words, technical in measured.sentences:
        color, hatch = _METHOD if technical else _REST
        chart.fill([(x, y, max(1.0, words * scale - _GAP), _BAR)], color, hatch)
        x += words * scale
    return y + _BAR + 12


def _draw_share(chart: Chart, y: float, measured: Talk) -> float:
    y = chart.write(MARGIN, y, ["In all"], color=MUTED) + 2
    chart.fill([(MARGIN, y, _FULL, _BAR)], TRACK)
    chart.fill([(MARGIN, y, _FULL * min(measured.share, 100) / 100, _BAR)], *_METHOD)
    chart.fill([(MARGIN, y, _FULL, _BAR)], "none", outline=OUTLINE)
    line = MARGIN + _FULL * measured.yardstick / 100
    chart.rule((line, line), (y - 4, y + _BAR + 4), INK, 2)
    return chart.write(line + 6, y + _BAR + 3, [f"{measured.yardstick:g}%: two minutes in ten"], color=MUTED) + 4


def _advise(measured: Talk) -> str:
    if measured.share <= measured.yardstick:
        return "The rest is where it belongs: with the customer, the test, the launch and the outcome."
    first = next(place for place, (_, technical) in enumerate(measured.sentences, 1) if technical)
    where = "It begins with your first sentence." if first == 1 else f"It begins with sentence {first}."
    return f"{where} Say in one sentence what the model decides, and go on to what changed for customers."


def _say_minutes(minutes: float) -> str:
    whole, seconds = divmod(round(minutes * 60), 60)
    return f"{whole} min {seconds} s" if whole else f"{seconds} s"
