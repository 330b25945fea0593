"""What is drawn outside of its chart, or on one another."""

from __future__ import annotations

from matplotlib.text import Text

from prepkit import charts
from prepkit.charts.chart import DPI, WIDTH
from prepkit.charts.svg import Writer


def overflows(chart: charts.Chart) -> list[str]:
    """The texts that reach over the edge of the sheet, and the pairs that lie on one another."""
    renderer = Writer(chart.bbox.width, chart.bbox.height, DPI)
    boxes = [
        (text.get_text(), text.get_window_extent(renderer))
        for text in chart.findobj(Text)
        if text.get_text() and text.get_visible()
    ]
    found = [
        f"{text!r} is cut off"
        for text, box in boxes
        if box.x0 < -1 or box.x1 > WIDTH + 1 or box.y0 < -1 or box.y1 > chart.bbox.height + 1
    ]
    for place, (text, box) in enumerate(boxes):
        for other, other_box in boxes[place + 1 :]:
            across = min(box.x1, other_box.x1) - max(box.x0, other_box.x0)
            down = min(box.y1, other_box.y1) - max(box.y0, other_box.y0)
            if across > 1 and down > 4:
                found.append(f"{text!r} lies on {other!r}")
    return found
