"""The resume as plain text, the way applicant tracking reads it, with what gets lost on the way."""

from __future__ import annotations

import html
from collections.abc import Iterable

from prepkit.models import Bullet, Resume
from prepkit.review.documents import write_resume
from prepkit.review.parsing import ParsedResume, parse_resume
from prepkit.show.tables import Table

_NOTHING = "No resume yet. Fill in the frame and a line above, then run this cell again."
_MOST = 200  # lines that are shown; a resume holds twenty
_STYLE = """<style>
.pk-parser { max-width: 900px; color: var(--jp-content-font-color1, #212121); font-size: 14px; }
.pk-parser h3 { margin: 16px 0 6px; font-size: 15px; font-weight: 600; color: var(--jp-content-font-color0, #000); }
.pk-parser.pk-parser pre { margin: 0; padding: 14px 16px; max-height: 420px; overflow: auto; white-space: pre-wrap;
  word-break: normal;
  font: 13px/1.5 var(--jp-code-font-family, monospace); color: var(--jp-content-font-color1, #212121);
  background: var(--jp-layout-color2, #f4f4f4); border: 1px solid var(--jp-border-color1, #bdbdbd); }
</style>"""


class ParserView:
    """Shows a resume as a parser reads it: fields that it recognizes, what it loses, and the plain text to copy.

    Args:
        resumes: The frames; the first that holds anything is shown.
        bullets: The lines, as they read now.
    """

    def __init__(self, resumes: Iterable[Resume], bullets: Iterable[Bullet]) -> None:
        lines = list(bullets)
        self._more = max(0, len(lines) - _MOST)
        resume = next((one for one in resumes if not one.is_blank()), Resume(id="blank"))
        self.text = write_resume(resume, lines[:_MOST])
        self.parsed: ParsedResume = parse_resume(self.text)

    def __repr__(self) -> str:
        if not self.text:
            return _NOTHING
        return "\n\n".join([repr(Table(self.parsed.fields)), self._say_losses(), self.parsed.text, *self._say_more()])

    def _repr_html_(self) -> str:
        if not self.text:
            return f"<p>{_NOTHING}</p>"
        losses = Table(self.parsed.losses)._repr_html_() if len(self.parsed.losses) else f"<p>{self._say_losses()}</p>"
        more = "".join(f"<p>{html.escape(line)}</p>" for line in self._say_more())
        shown = html.escape(self.parsed.text)
        return (
            f'{_STYLE}<div class="pk-parser mathjax_ignore"><h3>What it recognizes</h3>'
            f"{Table(self.parsed.fields)._repr_html_()}<h3>What gets lost</h3>{losses}<h3>What arrives</h3>"
            f'<pre tabindex="0" role="region" aria-label="Your resume as plain text">{shown}</pre>'
            f"{more}</div>"
        )

    def _say_losses(self) -> str:
        if self.parsed.losses.empty:
            return "Nothing in this text is known to get lost."
        return repr(Table(self.parsed.losses))

    def _say_more(self) -> list[str]:
        return [f"The first {_MOST} lines are shown; {self._more:,} more are left out here."] if self._more else []
