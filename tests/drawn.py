"""What is drawn outside of its chart."""

from __future__ import annotations

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.text import Text

from prepkit import charts


def overflows(chart: charts.Chart) -> list[str]:
    """The texts that reach over the edge of the sheet, and the pairs that lie on one another."""
    renderer = FigureCanvasAgg(chart).get_renderer()
    boxes = [(text.get_text(), text.get_window_extent(renderer)) for text in chart.findobj(Text) if text.get_text()]
    found = [f"{text!r} is cut off" for text, box in boxes if box.x0 < 0 or box.x1 > chart.bbox.width or box.y0 < 0]
    for place, (text, box) in enumerate(boxes):
        for other, other_box in boxes[place + 1 :]:
            across = min(box.x1, other_box.x1) - max(box.x0, other_box.x0)
            down = min(box.y1, other_box.y1) - max(box.y0, other_box.y0)
            if across > 1 and down > 3:
                found.append(f"{text!r} lies on {other!r}")
    return found
