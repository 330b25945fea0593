"""The charts: what is plotted, said and shown, on axes that anyone can restyle."""

from __future__ import annotations

import datetime as dt
import html
import io
import re
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from typing import Any
from xml.etree import ElementTree

import matplotlib as mpl
import matplotlib.image
import pandas as pd
import pytest
from drawn import overflows
from matplotlib.colors import to_hex, to_rgb
from matplotlib.dates import date2num
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from shared import NASTY_TEXTS, TODAY

from prepkit import charts
from prepkit.charts import theme
from prepkit.charts.chart import WIDTH, fold
from prepkit.metrics.experiments.drills import make_drill, tabulate_weeks
from prepkit.models import PRFAQ, Profile
from prepkit.models.listing import Listing
from prepkit.planning.loop import lay_out_loop
from prepkit.planning.readiness import measure_readiness
from prepkit.planning.replanning import replan
from prepkit.planning.schedule import plan
from prepkit.rehearsal.scores import trace_scores
from prepkit.review.mirror import compare_releases
from prepkit.review.reviewer import review
from prepkit.store import Workspace
from prepkit.stories.evidence import score_stories

LONG = "A very long name, because someone had much to say about this area and its $x_1$ parts"
TALK = (
    "We trained a gradient boosting model with an AUC of 0.91. I asked twelve shop owners what they did at closing. "
    "They counted by hand. We shipped a list. Refunds fell from 41% to 12%."
)
CURVE = pd.DataFrame({"change": [0, 0.25, 0.5, 0.75, 1.0], "power": [5, 29, 80, 98, 100]})
RELEASE = "Northline announced the arrival board, the best product ever. It helps 40,000 travelers find 3 trains."


def make_plan(days: int, hours: float = 8) -> pd.DataFrame:
    """A plan of so many days."""
    return plan(Profile(hours_per_week=hours, interview_date=TODAY + dt.timedelta(days=days)), TODAY).frame


def compare(text: str = RELEASE) -> pd.DataFrame:
    """A draft beside a release."""
    return compare_releases(PRFAQ(heading="A board", problem="People miss trains. They wait for hours."), text)


DRAW: dict[str, Callable[[Workspace], charts.Chart]] = {
    "burn_up": lambda prep: charts.burn_up(replan(prep.read(), TODAY).weeks, TODAY),
    "differences": lambda _: charts.differences(tabulate_weeks(make_drill("meal-kit", "clean-win", 1)), 1.5),
    "loop": lambda prep: charts.loop(lay_out_loop(prep.profile, prep.loop), TODAY),
    "mirror": lambda _: charts.mirror(compare()),
    "power_curve": lambda _: charts.power_curve(CURVE, 0.5, 80, "percentage points"),
    "readiness": lambda prep: charts.readiness(measure_readiness(prep.read(), TODAY)),
    "scores": lambda prep: charts.scores(trace_scores(prep.mocks.all(), TODAY)),
    "story_bank": lambda prep: charts.story_bank(score_stories(prep.stories.all())),
    "talk": lambda _: charts.talk(review(TALK, "talk")),
    "weeks": lambda prep: charts.weeks(replan(prep.read(), TODAY).plan),
}


@pytest.fixture(scope="module")
def prep() -> Workspace:
    """The sample, which every chart can be drawn from."""
    return Workspace.sample(today=TODAY)


def read_svg(chart: charts.Chart) -> ElementTree.Element:
    """The drawing of a chart."""
    (svg,) = re.findall(r"<svg.*</svg>", chart.to_html(), flags=re.DOTALL)
    return ElementTree.fromstring(svg)


def texts(chart: charts.Chart) -> list[str]:
    """Every line of text that a chart shows, in order."""
    return [each.text or "" for each in read_svg(chart).iter("text")]


def bars(chart: charts.Chart, color: str) -> list[Rectangle]:
    """The bars of a color, in the order in which they were drawn."""
    patches = [patch for patch in chart.axes[0].patches if isinstance(patch, Rectangle)]
    return [patch for patch in patches if to_hex(patch.get_facecolor()) == color]


@pytest.mark.parametrize("name", DRAW)
class TestEveryChart:
    def test_stands_on_ordinary_axes(self, prep, name):
        """It is a Figure with axes, whose title says the message, and what it shows is said in words."""
        chart = DRAW[name](prep)

        assert isinstance(chart, Figure)
        (axes,) = chart.axes
        assert axes.get_title(loc="left").replace("\n", " ")[:20] in chart.summary
        assert axes.has_data()
        assert chart.summary.endswith(".")

    @pytest.mark.slow
    def test_can_be_restyled(self, prep, name, tmp_path):
        """A title, a label and a bar that a user sets are what is shown and saved then."""
        chart = DRAW[name](prep)
        chart.axes[0].set_title("My own <title>", loc="left")
        chart.axes[0].set_xlabel("Only $here$", parse_math=False)
        chart.axes[0].axvline(chart.axes[0].get_xlim()[0], color="#123456")

        assert "My own <title>" in texts(chart)
        assert "Only $here$" in texts(chart)
        assert 'stroke="#123456"' in chart.to_html()
        chart.savefig(tmp_path / "chart.svg")
        assert (tmp_path / "chart.svg").stat().st_size > 1000

    def test_same_bytes_without_any_id(self, prep, name):
        """A table drawn twice gives the same small SVG, without an id, a version or a date."""
        first, second = DRAW[name](prep).to_html(), DRAW[name](prep).to_html()

        assert first == second
        assert len(first) < 40_000
        assert not re.search(r"\bid=|url\(|<defs|<image|matplotlib|hatch", re.sub(r">[^<]*<", "><", first))

    @pytest.mark.slow
    def test_settings_of_others_leave_it_alone(self, prep, name):
        """A notebook's own matplotlib settings change nothing."""
        expected = DRAW[name](prep).to_html()
        odd = {
            "font.size": 30,
            "figure.dpi": 40,
            "text.color": "red",
            "axes.facecolor": "black",
            "axes.grid": True,
            "axes.titlecolor": "red",
            "lines.linewidth": 9,
            "lines.linestyle": ":",
            "patch.edgecolor": "red",
            "xtick.top": True,
            "ytick.color": "red",
            "figure.constrained_layout.use": True,
            "svg.fonttype": "path",
        }
        with mpl.rc_context(odd):
            assert DRAW[name](prep).to_html() == expected

    def test_is_shown_as_an_image_with_a_name(self, prep, name):
        """Displayed, it is an image whose accessible name and plain text are the summary."""
        chart = DRAW[name](prep)
        shown = chart._repr_mimebundle_()

        assert shown == {"text/html": chart.to_html(), "text/plain": chart.summary}
        assert shown["text/html"].startswith(f'<figure role="img" aria-label="{html.escape(chart.summary)}"')

    def test_is_read_where_the_picture_is_taken_out(self, prep, name):
        """Without style sheets and SVG, which JupyterLab drops without trust, the summary is left alone."""
        chart = DRAW[name](prep)
        shown = re.sub(r"<style>.*?</style>|</?(svg|path|text)\b[^>]*>", "", chart.to_html())

        assert re.search(r'<div class="pk-picture" style="display:none">[^<]*</div>', shown)
        assert shown.endswith(f'<p class="pk-words">{html.escape(chart.summary)}</p></figure>')

    def test_has_the_colors_of_the_page(self, prep, name):
        """Text and lines are of the color of the page's text, marks of a role; there is no panel behind them."""
        colors = {
            value
            for element in read_svg(DRAW[name](prep)).iter()
            for key, value in element.attrib.items()
            if key in ("fill", "stroke")
        }
        roles = {f"var(--pk-{role}, {color})" for role, color in theme.ROLES.items()}
        left = colors - roles - {"none", "currentColor", "var(--jp-layout-color0, Canvas)"}

        assert left <= {theme.ON_MARK}
        assert roles & colors

    @pytest.mark.slow
    def test_a_file_has_real_colors_on_white(self, prep, name):
        """Saved as PNG it is opaque, with its roles' colors, whatever stands around a page's chart."""
        chart = DRAW[name](prep)
        data = io.BytesIO()
        chart.to_html()
        chart.savefig(data, format="png")
        data.seek(0)
        pixels = matplotlib.image.imread(data)

        assert pixels.shape[1] == WIDTH
        assert tuple(pixels[0, 0]) == (1, 1, 1, 1)
        found = {tuple(round(255 * part) for part in pixel[:3]) for row in pixels[::2] for pixel in row}
        assert found & {tuple(round(255 * part) for part in to_rgb(color)) for color in theme.ROLES.values()}

    def test_nothing_overlaps(self, prep, name):
        """No text is cut off or lies on another."""
        assert overflows(DRAW[name](prep)) == []


class TestPlotted:
    def test_burn_up(self, prep):
        """The lines are the sums of the table's minutes, in hours, up to today and from there."""
        weeks = replan(prep.read(), TODAY).weeks
        lines = {line.get_label(): line for line in charts.burn_up(weeks, TODAY).axes[0].lines}
        ends = sorted(set(weeks["ends"]))

        assert lines["First plan"].get_ydata()[-1] == pytest.approx(weeks["first_minutes"].sum() / 60)
        assert lines["First plan"].get_xdata()[-1] == date2num(ends[-1]) + 1
        assert lines["Logged"].get_xdata()[-1] == date2num(TODAY)
        assert lines["Logged"].get_ydata()[-1] == pytest.approx(weeks["logged_minutes"].sum() / 60)
        together = weeks["logged_minutes"].sum() + weeks["left_minutes"].sum()
        assert lines["Left"].get_ydata()[-1] == pytest.approx(together / 60)

    def test_differences(self):
        """Each week's dot is its difference, its line its range."""
        weeks = tabulate_weeks(make_drill("meal-kit", "clean-win", 1))
        lines = charts.differences(weeks, 1.5).axes[0].lines
        dots = [line.get_xdata()[0] for line in lines if line.get_marker() == "o"]
        spans = [tuple(line.get_xdata()) for line in lines if to_hex(line.get_color()) == theme.BLUE]

        assert dots == weeks["difference"].tolist()
        assert set(zip(weeks["low"], weeks["high"], strict=True)) <= set(spans)

    def test_loop(self):
        """Each stage's bar lies where its weeks do, filled only if the guide names it."""
        stages = lay_out_loop(Profile())
        patches: Any = charts.loop(stages).axes[0].patches

        assert [patch.get_x() for patch in patches] == pytest.approx(stages["first_week"].tolist())
        assert [patch.get_x() + patch.get_width() for patch in patches] == pytest.approx(stages["last_week"].tolist())
        assert [patch.get_facecolor()[3] == 1 for patch in patches] == stages["in_guide"].tolist()

    def test_mirror(self):
        """Of each measure the longer bar is whole, the other in proportion, and both values are written."""
        frame = compare()
        chart = charts.mirror(frame)
        (row,) = frame[frame["measure"] == "Longest sentence"].to_dict("records")
        yours, theirs = (bars(chart, color)[1].get_width() for color in (theme.BLUE, theme.AMBER))

        assert max(yours, theirs) == 1
        assert yours / theirs == pytest.approx(row["yours"] / row["theirs"])
        assert f"theirs {row['theirs']:g}" in texts(chart)

    def test_power_curve(self):
        """The line is the table, and the change that is worth it is marked on it."""
        lines = charts.power_curve(CURVE, 0.5, 80, "points").axes[0].lines
        (curve,) = [line for line in lines if line.get_label() == "power"]

        assert curve.get_xydata().tolist() == CURVE.to_numpy().tolist()
        assert any(line.get_xydata().tolist() == [[0.5, 80]] for line in lines)

    def test_readiness(self, prep):
        """Each bar is as long as its share, all begin at one line, and the widest gap comes first."""
        stages = measure_readiness(prep.read(), TODAY)
        chart = charts.readiness(stages)
        (drawn,) = [each for each in chart.axes[0].containers if each.get_label() == "ready"]

        assert [bar.get_width() for bar in drawn] == sorted(stages["share"])
        assert {bar.get_x() for bar in drawn} == {0}
        assert chart.axes[0].get_yticklabels()[0].get_text() == stages.loc[stages["share"].idxmin(), "name"]
        assert all(f"{share:.0%}" in texts(chart) for share in stages["share"])

    @pytest.mark.parametrize("times", [1, 2])
    def test_scores(self, prep, times):
        """The dots are the means; only from five on does a line join them."""
        few = trace_scores(prep.mocks.all(), TODAY)
        trend = pd.concat([few.frame] * times, ignore_index=True)
        (line,) = [
            line
            for line in charts.scores(Listing(trend, few.summary)).axes[0].lines
            if line.get_label() == "mean score"
        ]

        assert line.get_ydata().tolist() == trend["mean"].tolist()
        assert line.get_linestyle() == ("None" if len(trend) < 5 else "-")

    def test_story_bank(self, prep):
        """Each tagged strength is a cell in its row and column, darker if stronger, with its number."""
        table = score_stories(prep.stories.all())
        chart = charts.story_bank(table)
        tagged = table[table["strength"] > 0]
        stories = list(dict.fromkeys(table["story"]))
        cells = {
            (round(bar.get_x() + bar.get_width() / 2), round(bar.get_y() + bar.get_height() / 2)): bar.get_alpha()
            for bar in bars(chart, theme.BLUE)
        }
        labels = [label.get_text() for label in chart.axes[0].get_yticklabels()]
        rows = dict(zip(labels, chart.axes[0].get_yticks(), strict=True))
        expected = {
            (stories.index(row["story"]) + 1, int(rows[row["name"]])): row["strength"]
            for row in tagged.to_dict("records")
        }

        assert cells.keys() == expected.keys()
        shades = {strength: {cells[place] for place in cells if expected[place] == strength} for strength in (1, 2, 3)}
        assert all(len(shade) <= 1 for shade in shades.values())
        assert max(shades[2], default=0) < max(shades[3], default=1)
        numbers = [text.get_text() for text in chart.axes[0].texts if re.fullmatch("[123]", text.get_text())]
        assert sorted(numbers) == sorted(str(strength) for strength in tagged["strength"])

    def test_talk(self):
        """The sentences fill the talk in order, each on the line of method or on that of the rest."""
        chart = charts.talk(review(TALK, "talk"))
        method, rest = bars(chart, theme.AMBER), bars(chart, theme.BLUE)
        *sentences, whole = method
        edges = sorted((bar.get_x(), bar.get_x() + bar.get_width()) for bar in [*sentences, *rest])

        assert (len(sentences), len(rest)) == (1, 4)
        assert edges[0][0] == 0
        assert edges[-1][1] == pytest.approx(100)
        assert all(end == pytest.approx(start) for (_, end), (start, _) in pairwise(edges))
        assert whole.get_width() == pytest.approx(sum(bar.get_width() for bar in sentences))

    def test_weeks(self, prep):
        """The bars of an area are its hours, week by week, on top of those below; the mocks are apart."""
        table = replan(prep.read(), TODAY).plan.frame
        (axes,) = charts.weeks(table).axes
        heights = {bars.get_label(): [bar.get_height() for bar in bars] for bars in axes.containers}
        rest = table["minutes"] - table["mock_minutes"]

        for name, rows in rest.groupby(table["name"]):
            assert heights[name] == pytest.approx((rows / 60).tolist())
        mocks = [hours for name, each in heights.items() if name.endswith("mocks") for hours in each]
        assert sum(mocks) * 60 == pytest.approx(table["mock_minutes"].sum())
        tops = [max(bar.get_y() + bar.get_height() for bar in each) for each in zip(*axes.containers, strict=True)]
        assert tops == pytest.approx((table.groupby("week")["minutes"].sum() / 60).tolist())


class TestWords:
    def test_weeks(self):
        """The summary says when each area is worked on."""
        assert charts.weeks(make_plan(28)).summary == (
            "32 h in 4 weeks, January 26 to February 22, 2026. Product sense: 12 h 48 min in weeks 1 to 4; "
            "Leadership stories: 6 h 36 min in weeks 1 to 4; "
            "Leadership stories: bar-raiser mocks: 3 h in weeks 3 to 4; "
            "Technical analytics: 6 h 24 min in weeks 1 to 4; Resume and letter: 3 h 12 min in weeks 1 to 2."
        )

    def test_loop(self):
        """The summary has each stage's weeks and sessions."""
        summary = charts.loop(lay_out_loop(Profile())).summary

        assert summary.startswith(
            "From application to offer: up to 8 weeks. Application and resume screen: weeks 0 to 2"
        )
        assert "Product-sense interviews: weeks 5.5 to 6, 2 × 55 min" in summary

    def test_readiness(self, workspace):
        """The summary has the shares and what is missing; a tie begins with the first stage of the loop."""
        stages = measure_readiness(workspace.read(), TODAY)
        summary = charts.readiness(stages).summary

        assert summary.startswith("Nothing is ready yet. Begin with the first: Application and resume screen. ")
        assert all(reason in summary for reason in stages["reason"])

    @pytest.mark.parametrize("name", ["weeks", "loop", "readiness", "mirror", "story_bank"])
    def test_empty(self, prep, name):
        """An empty table is answered in words, in the chart and in its summary."""
        tables = {
            "weeks": make_plan(20),
            "loop": lay_out_loop(Profile()),
            "readiness": measure_readiness(prep.read(), TODAY),
            "mirror": compare(),
            "story_bank": score_stories(prep.stories.all()),
        }
        chart = getattr(charts, name)(tables[name].iloc[:0])

        assert chart.summary.endswith(".")
        assert " ".join(texts(chart)) == chart.summary
        assert chart.axes
        assert "run this cell" not in chart.summary

    def test_no_plan_says_why(self):
        """Without an interview date or a scored answer the chart says what the plan and the scores say."""
        table = plan(Profile(), TODAY)

        assert charts.weeks(table).summary == table.summary
        assert "No answer is scored yet" in charts.scores(trace_scores([], TODAY)).summary


class TestAnyTable:
    @pytest.mark.slow
    @pytest.mark.parametrize("days", [1, 2, 7, 8, 30, 60, 150, 371, 700, 1120])
    def test_one_to_160_weeks(self, days):
        """From one day to 160 weeks the dates stay apart and inside."""
        assert overflows(charts.weeks(make_plan(days))) == []

    @pytest.mark.parametrize("hours", [0, 0.1, 1, 80])
    def test_any_hours(self, hours):
        """No hours and very many are drawn."""
        assert overflows(charts.weeks(make_plan(40, hours))) == []

    @pytest.mark.parametrize("days", [-10, 0, 3, 30, 60, 300, 500])
    def test_any_day_of_a_burn_up(self, prep, days):
        """Before, during and after the plan, the line of today and its name stay on the sheet."""
        weeks = replan(prep.read(), TODAY).weeks
        chart = charts.burn_up(weeks, weeks["starts"].min().date() + dt.timedelta(days=days))

        assert overflows(chart) == []

    def test_three_years_of_a_burn_up(self, workspace):
        """A plan of many weeks is drawn with dates that stay apart."""
        far = TODAY + dt.timedelta(days=1000)
        workspace.profiles.save(workspace.profile.replace(interview_date=far, hours_per_week=40))
        workspace.keep_first_plan()
        weeks = replan(workspace.read(), TODAY).weeks

        assert weeks["week"].nunique() == 99
        assert overflows(charts.burn_up(weeks, TODAY + dt.timedelta(days=300))) == []

    def test_long_loop(self):
        """A stage of many weeks leaves the words readable."""
        table = lay_out_loop(Profile())
        table.loc[2, "last_week"] = 52.0

        assert overflows(charts.loop(table)) == []

    @pytest.mark.slow
    @pytest.mark.parametrize("name", [LONG, "X" * 200, "$x_1$", *NASTY_TEXTS])
    @pytest.mark.parametrize("kind", ["weeks", "loop", "readiness"])
    @pytest.mark.filterwarnings("error")
    def test_any_name(self, prep, kind, name):
        """Any name is drawn as it is, as text, without a warning; none is markup, math or cut off."""
        tables = {
            "weeks": make_plan(32),
            "loop": lay_out_loop(Profile()),
            "readiness": measure_readiness(prep.read(), TODAY),
        }
        table = tables[kind]
        table.loc[table["name"] == table["name"].iloc[1], "name"] = name
        chart = getattr(charts, kind)(table)

        assert overflows(chart) == []
        assert name in chart.summary
        assert html.escape(name) in chart.to_html()
        shown = "".join(texts(chart)).replace(" ", "")
        assert re.sub(r"[\s\x00-\x1f]", "", name) in shown

    def test_any_title(self, prep):
        """Titles of stories are escaped in the key of the grid."""
        stories = [story.replace(title=f"{number} <b>{LONG}</b>") for number, story in enumerate(prep.stories.all())]
        chart = charts.story_bank(score_stories(stories))

        assert "<b>" not in chart.to_html()
        assert any("0 <b>A very long name" in text for text in texts(chart))
        assert overflows(chart) == []


class TestPage:
    def test_colors_can_be_seen_on_white_and_on_black(self):
        """Every role keeps 3:1 to a white page and to one of #111, and white text on it 4.5:1."""
        for name, color in theme.ROLES.items():
            assert _contrast(color, "#ffffff") >= 4.5, name
            assert _contrast(color, "#111111") >= 3, name

    def test_every_area_has_a_color_of_its_own(self):
        """The areas of preparation are told apart; a new one has a color before anyone chose it."""
        areas = ["product_sense", "leadership_stories", "technical_analytics", "resume"]

        assert len({theme.color_area(area) for area in areas}) == 4
        assert theme.color_area("an area of tomorrow") in theme.ROLES.values()

    def test_muted_text_can_be_read(self):
        """What stands back is still 4.5:1, in the colors that JupyterLab's themes give to text."""
        _, opacity = theme.paint(theme.MUTED)
        for ink, paper in (("#212121", "#ffffff"), ("#ffffff", "#111111"), ("#e0e0e0", "#111111")):
            parts = zip(to_rgb(ink), to_rgb(paper), strict=True)
            mixed = to_hex([opacity * one + (1 - opacity) * other for one, other in parts])
            assert _contrast(mixed, paper) >= 4.5

    def test_what_leaves_the_axes_is_cut(self):
        """A user's line beyond the limits is cut at the axes, without an id; a picture and rotated text are drawn."""
        chart = charts.power_curve(CURVE, 0.5, 80, "points")
        (axes,) = chart.axes
        axes.plot([0.1, 0.2], [50, 9_000], color="#010203")
        axes.imshow([[0, 1]], extent=(0, 0.1, 0, 10), aspect="auto")
        axes.text(0.5, 50, "Up & <up>", rotation=90)
        axes.text(0.5, 20, r"$\frac{1}{2}$")

        shown = chart.to_html()
        assert re.search(r'<svg x="[^>]*viewBox="[^>]*><path [^>]*#010203', shown)
        assert 'href="data:image/png;base64,' in shown
        assert re.search(r"rotate\(-90 [^>]*>Up &amp; &lt;up&gt;<", shown)
        assert "frac" not in shown
        assert "id=" not in re.sub(r'"data:[^"]*"', "", shown)

    def test_fold(self):
        """Lines keep to the width, and every word is there."""
        lines = fold(LONG, 150).splitlines()

        assert " ".join(lines) == LONG
        assert len(lines) > 3
        assert "".join(fold("X" * 300, 150).split()) == "X" * 300
        assert fold("a \n\tb \x00c", 100) == "a b c"
        assert fold("", 100) == ""

    @pytest.mark.slow
    def test_threads_do_not_meet(self, prep):
        """Charts drawn at the same time are the same as one by one."""
        expected = {name: draw(prep).to_html() for name, draw in DRAW.items()}
        tables = [(name, draw(prep)) for name, draw in DRAW.items() for _ in range(3)]
        with ThreadPoolExecutor(6) as pool:
            for name, shown in pool.map(lambda pair: (pair[0], pair[1].to_html()), tables):
                assert shown == expected[name]


class TestPackage:
    def test_tab_lists_the_charts(self):
        """dir() of the package is its public names, sorted, and each is there."""
        assert dir(charts) == sorted(charts.__all__)
        assert all(callable(getattr(charts, name)) for name in charts.__all__)
        assert set(DRAW) == set(charts.__all__) - {"Chart"}
        with pytest.raises(AttributeError, match="no attribute 'week'"):
            charts.week  # noqa: B018

    @pytest.mark.slow
    def test_a_file_is_named_after_its_function(self):
        """A name is the function, even when the file of that name was imported first; loading it needs no pyplot."""
        code = (
            "import sys, prepkit.charts\nassert 'matplotlib' not in sys.modules\n"
            "import prepkit.charts.weeks\nfrom prepkit.charts.weeks import weeks\nfrom prepkit import charts\n"
            "assert charts.weeks is weeks and callable(weeks), charts.weeks\n"
            "import pandas\ncharts.weeks(pandas.DataFrame()).to_html()\n"
            "assert 'matplotlib.pyplot' not in sys.modules\n"
        )
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)

        assert done.returncode == 0, done.stderr


def _contrast(one: str, other: str) -> float:
    """WCAG's contrast of two colors."""
    lights = []
    for color in (one, other):
        parts = [each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in to_rgb(color)]
        lights.append(0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2])
    return (max(lights) + 0.05) / (min(lights) + 0.05)
