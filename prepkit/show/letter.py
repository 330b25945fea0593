"""A cover letter as it is sent, and where its reader is when the time that they give it is over (G11)."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator

from prepkit.content.library import find
from prepkit.content.shapes.writing import Limit
from prepkit.models import Letter
from prepkit.models.resume import LETTER_MOVES
from prepkit.review.lengths import count_seconds, measure_letter
from prepkit.show.paper import STYLE, render_link, render_sheet, render_text

_NOTHING = "No letter yet. Write one in the form above, then run this cell again."


class LetterPage:
    """Shows letters as they are sent, with what a reader in a hurry gets to see, and whether the company is named."""

    def __init__(self, letters: Iterable[Letter]) -> None:
        self.letters = [letter for letter in letters if not letter.is_blank()]

    def __repr__(self) -> str:
        return "\n\n".join("\n".join([*_say(letter), "", _write(letter)]) for letter in self.letters) or _NOTHING

    def _repr_html_(self) -> str:
        if not self.letters:
            return f"<p>{_NOTHING}</p>"
        return (
            f'{STYLE}<div class="pk-paper mathjax_ignore">{"".join(_render(letter) for letter in self.letters)}</div>'
        )


def describe_reading(letter: Letter) -> str:
    """Say how long a letter takes to read, and which move its reader is at when the guide's 45 seconds are over."""
    given = int(find(Limit, "letter_seconds").high)
    total = count_seconds(letter.words())
    if total <= given:
        return f"A silent reader needs {total} seconds for it. The guide expects {given} to be given."
    moves = measure_letter(letter).iloc[:-1]
    unread = moves[moves["read_by"] > given]
    at = f" in move {unread.index[0] + 1} of {len(moves)}" if not unread.empty else " at your closing line"
    return (
        f"A silent reader needs {total} seconds for it. The guide expects {given} to be given: they are over{at}. "
        "What must be read comes before."
    )


def describe_company(letter: Letter) -> str:
    """Say whether the letter names the company that it goes to, in its greeting, moves or closing."""
    name = re.split(r"[,(;–—-]", letter.company)[0].strip()
    if not name:
        return "No company is entered. A letter to nobody in particular reads like one."
    text = _write(letter)
    if name.casefold() in text.casefold():
        return f"{name} is named."
    return f"{name} is not named in the text. Name it in the greeting or the closing."


def _say(letter: Letter) -> Iterator[str]:
    yield letter.label
    yield describe_reading(letter)
    yield describe_company(letter)


def _write(letter: Letter) -> str:
    parts = [letter.greeting, *(getattr(letter, move) for move in LETTER_MOVES), letter.closing]
    return "\n\n".join(part or f"[{title}]" for part, title in zip(parts, _titles(), strict=True))


def _titles() -> list[str]:
    return [str(Letter.model_fields[name].title) for name in ("greeting", *LETTER_MOVES, "closing")]


def _render(letter: Letter) -> str:
    sheet = render_sheet(render_text(_write(letter)), letter.label, f"{letter.words()} words")
    notes = "".join(f"<p>{html.escape(line)}</p>" for line in [*_say(letter)][1:])
    link = render_link(letter.label, [sheet], "letter")
    return f'<div class="pk-notes">{notes}</div>{sheet}<p class="pk-notes">{link}</p>'
