"""A reading put right by hand, before it is kept: a text moved to its place, a job's head written anew."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, replace

from prepkit.errors import UsageError
from prepkit.files.intake.reading import Part, Piece, Reading
from prepkit.models import Bullet
from prepkit.models.fields import LINE_LIMIT


@dataclass(frozen=True)
class Job:
    """A job as it would be kept.

    Attributes:
        number: Its number in the pieces.
        head: Role, employer, place and dates, in a record without a line.
        lines: Of each line the places of its pieces in the reading.
    """

    number: int
    head: Bullet
    lines: tuple[tuple[int, ...], ...]


def list_jobs(reading: Reading) -> list[Job]:
    """Return the jobs in order, also those without a line."""
    numbers = sorted({piece.job for piece in reading.pieces if piece.job})
    told = [piece for piece in reading.pieces if piece.job and piece.part != Part.LINE]
    marks = [Piece("a line", Part.LINE, number) for number in numbers]
    heads = arrange(Reading((*told, *marks))).make_bullets()
    return [Job(each, head, tuple(_list_lines(reading, each))) for each, head in zip(numbers, heads, strict=True)]


def move(reading: Reading, index: int, part: Part, job: int = 0) -> Reading:
    """Give a piece another place; the text stays as it is.

    Args:
        reading: What was read.
        index: Which of its pieces.
        part: Where it goes.
        job: The job that it is a line of, if it is one.
    """
    pieces = list(reading.pieces)
    pieces[index] = replace(pieces[index], part=part, job=job)
    return replace(reading, pieces=tuple(pieces))


def rename(reading: Reading, job: int, part: Part, text: str) -> Reading:
    """Write a part of a job's head anew: role, employer, place or dates; blank for none.

    Raises:
        UsageError: the text is longer than a line may be.
    """
    text = " ".join(text.split())
    if len(text) > LINE_LIMIT:
        raise UsageError(f"over {LINE_LIMIT} characters", where=f"{part.value} of job {job}", cure="Shorten it")
    first = next(index for index, piece in enumerate(reading.pieces) if piece.job == job)
    written = [Piece(text, part, job)] if text else []
    kept = [each for each in reading.pieces[first:] if (each.job, each.part) != (job, part)]
    return replace(reading, pieces=(*reading.pieces[:first], *written, *kept))


def arrange(reading: Reading) -> Reading:
    """Return a reading to be kept, in which each line that was moved stands with its job, on a line of its own."""
    gathered: list[Piece] = []
    numbered = sorted(enumerate(reading.pieces), key=lambda placed: placed[1].job)
    for (before, _), (index, piece) in itertools.pairwise([(-1, Piece("", Part.BETWEEN)), *numbered]):
        between = reading.pieces[before + 1 : index] if before < index else reading.pieces[index:before]
        if any("\n" in each.text or each.job for each in between):
            gathered.append(Piece("\n", Part.BETWEEN, piece.job))
        gathered.append(piece)
    return replace(reading, pieces=tuple(gathered))


def _list_lines(reading: Reading, job: int) -> Iterator[tuple[int, ...]]:
    """Yield the places of each line's pieces; cells of one line are one, as where lines are kept."""
    cells: list[int] = []
    for index, piece in enumerate(reading.pieces):
        if piece.job == job and piece.part == Part.LINE:
            cells.append(index)
        elif piece.job == job and "\n" in piece.text and cells:
            yield tuple(cells)
            cells = []
    if cells:
        yield tuple(cells)
