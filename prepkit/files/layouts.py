"""Records as documents to send or to read: blocks from what each field is told as, never from rendered text."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterable, Iterator

from prepkit.blocks import Blank, Block, Entry, Heading, Paragraph
from prepkit.files.papers.paper import BETWEEN, Paper, Row, cut_paragraphs, read_blocks
from prepkit.files.papers.sheet import Sheet, find_address, split_contact
from prepkit.models import PRFAQ, FAQEntry, Letter, Record, Resume
from prepkit.models.choices import load_choices, name_record
from prepkit.models.sections import describe, list_lacking, list_texts, say_value, sections_of
from prepkit.planning.words import say_date
from prepkit.review.documents import add_dateline

_RELEASE = "Press release"
_IN_TITLE = ("title", "heading", "city", "launch_date", "company")  # told by the document's title or its dateline


def lay_out(record: Record) -> list[Block]:
    """Return a record as the document that its reader gets; each text stands as it was typed."""
    if isinstance(record, Letter):
        return [Paragraph(text) for passage in describe(record) for _, text in passage.texts]
    told = _lay_out_release(record) if isinstance(record, PRFAQ) else _lay_out_passages(record)
    return [Heading(name_record(record)), *told, *_lay_out_rest(record)]


def lay_out_paper(record: Record, resume: Resume, day: dt.date) -> Paper:
    """Return a record as a paper to send or to print; a letter has its sender from the resume, and the day."""
    author = next(iter(split_contact(resume.contact)), "")
    if isinstance(record, Letter):
        rows = (*_lay_out_sender(resume), *_lay_out_letter(record, author, day))
        return Paper(rows, " - ".join(filter(None, (author, record.label))), author, day, "letter")
    return Paper(tuple(read_blocks(lay_out(record))), name_record(record), author, day)


def lay_out_resume(sheet: Sheet, day: dt.date) -> Paper:
    """Return a resume in one column with standard headings, as recruiters and parsers expect it."""
    rows = [*_lay_out_sender(sheet.resume)]
    if sheet.resume.summary.strip():
        rows += [Row("section", "Summary"), *(Row("text", part) for part in cut_paragraphs(sheet.resume.summary))]
    if sheet.impact:
        rows += [Row("section", "Product Impact"), *(Row("term", text, f"{kind}:") for kind, text in sheet.impact)]
    rows += [Row("section", "Experience")] if sheet.jobs else []
    for job in sheet.jobs:
        head = Row("job", job.role, employer=job.employer, place=job.place, dates=job.dates)
        rows += [*([head] if any((job.role, job.employer, job.place, job.dates)) else [])]
        rows += [Row("item", line) for line in job.lines]
    for heading, text in sheet.sections:
        rows += [Row("section", heading), *(Row("lines", part) for part in cut_paragraphs(text))]
    return Paper(tuple(rows), " - ".join(filter(None, (sheet.name, "Resume"))), sheet.name, day, "resume")


def _lay_out_sender(resume: Resume) -> Iterator[Row]:
    name, *parts = split_contact(resume.contact) or [""]
    if name:
        yield Row("name", name)
    if parts:
        yield Row("contact", BETWEEN.join(parts), parts=tuple((part, find_address(part)) for part in parts))


def _lay_out_letter(letter: Letter, author: str, day: dt.date) -> Iterator[Row]:
    """Lay out what stands below the sender; a closing that ends in the sender's name is signed already."""
    yield Row("lines", say_date(day))
    if letter.company.strip():
        yield Row("lines", letter.company)
    for passage in describe(letter):
        for field, text in passage.texts:
            told = text.rstrip().removesuffix(author).rstrip() if field.name == "closing" else text
            yield from (Row("text", part) for part in cut_paragraphs(told))
    if author:
        yield Row("text", author)


@functools.cache
def _names() -> dict[str, dict[str, str]]:
    return load_choices()


def _lay_out_passages(record: Record) -> Iterator[Block]:
    for passage in describe(record, _names()):
        yield Heading(passage.heading, 2)
        for field, text in passage.texts:
            if field.kind == "part" and list_lacking(getattr(record, field.name)):
                # Half a metric has no sentence that would hold what is there.
                filled = list_texts(getattr(record, field.name), _names())
                yield from (Entry(title, said) for title, said in filled if said)
            else:
                yield Paragraph(text)


def _lay_out_release(prfaq: PRFAQ) -> Iterator[Block]:
    """Lay out a PRFAQ as it circulates: the release without headings, then both FAQs, then the appendix."""
    if prfaq.dateline() and not prfaq.summary:
        yield Paragraph(prfaq.dateline())
    for passage in describe(prfaq, _names()):
        for field, text in passage.texts:
            if field.kind == "rows":
                yield Heading(passage.heading, 2)
                yield from _lay_out_faq(getattr(prfaq, field.name))
            elif field.group != _RELEASE:
                yield from (Heading(passage.heading, 2), Paragraph(text))
            elif field.name != "heading":
                opened = add_dateline(prfaq, text) if field.name == "summary" else text
                yield Paragraph(opened, "lead" if field.name == "sub_heading" else "")


def _lay_out_faq(entries: Iterable[FAQEntry]) -> Iterator[Block]:
    for entry in entries:
        if not entry.is_blank():
            yield Heading(entry.question, 3) if entry.question.strip() else Blank("Question")
            yield Paragraph(entry.answer)


def _lay_out_rest(record: Record) -> Iterator[Block]:
    """Lay out what is filled in and no part of what is told, each under its title: a story's project and year."""
    for section in sections_of(type(record)):
        texts = [
            Entry(field.title, say_value(field, getattr(record, field.name), _names()))
            for field in section.fields
            if not field.told and field.name not in _IN_TITLE and not field.name.endswith("_id")
        ]
        written = [entry for entry in texts if entry.body]
        if written:
            yield Heading(section.heading or "About", 2)
            yield from written
