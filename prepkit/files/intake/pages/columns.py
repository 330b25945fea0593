"""The order in which a page is read: rows across, columns down, a column on over the next page, page marks apart."""

from __future__ import annotations

import re
import statistics
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from prepkit.files.intake.dates import DURATION, find_dates, is_dates
from prepkit.files.intake.forms import find_field, is_field
from prepkit.files.intake.headings import find_section
from prepkit.files.intake.pages.lines import Line, is_mark, join_row, join_runs
from prepkit.files.intake.places import is_place
from prepkit.review.reading.vocabulary import LISTED, WORDS

_NUMBERED = re.compile(
    r"(?:page|seite|página|pagina|strona)?\s*\d{1,2}\s*(?:(?:/|of|von|de|sur|di|van|z)\s*\d{1,2})?|[-–]\s*\d{1,2}\s*[-–]"
    r"|.{0,60}[-–·|•]\s*(?:page\s*)?\d{1,2}\s*(?:/|of)\s*\d{1,2}|.{0,60}\bpage\s+\d{1,2}(?:\s+of\s+\d{1,2})?",
    re.I,
)
_FAR = 6  # heights of a line between the text and what stands at the foot of the page
_FEW = 3  # lines that a column has at least


@dataclass(frozen=True)
class _Part:
    """Lines that are read one after another: a column, or what stands across the page."""

    lines: list[Line]
    column: bool = False

    @property
    def left(self) -> float:
        """Where its leftmost line begins."""
        return min(line.start for line in self.lines)


def read_pages(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """Return the lines of all pages as flows, each a column with what goes on of it on the next pages.

    Args:
        pages: The lines of each page, in any order; what stands apart on a row is apart.
    """
    flows: list[list[Line]] = []
    open_flows: list[tuple[float, list[Line]]] = []  # what may go on over the page, by the left edge
    for lines in _set_furniture_apart(pages):
        parts = [*_order([line for line in lines if not line.furniture])]
        reached: list[tuple[bool, float, list[Line]]] = []
        for part in parts:
            flow = _find_flow(part, open_flows, first=part is parts[0])
            if flow is None:
                flow = []
                flows.append(flow)
            flow += part.lines
            reached.append((part.column, part.left, flow))
        if reached:
            still = [(left, flow) for left, flow in open_flows if len(open_flows) > 1]
            tail = [one for one in reached if one[0]] if reached[-1][0] else reached[-1:]
            open_flows = [(left, flow) for _, left, flow in tail] if len(tail) > 1 or not still else still
        flows += [[line] for line in lines if line.furniture]
    return flows


def is_page_mark(text: str) -> bool:
    """Tell whether a text is a page's number, with or without the name beside it, or the day that the page is of."""
    dated = len(text) < 60 and text.strip().casefold().startswith(LISTED.resume_updated) and find_dates(text)
    return bool(_NUMBERED.fullmatch(text.strip()) or dated)


def _find_flow(part: _Part, open_flows: Sequence[tuple[float, list[Line]]], *, first: bool) -> list[Line] | None:
    """Return the flow that a part goes on with."""
    if len(open_flows) == 1 and first:
        return open_flows[0][1]
    near = [flow for left, flow in open_flows if abs(left - part.left) < 12] if len(open_flows) > 1 else []
    return near[0] if near else None


def _set_furniture_apart(pages: Sequence[Sequence[Line]]) -> Iterator[list[Line]]:
    """Yield each page with its numbers and running heads told from its text."""
    often: Counter[tuple[str, int]] = Counter()
    for lines in pages:
        often.update({_name(line) for line in _list_outer(lines)})
    names = {line.text for lines in pages[:1] for line in lines if _opens(line, lines)}
    for number, lines in enumerate(pages):
        largest = max((line.size for line in lines), default=0.0)
        outer = [
            line
            for line in _list_outer(lines)
            if number or not _opens(line, lines) or (line.size < 0.9 * largest and _recurs(line, often))
        ]
        far = [
            line
            for line in outer
            if line.top - max((o.bottom for o in lines if o.bottom < line.top), default=line.top) > _FAR * line.size
        ]
        marks = {
            id(line)
            for line in outer
            if is_page_mark(line.text)
            or (number and re.sub(r"[\W\d]+$", "", line.text) in names)
            or (len(pages) > 1 and often[_name(line)] > 1)
            or (any(line is one for one in far) and (len(pages) > 1 or "@" in line.text))
        }
        yield [replace(line, furniture=id(line) in marks) for line in lines]


def _recurs(line: Line, often: Counter[tuple[str, int]]) -> bool:
    return often[_name(line)] > 1 or is_page_mark(line.text)


def _opens(line: Line, lines: Sequence[Line]) -> bool:
    """Tell whether a line stands at the top of its page: the name, on the first."""
    return line.top < min(one.top for one in lines) + 3 * line.size


def _list_outer(lines: Sequence[Line]) -> list[Line]:
    """Return the lines in the outermost rows of a page."""
    if not lines:
        return []
    rows = sorted({round(line.bottom) for line in lines})
    first, last = rows[:2], rows[-2:]
    return [line for line in lines if round(line.bottom) in (*first, *last)]


def _name(line: Line) -> tuple[str, int]:
    return re.sub(r"\d+", "#", line.text.casefold()), round(line.bottom / 4)


def _order(lines: list[Line]) -> Iterator[_Part]:
    """Yield the parts of a page in reading order."""
    found = _find_columns(lines)
    if found is None:
        if lines:
            yield _Part([*_join_rows(lines)])
        return
    edge, top, bottom = found
    inside = [line for line in lines if top <= line.bottom <= bottom]
    left = [line for line in inside if line.start < edge]
    right = [line for line in inside if line.start >= edge]
    yield from _order([line for line in lines if line.bottom < top])
    for part in (left, right):
        parts = [*_order(part)]
        yield from (replace(one, column=True) for one in parts)
    yield from _order([line for line in lines if line.bottom > bottom])


def _join_rows(lines: Sequence[Line]) -> Iterator[Line]:
    """Yield rows from top to bottom, what stands side by side joined; a label at the left stands before its rows."""
    rows: list[list[Line]] = []
    lines = _lift_rail(lines)
    for line in sorted(lines, key=lambda line: (line.bottom, line.x0)):
        near = next((row for row in reversed(rows[-4:]) if _share_row(row[0], line)), None)
        if near is not None:
            near.append(line)
        else:
            rows.append([line])
    rail = _find_rail(lines)
    if rail:
        yield from _read_rail(rows, rail)
    else:
        for row in rows:
            yield join_row(row)


def _lift_rail(lines: Sequence[Line]) -> list[Line]:
    """Lift dates and places that stand at the right beside the items of a job to the row of its head."""
    if not lines:
        return []
    left, right = min(line.start for line in lines), max(line.x1 for line in lines)
    lines = _join_dates(lines, left + 0.55 * (right - left))
    rail = [line for line in lines if line.start > left + 0.55 * (right - left) and _is_note(line.text)]
    rest = [line for line in lines if not any(line is one for one in rail)]
    lifted = []
    inner = [line.x0 for line in rest if line.listed]

    def is_item(line: Line) -> bool:
        return line.listed or any(abs(line.x0 - x0) < 3 for x0 in inner)

    for note in sorted(rail, key=lambda line: line.bottom):
        beside = [line for line in rest if _share_row(line, note)]
        heads = [line for line in rest if not is_item(line) and line.bottom <= note.bottom and line.start < left + 60]
        if (not beside or all(map(is_item, beside))) and heads:
            head = max(heads, key=lambda line: line.bottom)
            if note.bottom - head.bottom < 6 * note.size:
                after = note.start + (note.bottom - head.bottom) / 1000
                note = replace(note, top=head.top, bottom=head.bottom, start=after, x0=after)
        lifted.append(note)
    return [*rest, *lifted]


def _join_dates(lines: Sequence[Line], edge: float) -> list[Line]:
    """Join dates that are broken over two rows of a narrow column right of an edge."""
    joined: list[Line] = []
    for line in sorted(lines, key=lambda line: (line.start > edge, line.bottom)):
        last = joined[-1] if joined and joined[-1].start > edge else None
        if last is not None and _continues(line, [last]) and not DURATION.match(line.text):
            whole = replace(last, runs=tuple(join_runs([last, line])), x1=max(last.x1, line.x1))
            if is_dates(whole.text):
                joined[-1] = whole
                continue
        joined.append(line)
    return joined


def _is_note(text: str) -> bool:
    """Tell whether a text can stand beside the head of a job: its dates, its place, how long it lasted."""
    now = text.casefold().replace("’", "'") in WORDS.resume_present
    return len(text) < 45 and (now or is_dates(text) or is_place(text) or bool(DURATION.match(text)))


def _share_row(one: Line, other: Line) -> bool:
    over = min(one.bottom, other.bottom) - max(one.top, other.top)
    return over > 0.5 * min(one.size, other.size)


def _find_rail(lines: Sequence[Line]) -> float:
    """Return the edge at which rows begin to the right of a rail of labels or dates; 0 where there is none."""
    for edge in _list_edges(lines):
        left = [line for line in lines if line.start < edge - 4 and not is_mark(line.text)]
        right = [line for line in lines if line.start >= edge - 4]
        beside = [line for line in left if line.x1 < edge and any(_share_row(line, other) for other in right)]
        crossing = [line for line in left if line.x1 >= edge]
        if len(beside) < 2 or len(right) < 4 or any(line.listed for line in beside):
            continue
        under = [line for line in left if line.x1 < edge and line not in beside and _continues(line, beside)]
        labels = [*beside, *under]
        if len(crossing) > 0.4 * len(left) or max(line.x1 for line in labels) - min(one.start for one in labels) > 180:
            continue
        dated = sum(bool(find_dates(line.text)) for line in labels)
        named = sum(bool(find_section(line.text)) for line in labels)
        own = sum(bool(find_section(line.text)) for line in right)
        formed = sum(is_field(line.text) for line in beside)
        if max(dated, formed) >= 0.5 * len(beside) or (named >= 0.5 * len(beside) and named >= 2 and not own):
            return edge
    return 0.0


def _continues(line: Line, above: Sequence[Line]) -> bool:
    return any(
        0 < line.bottom - one.bottom < 1.6 * line.size and min(abs(line.start - one.start), abs(line.x1 - one.x1)) < 4
        for one in above
    )


def _read_rail(rows: Sequence[Sequence[Line]], edge: float) -> Iterator[Line]:
    """Yield each label whole, and the rows beside it behind it."""
    label: list[Line] = []
    beside: list[Line] = []

    def write() -> Iterator[Line]:
        if label:
            whole = replace(
                label[0], runs=tuple(run for one in label for run in (*one.runs, replace(one.runs[-1], text=" ")))
            )
            yield replace(join_row([whole]), x1=label[0].x1)
        yield from beside

    for row in rows:
        left = [line for line in row if line.start < edge - 4 and line.x1 < edge]
        right = [line for line in row if line not in left]
        crossing = any(line.start < edge - 4 for line in right)
        if left and not right and (find_section(left[0].text) or not label or not _continues(left[0], label[-1:])):
            yield from write()
            label, beside = [], []
            yield join_row(left)
            continue
        goes_on = left and label and len(beside) <= len(label) + 1 and _goes_on(left[0], label)
        if (left and not goes_on) or crossing:
            yield from write()
            label, beside = [], []
        label += left
        if right:
            beside.append(join_row(right))
    yield from write()


def _goes_on(line: Line, label: Sequence[Line]) -> bool:
    """Tell whether a row of a rail goes on with the label above; the name of a form's next field does not."""
    if not _continues(line, label[-1:]) or find_section(line.text):
        return False
    joined = " ".join(one.text for one in (*label, line))
    named = any(find_field(text) for text in (line.text, " ".join(one.text for one in label)))
    return bool(find_field(joined)) or not named


def _list_edges(lines: Sequence[Line]) -> list[float]:
    """Return where several lines begin, right of the leftmost: where a column may begin."""
    starts = sorted(line.start for line in lines)
    if not starts:
        return []
    edges: list[list[float]] = []
    for start in starts:
        if edges and start - edges[-1][0] < 3:
            edges[-1].append(start)
        else:
            edges.append([start])
    return [edge[0] for edge in edges if len(edge) >= 2 and edge[0] > starts[0] + 20]


def _find_columns(lines: Sequence[Line]) -> tuple[float, float, float] | None:
    """Return the left edge of a second column, and the top and bottom between which it stands."""
    best: tuple[float, tuple[float, float, float]] | None = None
    ordered = sorted(lines, key=lambda line: line.bottom)
    for edge in _list_edges(lines):
        for block in _list_blocks(ordered, edge):
            left = [line for line in block if line.start < edge - 1]
            right = [line for line in block if line.start >= edge - 1]
            if _are_columns(left, right):
                score = float(sum(len(line.text) for line in block))
                if best is None or score > best[0]:
                    best = score, (edge - 1, min(one.bottom for one in block), max(one.bottom for one in block))
    return best[1] if best else None


def _list_blocks(ordered: Sequence[Line], edge: float) -> Iterator[list[Line]]:
    """Yield runs of lines, top to bottom, none of which crosses an edge."""
    block: list[Line] = []
    middle = (min(line.start for line in ordered) + max(line.x1 for line in ordered)) / 2
    for line in ordered:
        crosses = line.start < edge - 1 and line.x1 > edge - 0.35 * line.size
        centered = (
            abs((line.x0 + line.x1) / 2 - middle) < 0.5 * line.size
            and find_section(line.text)
            and not any(_share_row(line, other) for other in ordered if other is not line)
        )
        if crosses or centered:
            if block:
                yield block
            block = []
        else:
            block.append(line)
    if block:
        yield block


def _are_columns(left: Sequence[Line], right: Sequence[Line]) -> bool:
    """Tell columns, each read by itself, from cells that stand beside what they belong to."""
    if len(left) < _FEW or len(right) < _FEW:
        return False
    labels = [line for line in left if not find_section(line.text)]
    if sum(is_field(line.text) for line in labels) > 0.3 * len(labels):
        return False  # the names of a form's fields
    if len(labels) > 1 and sum(_is_note(line.text) for line in labels) > 0.7 * len(labels):
        return False  # a rail of dates and places
    beside = [line for line in right if any(_share_row(line, other) for other in left)]
    dated = sum(bool(find_dates(line.text)) for line in right)
    heads = [sum(bool(find_section(line.text)) for line in part) for part in (left, right)]
    if len(beside) >= 0.75 * len(right) and not heads[1]:
        short = statistics.median(len(line.text) for line in right) < 26
        if short and dated >= 0.3 * len(right):
            return False
        if short and not any(line.listed for line in right) and len(right) < 0.6 * len(left):
            return False
    labels = [line for line in left if any(_share_row(line, other) for other in right)]
    if len(labels) >= 0.6 * len(left) and not heads[1]:
        dated_left = sum(bool(find_dates(line.text)) for line in left)
        if dated_left >= 0.4 * len(left) or (heads[0] >= 2 and heads[0] >= 0.4 * len(left)):
            return False
    tall = (
        max(one.bottom for one in left) - min(one.bottom for one in left),
        max(one.bottom for one in right) - min(one.bottom for one in right),
    )
    if heads[0] and heads[1]:
        return True
    told = all(statistics.median(len(line.text) for line in part) >= 16 for part in (left, right))
    return min(tall) > 0.25 * max(tall) and told and bool(heads[0] or heads[1] or _is_prose(right))


def _is_prose(lines: Sequence[Line]) -> bool:
    return statistics.median(len(line.text) for line in lines) > 25 or sum(line.listed for line in lines) > 2
