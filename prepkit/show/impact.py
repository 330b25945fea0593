"""The Product Impact section: outcomes by kind, each with the story that proves it (G10)."""

from __future__ import annotations

import html
from typing import Any

import pandas as pd

from prepkit.metrics.impacts import IMPACTS, UNPLACED
from prepkit.show.tables import Table

_NOTHING = "No outcome is counted yet. Finish a line above and choose its kind, or complete a story's impact metric."
_MOST = 50  # outcomes of a kind that are shown
_ASK = {
    "revenue": "What did customers buy, renew or keep because of your decision?",
    "cost": "What no longer has to be paid, shipped, refunded or repaired?",
    "satisfaction": "What do fewer customers complain about, return or cancel?",
    "time saved": "Who waits or works less, and how many minutes?",
}
_STYLE = """<style>
.pk-impact { max-width: 820px; color: var(--jp-content-font-color1, #212121); font-size: 14px; line-height: 1.45; }
.pk-impact h3 { margin: 16px 0 4px; font-size: 15px; font-weight: 600; color: var(--jp-content-font-color0, #000); }
.pk-impact ul { margin: 0; padding: 0; list-style: none; }
.pk-impact li { margin: 0 0 10px; padding-left: 10px; border-left: 3px solid var(--jp-border-color1, #bdbdbd); }
.pk-impact li.pk-open { border-left-color: #d5790a; }
.pk-impact .pk-proof { display: block; font-size: 13px; color: var(--jp-content-font-color2, #555); }
.pk-impact .pk-missing { display: block; font-size: 13px; font-weight: 600; }
</style>"""


class ProductImpact:
    """Shows outcomes by kind: revenue, cost, satisfaction, time saved.

    Args:
        frame: The table of `list_impacts`.
    """

    def __init__(self, frame: pd.DataFrame) -> None:
        self.frame = frame

    def __repr__(self) -> str:
        return f"{self.summary()}\n{Table(self.frame)!r}" if not self.frame.empty else _NOTHING

    def summary(self) -> str:
        """Count the lines of each kind, and the stories that no line tells yet, in a sentence."""
        lines = self.frame[self.frame["line"] != ""]
        counts = [f"{int((lines['impact'] == impact).sum())} {impact}" for impact in IMPACTS]
        waiting = len(self.frame) - len(lines)
        more = f" {waiting} finished stor{'y' if waiting == 1 else 'ies'} without a line." if waiting else ""
        return f"Lines that count an outcome: {', '.join(counts)}.{more}"

    def _repr_html_(self) -> str:
        if self.frame.empty:
            return f"<p>{_NOTHING}</p>"
        kinds = [*IMPACTS, *([UNPLACED] if UNPLACED in set(self.frame["impact"]) else [])]
        blocks = "".join(_render_kind(kind, self.frame[self.frame["impact"] == kind]) for kind in kinds)
        return f'{_STYLE}<div class="pk-impact mathjax_ignore"><p>{html.escape(self.summary())}</p>{blocks}</div>'


def _render_kind(kind: str, rows: pd.DataFrame) -> str:
    title = f"<h3>{html.escape(kind.capitalize())}</h3>"
    if rows.empty:
        return f"{title}<p>None yet. {html.escape(_ASK.get(kind, ''))}</p>"
    items = "".join(_render_item(row) for row in rows.head(_MOST).to_dict("records"))
    rest = len(rows) - _MOST
    more = f"<p>And {rest:,} more of this kind; the newest are in your resume lines above.</p>" if rest > 0 else ""
    return f"{title}<ul>{items}</ul>{more}"


def _render_item(row: dict[Any, Any]) -> str:
    line = row["line"] or f"[{row['result']}]"
    kind = "pk-open" if row["missing"] else "pk-proved"
    proof = f"Story: {row['story']}. {row['result'] if row['line'] else ''}" if row["story"] else ""
    return (
        f'<li class="{kind}">{html.escape(line)}'
        f'<span class="pk-proof">{html.escape(proof)}</span>'
        f'<span class="pk-missing">{html.escape(row["missing"])}</span></li>'
    )
