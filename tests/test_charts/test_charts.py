import base64
import datetime as dt
import html
import warnings
from typing import Any

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest
from drawn import overflows
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.text import Text
from shared import NASTY_TEXTS, TODAY

from prepkit import charts
from prepkit.charts.chart import MARGIN, WIDTH
from prepkit.charts.lettering import FAMILY, SIZE, clean, measure, wrap
from prepkit.charts.line import Line
from prepkit.models import Profile
from prepkit.planning import lay_out_loop, measure_readiness, plan
from prepkit.store import Workspace

PNG = b"\x89PNG\r\n\x1a\n"
LONG = "A very long name, because someone had much to say about this area and its $x_1$ parts"


def make_plan(days: int, hours: float = 8) -> pd.DataFrame:
    """A plan of so many days."""
    profile = Profile(hours_per_week=hours, interview_date=TODAY + dt.timedelta(days=days))
    return plan(profile, TODAY).frame


@pytest.fixture
def tables(workspace: Workspace) -> dict[str, pd.DataFrame]:
    """One table for each kind of chart."""
    return {
        "weeks": make_plan(32),
        "loop": lay_out_loop(Profile()),
        "readiness": measure_readiness(workspace.read(), TODAY),
    }


def draw(kind: str, table: pd.DataFrame) -> charts.Chart:
    """The chart of a table, drawn with every warning an error."""
    chart: charts.Chart = getattr(charts, kind)(table)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        chart.png()
    return chart


def texts(chart: charts.Chart) -> list[str]:
    """Every text of a chart."""
    return [text.get_text() for text in chart.findobj(Text)]


KINDS = ["weeks", "loop", "readiness"]


@pytest.mark.parametrize("kind", KINDS)
class TestEveryChart:
    def test_same_bytes(self, tables, kind):
        """A table drawn twice gives the same bytes, without date or version in them."""
        first, second = draw(kind, tables[kind]).png(), draw(kind, tables[kind]).png()

        assert first.startswith(PNG)
        assert first == second
        assert b"Software" not in first
        assert b"matplotlib" not in first.lower()

    def test_settings_of_others_leave_it_alone(self, tables, kind):
        """A notebook's own matplotlib settings change nothing."""
        expected = draw(kind, tables[kind]).png()
        with mpl.rc_context({"font.size": 30, "figure.dpi": 40, "text.color": "red", "axes.facecolor": "black"}):
            assert draw(kind, tables[kind]).png() == expected

    def test_bundle(self, tables, kind):
        """Displayed, it is an image whose alternative text, metadata and plain text are the summary."""
        chart = draw(kind, tables[kind])
        data, metadata = chart._repr_mimebundle_()

        assert base64.b64decode(data["image/png"]) == chart.png()
        assert data["text/plain"] == chart.summary
        assert metadata["image/png"] == {"alt": chart.summary}
        assert f'alt="{html.escape(chart.summary)}"' in data["text/html"]
        assert data["image/png"] in data["text/html"]

    def test_empty(self, tables, kind):
        """An empty table is answered in words, in the chart and in its summary."""
        chart = draw(kind, tables[kind].iloc[:0])

        assert chart.summary.endswith(".")
        assert " ".join(texts(chart)) == chart.summary

    def test_nothing_overlaps(self, tables, kind):
        """No text is cut off or lies on another."""
        assert overflows(draw(kind, tables[kind])) == []

    @pytest.mark.parametrize("name", [LONG, "X" * 200, *NASTY_TEXTS])
    def test_any_name(self, tables, kind, name):
        """Any name is drawn, whole, without a warning; the summary has it as it is."""
        table = tables[kind].copy()
        table.loc[table["name"] == table["name"].iloc[1], "name"] = name
        chart = draw(kind, table)

        assert overflows(chart) == []
        assert name in chart.summary
        assert html.escape(name) in chart._repr_mimebundle_()[0]["text/html"]

    def test_dollars_are_no_math(self, tables, kind):
        """A dollar sign is a dollar sign."""
        table = tables[kind].copy()
        table["name"] = table["name"] + " $x_1$"
        chart = draw(kind, table)

        assert any("$x_1$" in text for text in texts(chart))
        assert not any(text.get_parse_math() for text in chart.findobj(Text))


class TestWeeks:
    def test_summary(self):
        """The summary says when each area is worked on."""
        assert draw("weeks", make_plan(28)).summary == (
            "32 h in 4 weeks, January 26 to February 22, 2026. Product sense: 12 h 48 min in weeks 1 to 4; "
            "Leadership stories: 6 h 36 min in weeks 1 to 4; "
            "Leadership stories: bar-raiser mocks: 3 h in weeks 3 to 4; "
            "Technical analytics: 6 h 24 min in weeks 1 to 4; Resume and letter: 3 h 12 min in weeks 1 to 2."
        )

    @pytest.mark.parametrize("days", [1, 2, 7, 8, 30, 60, 150, 371, 700, 1120])
    def test_one_to_160_weeks(self, days):
        """From one day to 160 weeks the dates stay apart and inside."""
        assert overflows(draw("weeks", make_plan(days))) == []

    @pytest.mark.parametrize("hours", [0, 0.1, 1, 80])
    def test_any_hours(self, hours):
        """No hours and very many are drawn."""
        assert overflows(draw("weeks", make_plan(40, hours))) == []

    def test_no_plan_says_why(self):
        """Without an interview date the chart says what the plan says."""
        table = plan(Profile(), TODAY)

        assert draw("weeks", table).summary == table.summary


class TestLoop:
    def test_summary(self, tables):
        """The summary has each stage's weeks and sessions."""
        summary = draw("loop", tables["loop"]).summary

        assert summary.startswith(
            "From application to offer: up to 8 weeks. Application and resume screen: weeks 0 to 2"
        )
        assert "Product-sense interviews: weeks 5.5 to 6, 2 × 55 min" in summary

    def test_long_loop(self, tables):
        """A stage of many weeks leaves the words readable."""
        table = tables["loop"].copy()
        table.loc[2, "last_week"] = 52.0

        assert overflows(draw("loop", table)) == []


class TestReadiness:
    def test_summary(self, tables):
        """The summary has the shares and what is missing."""
        summary = draw("readiness", tables["readiness"]).summary

        assert summary.startswith("Nothing is ready yet. Begin with the first: Application and resume screen. ")
        assert all(reason in summary for reason in tables["readiness"]["reason"])


class TestLettering:
    def test_unknown_characters(self):
        """A character that the font lacks is a small square, an invisible one is gone, white space is one blank."""
        assert clean("a \n\tb 產 \u200b\x00c") == "a b \u25a1 c"

    def test_wrap(self):
        """Lines keep to the width, and every word is there."""
        lines = wrap(LONG, 150)

        assert " ".join(lines) == LONG
        assert all(measure(line) <= 150 for line in lines)
        assert "".join(wrap("X" * 300, 150)) == "X" * 300
        assert wrap("", WIDTH - MARGIN) == []


def _find_ink(kind: type[Text], **style: Any) -> tuple[int, int, int, int]:
    """The left, top, right and bottom pixel of a text that is drawn by itself."""
    figure = Figure(figsize=(4, 1), dpi=100)
    canvas = FigureCanvasAgg(figure)
    font = FontProperties(family=FAMILY, size=SIZE)
    figure.add_artist(
        kind(200, 60, "Agile, 40 percent", fontproperties=font, verticalalignment="top", transform=None, **style)
    )
    canvas.draw()
    rows, columns = np.nonzero(np.asarray(canvas.buffer_rgba())[..., :3].min(axis=2) < 128)
    return int(columns.min()), int(rows.min()), int(columns.max()), int(rows.max())


class TestLine:
    @pytest.mark.parametrize("align", ["left", "center", "right"])
    def test_stands_where_matplotlib_has_it(self, align):
        """A line that is drawn at once stands within a pixel of the text that is drawn glyph by glyph."""
        ours, theirs = (_find_ink(kind, horizontalalignment=align) for kind in (Line, Text))

        assert ours == pytest.approx(theirs, abs=1)

    def test_has_its_color(self):
        """The ink of a line is of the color asked for."""
        chart = charts.Chart()
        chart.write(20, 20, ["\u25a0" * 8], color="#0072B2")
        chart.finish(60, "squares")
        chart.canvas.draw()
        pixels = np.asarray(chart.canvas.buffer_rgba())[..., :3].reshape(-1, 3)

        assert any((pixel == (0, 0x72, 0xB2)).all() for pixel in pixels)

    def test_is_no_picture_among_vectors(self, tables, tmp_path):
        """Saved as SVG, a chart holds outlines of letters and not a single picture."""
        draw("weeks", tables["weeks"]).savefig(tmp_path / "weeks.svg")

        assert "<image" not in (tmp_path / "weeks.svg").read_text()
