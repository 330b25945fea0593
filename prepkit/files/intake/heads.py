"""The head of a job taken apart: role, employer, place and dates, in whichever order and on however many rows."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from prepkit.files.intake.dates import find_dates
from prepkit.files.intake.passages import Passage
from prepkit.files.intake.places import cut_place, is_place
from prepkit.files.intake.reading import Part, Piece
from prepkit.review.reading.vocabulary import LISTED, WORDS

_APART = re.compile(
    r"[\n\t]\s*|\s*[|•·●]\s+(?!\d)|\s+[·|•]\s*|\s+[-–—@]\s+|\s*—\s*|\s*;\s+|、|，"
    r"|(?<=[\u3400-\u9fff）])\s+(?=[\u3400-\u9fff])|\s+(?:at|bei|chez|en el|presso|w)\s+(?=[A-ZÀ-Þ\"“])"
)
_EDGES = " \t\n,;|·•:–—-()[]（）@"
_WORD = re.compile(r"[^\W\d_]+(?:[-'’&][^\W\d_]+)*")
_SUFFIX = re.compile(r"^(?:inc|llc|llp|ltd|limited|corp|co|gmbh|ag|plc|s\.?a|b\.?v|pty|l\.?p|kg|jr|sr)\b\.?", re.I)
_ROLE_PHRASE = re.compile(
    r"\b(?:head|director|vp|vice president|member|chief|chef|manager|lead|professor|teacher|chair)"
    r" (?:of|de|du|des|for)\b|\b(?:I{1,3}|IV|[1-5])$",
    re.I,
)


@dataclass
class Chunk:
    """What stands between two separators of a head, from `start` to `end` of its text."""

    start: int
    end: int
    text: str
    line: int
    part: Part | None = None


@dataclass
class Head:
    """A head of a job: its text, and the chunks of it that are not dates."""

    text: str
    chunks: list[Chunk] = field(default_factory=list)
    dates: tuple[int, int] | None = None

    @property
    def named(self) -> list[Chunk]:
        """The chunks that can be role or employer."""
        return [chunk for chunk in self.chunks if chunk.part is None]

    def write(self, job: int) -> Iterator[Piece]:
        """Yield the whole text in pieces."""
        spans = [(chunk.start, chunk.end, chunk.part or Part.LEFT_OVER) for chunk in self.chunks]
        if self.dates:
            spans.append((*self.dates, Part.DATES))
        at = 0
        for start, end, part in sorted(spans):
            if start > at:
                yield Piece(self.text[at:start], Part.BETWEEN, job)
            yield Piece(self.text[start:end], part, job)
            at = end
        if at < len(self.text):
            yield Piece(self.text[at:], Part.BETWEEN, job)


def read_head(passages: Sequence[Passage]) -> Head:
    """Cut a head into chunks and find its dates and places; what is role and what employer is left to `assign`."""
    text = "\n".join(passage.text for passage in passages)
    head = Head(text)
    found = _find_dates(text)
    if found is not None:
        head.dates = found
    blocked = text if found is None else text[: found[0]] + "\n" * (found[1] - found[0]) + text[found[1] :]
    borders = [*_list_style_borders(passages)]
    for start, end in _split(blocked, borders):
        chunk = _trim(text, start, end)
        if chunk is None:
            continue
        sentence = len(chunk.text.split()) > 3 and re.search(r"[a-z]{3}\.$", text[chunk.start : chunk.end + 1])
        if sentence and cut_place(chunk.text) < 0:
            chunk.part = Part.LEFT_OVER  # a sentence behind the dates
            head.chunks.append(chunk)
            continue
        chunk.line = text.count("\n", 0, chunk.start)
        head.chunks += _part_place(text, chunk)
    _part_commas(head)
    return head


def _find_dates(text: str) -> tuple[int, int] | None:
    """Return where the dates stand: the row that holds a range comes before one with a year alone."""
    best: tuple[int, int, int] | None = None
    at = 0
    for row in text.split("\n"):
        found = find_dates(row)
        if found and (best is None or found.end() - found.start() > best[2] + 3):
            best = at + found.start(), at + found.end(), found.end() - found.start()
        at += len(row) + 1
    return best[:2] if best else None


def _list_style_borders(passages: Sequence[Passage]) -> Iterator[int]:
    """Yield where the look of the type changes between two words."""
    at = 0
    for passage in passages:
        for run, after in zip(passage.runs, [*passage.runs[1:], None], strict=True):
            at += len(run.text)
            if after is None or (run.text[-1:].isalnum() and after.text[:1].isalnum()):
                continue
            if min(len(run.text.strip(_EDGES)), len(after.text.strip(_EDGES))) > 1:
                yield at
        at += 1


def _split(text: str, borders: Sequence[int]) -> Iterator[tuple[int, int]]:
    cuts = sorted({(match.start(), match.end()) for match in _APART.finditer(text)} | {(at, at) for at in borders})
    at = 0
    for start, end in cuts:
        if start >= at:
            yield at, start
            at = end
    yield at, len(text)


def _trim(text: str, start: int, end: int) -> Chunk | None:
    while start < end and text[start] in _EDGES and not (text[start] == "(" and ")" in text[start:end]):
        start += 1
    while end > start and text[end - 1] in _EDGES and not (text[end - 1] == ")" and "(" in text[start : end - 1]):
        end -= 1
    return Chunk(start, end, text[start:end], 0) if re.search(r"\w", text[start:end]) else None


def _part_place(text: str, chunk: Chunk) -> list[Chunk]:
    """Cut a place off the end of a chunk, or find that it is one."""
    if is_place(chunk.text):
        chunk.part = Part.PLACE
        return [chunk]
    cut = cut_place(chunk.text)
    if cut > 0:
        first, second = _trim(text, chunk.start, chunk.start + cut), _trim(text, chunk.start + cut, chunk.end)
        if first and second:
            first.line, second.line, second.part = chunk.line, chunk.line, Part.PLACE
            return [first, second]
    return [chunk]


def join_dashes(head: Head) -> None:
    """Join what a dash parts on one row where the other row names the other thing: "Lead - Search" is one role."""
    rows = {chunk.line for chunk in head.named}
    for first, second in zip(head.named, head.named[1:], strict=False):
        dash = head.text[first.end : second.start].strip() in ("-", "–", "—")
        if len(rows) > 1 and dash and first.line == second.line and score(first.text) * score(second.text) >= 0:
            head.chunks.remove(second)
            first.end, first.text = second.end, head.text[first.start : second.end]
            return


def _part_commas(head: Head) -> None:
    """Cut the one chunk that a head has at the comma between role and employer."""
    if len(head.named) != 1:
        return
    chunk = head.named[0]
    for match in re.finditer(r",\s+", chunk.text):
        before, after = chunk.text[: match.start()], chunk.text[match.end() :]
        team, comma, last = after.rpartition(", ")
        if _SUFFIX.match(after) or (comma and score(before) > 0 <= score(team) and score(last) < 0):
            continue  # a part of the name, or of the role: "Charge Nurse, Cardiac ICU, Harbor Hospital"
        first = Chunk(chunk.start, chunk.start + match.start(), before, chunk.line)
        second = Chunk(chunk.start + match.end(), chunk.end, after, chunk.line)
        if score(before) < 0 and _may_be_town(after):
            second.part = Part.PLACE
        place = head.chunks.index(chunk)
        head.chunks[place : place + 1] = [first, second]
        return


def score(text: str) -> int:
    """Return how much a text reads like a role, above 0, rather than like an employer, below 0."""
    text = re.sub(r"\s*\([^()]*\)$", "", text)
    words = [
        word.casefold() for word in _WORD.findall(text.replace("self employed", "self-employed").replace("/", " "))
    ]
    if not words:
        return 0
    roles = [
        word in WORDS.resume_role or word.replace("-", "") in WORDS.resume_role or _is_compound(word) for word in words
    ]
    employers = [word in WORDS.resume_employer for word in words]
    dense = any(len(word) > 1 and text.endswith(word) for word in _dense(WORDS.resume_role))
    firm = any(len(word) > 1 and text.endswith(word) for word in _dense(WORDS.resume_employer))
    role = 2 * (roles[-1] or dense or bool(_ROLE_PHRASE.search(text))) + any(roles)
    return int(role) - 2 * (employers[-1] or firm) - any(employers) * (not roles[-1])


@functools.cache
def _is_compound(word: str) -> bool:
    """Tell whether a word ends with a role: "Oberbauleiter"."""
    return word.endswith(LISTED.resume_role_endings)


def _dense(words: frozenset[str]) -> list[str]:
    return [word for word in words if "\u3000" <= word[-1:] <= "\uffef"]


def vote(heads: Sequence[Head]) -> int:
    """Return how much more the first chunk of a resume's heads reads like a role than the second; below 0 for less."""
    pairs = [head.named[:2] for head in heads if len(head.named) >= 2]
    return sum(score(first.text) - score(second.text) for first, second in pairs)


def find_places(heads: Sequence[Head]) -> None:
    """Find places that no list holds by where the other heads of this resume have theirs."""
    slots = {_slot(head, chunk) for head in heads for chunk in head.chunks if chunk.part == Part.PLACE}
    for head in heads:
        if any(chunk.part == Part.PLACE for chunk in head.chunks):
            continue
        for chunk in head.named:
            comma = chunk.text.rfind(", ")
            tail = chunk.text[comma + 2 :]
            if len(head.named) > 2 and _slot(head, chunk) in slots and _may_be_place(chunk.text):
                chunk.part = Part.PLACE
            elif comma > 0 and _may_be_place(tail) and (_slot(head, chunk)[0], ",") in slots:
                _cut_tail(head, chunk, comma)
            else:
                continue
            break


def find_towns(heads: Sequence[Head]) -> None:
    """Find towns that no list holds, where no other place is in the head: the third thing, or behind a comma."""
    for head in heads:
        if any(chunk.part == Part.PLACE for chunk in head.chunks):
            continue
        towns = [chunk for chunk in head.named if _may_be_town(chunk.text)]
        apart = [chunk for chunk in towns if _slot(head, chunk)[1] != "^"] or (towns if len(towns) == 1 else [])
        if apart and len(head.named) > 2:
            apart[-1].part = Part.PLACE
            continue
        for chunk in sorted(head.named, key=lambda chunk: score(chunk.text)):
            before, comma, town = chunk.text.rpartition(", ")
            if comma and score(before) <= 0 and _may_be_town(town) and (len(head.named) > 1 or score(before) < 0):
                _cut_tail(head, chunk, len(before))
                break


def is_bare(text: str) -> bool:
    """Tell whether a text is dates, and a place at most."""
    found = find_dates(text)
    if found is None:
        return False
    rest = f"{text[: found.start()]} {text[found.end() :]}".strip(_EDGES)
    return not re.search(r"\w", rest) or is_place(rest) or _may_be_town(rest)


def part_place(text: str) -> list[tuple[int, int, Part]]:
    """Return where in a text the employer stands, and where its place: start, end, part."""
    chunk = _trim(text, 0, len(text))
    if chunk is None:
        return []
    head = Head(text, _part_place(text, chunk))
    before, comma, town = head.chunks[0].text.rpartition(", ")
    if len(head.chunks) == 1 and comma and _may_be_town(town):
        _cut_tail(head, head.chunks[0], len(before))
    return [(one.start, one.end, one.part or Part.EMPLOYER) for one in head.chunks]


def _cut_tail(head: Head, chunk: Chunk, comma: int) -> None:
    """Part a place from what stands before its comma."""
    tail = Chunk(chunk.start + comma + 2, chunk.end, chunk.text[comma + 2 :], chunk.line, Part.PLACE)
    chunk.end, chunk.text = chunk.start + comma, chunk.text[:comma]
    head.chunks.insert(head.chunks.index(chunk) + 1, tail)


def _may_be_town(text: str) -> bool:
    first, *rest = text.casefold().split()[-2:] or [""]
    beginning = len(rest) == 1 and first in WORDS.resume_city_beginnings
    return (
        (beginning or bool(re.fullmatch(r"[A-ZÀ-Þ][^\W\d_]+(?:-[^\W\d_]+)*", text)))
        and not text.isupper()
        and not WORDS.resume_departments & {*text.casefold().split()}
        and score(text) == 0
        and not _SUFFIX.match(text)
    )


def _slot(head: Head, chunk: Chunk) -> tuple[int, str]:
    """Return where a chunk stands: its row from the top of its head, and what parts it from what is before it."""
    row = head.text[head.text.rfind("\n", 0, chunk.start) + 1 : chunk.start]
    bare = row.rstrip(" (")
    return chunk.line, bare[-1:] if bare else "^"


def _may_be_place(text: str) -> bool:
    words = re.sub(r"\(.*\)", "", text).split()
    return 0 < len(words) <= 3 and words[0][0].isupper() and score(text) == 0 and not re.search(r"\d", text)


def assign(head: Head, order: int, employer: str) -> None:
    """Say which chunk is the role and which the employer.

    Args:
        head: The head; its chunks are marked.
        order: What `vote` said of all heads.
        employer: The employer above, of which this may be a further role; empty if there is none.
    """
    named = head.named
    if len(named) == 1:
        named[0].part = Part.ROLE if employer or score(named[0].text) > 0 else Part.EMPLOYER
    elif named:
        comma = head.text[named[0].end : named[1].start].strip() == ","
        if employer and comma and len(named) == 2 and score(named[0].text) > 0:
            named[0].part = named[1].part = Part.ROLE
            return
        two = sorted(named, key=lambda chunk: -score(chunk.text))[:1] if len(named) > 2 else named
        if len(named) == 2:
            by = score(named[0].text) - score(named[1].text)
            by = by if abs(by) > 1 else order or by  # a little evidence counts for less than the other heads do
            role = named[0] if by >= 0 else named[1]
        else:
            role = two[0]
        role.part = Part.ROLE
        left = [chunk for chunk in named if chunk is not role]
        next(
            iter(sorted(left, key=lambda chunk: score(chunk.text) if chunk.line != role.line else 0))
        ).part = Part.EMPLOYER
