"""A talk, drawn sentence by sentence: what is about method, against two minutes in ten."""

from __future__ import annotations

from itertools import accumulate

from prepkit.charts.chart import LINE, SMALL, WIDTH, Chart, begin, fold, name_rows, say_missing, write, write_left
from prepkit.charts.theme import AMBER, BLUE, INK, MUTED, SEAM, TRACK
from prepkit.review.findings import Review
from prepkit.review.talk import Talk, measure_talk

_NAMES = 96  # pixels


def talk(review: Review) -> Chart:
    """Draw the sentences of a talk in the order in which they are told, method apart, and its share of the whole.

    Args:
        review: The review of what was said, as `pk.review(text, kind="talk")` gives it.
    """
    measured = measure_talk(review)
    if not measured.sentences:
        return say_missing("Nothing is measured yet: type or paste what you said.")
    title = f"{measured.share:.0f}% of what you said is about method; the yardstick is {measured.yardstick:g}%"
    advice = _advise(measured)
    method = sum(technical for _, technical in measured.sentences)
    facts = f"{method} of {len(measured.sentences)} sentences hold a technical term"
    summary = f"{title}. {facts}, in {_say_minutes(measured.minutes)}. {advice}"
    words = fold(advice, WIDTH, SMALL)
    chart, axes = begin(title, summary, 130, left=_NAMES, foot=44 + LINE * len(words.splitlines()))
    axes.set(xlim=(0, 100), ylim=(2.5, -0.5))
    total = sum(words for words, _ in measured.sentences)
    ends = [100 * end / total for end in accumulate(words for words, _ in measured.sentences)]
    axes.barh([0, 1, 2], 100, height=0.62, color=TRACK, linewidth=0)
    for lane, color in ((0, AMBER), (1, BLUE)):
        spans = [
            (start, end - start)
            for start, end, (_, technical) in zip([0.0, *ends], ends, measured.sentences, strict=False)
            if technical == (lane == 0)
        ]
        lefts, widths = [left for left, _ in spans], [width for _, width in spans]
        axes.barh([lane] * len(spans), widths, left=lefts, height=0.62, color=color, edgecolor=SEAM, linewidth=0.8)
    axes.barh([2], [min(measured.share, 100)], height=0.62, color=AMBER, linewidth=0)
    axes.plot([measured.yardstick] * 2, [1.58, 2.42], color=INK, linewidth=2, linestyle="-")
    note = f"{measured.yardstick:g}%: two minutes in ten"
    write(axes, measured.yardstick, 2.5, note, color=INK, size=SMALL, va="top")
    name_rows(axes, [0, 1, 2], ["Method", "The rest", "Method in all"])
    write_left(axes, 2.5 + 26 * 3 / 130, words, color=MUTED, va="top")
    return chart


def _advise(measured: Talk) -> str:
    if measured.share <= measured.yardstick:
        return "The rest is where it belongs: with the customer, the test, the launch and the outcome."
    first = next(place for place, (_, technical) in enumerate(measured.sentences, 1) if technical)
    where = "It begins with your first sentence." if first == 1 else f"It begins with sentence {first}."
    return f"{where} Say in one sentence what the model decides, and go on to what changed for customers."


def _say_minutes(minutes: float) -> str:
    whole, seconds = divmod(round(minutes * 60), 60)
    return f"{whole} min {seconds} s" if whole else f"{seconds} s"
