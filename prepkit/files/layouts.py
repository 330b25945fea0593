"""Records as documents to send or to read: blocks from what each field is told as, never from rendered text."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator

from prepkit.blocks import Blank, Block, Entry, Heading, Item, Paragraph
from prepkit.models import PRFAQ, Bullet, FAQEntry, Letter, Record, Resume
from prepkit.models.choices import load_choices, name_record
from prepkit.models.sections import describe, list_lacking, list_texts, say_value, sections_of
from prepkit.review.documents import add_dateline, group_jobs, list_counted

_RELEASE = "Press release"
_IN_TITLE = ("title", "heading", "city", "launch_date", "company")  # told by the document's title or its dateline


def lay_out(record: Record) -> list[Block]:
    """Return a record as the document that its reader gets; each text stands as it was typed."""
    if isinstance(record, Letter):
        return [Paragraph(text) for passage in describe(record) for _, text in passage.texts]
    told = _lay_out_release(record) if isinstance(record, PRFAQ) else _lay_out_passages(record)
    return [Heading(name_record(record)), *told, *_lay_out_rest(record)]


def lay_out_resume(resume: Resume, bullets: Iterable[Bullet]) -> list[Block]:
    """Return a resume in one column with standard headings, as recruiters and parsers expect it."""
    lines = list(bullets)
    frame: dict[str, list[Block]] = {
        field.name: [Heading(told.heading, 2), Paragraph(text)]
        for told in describe(resume)
        for field, text in told.texts
        if field.name != "contact" and text.strip()
    }
    blocks: list[Block] = [Heading(resume.contact)] if resume.contact.strip() else []
    blocks += frame.pop("summary", [])
    counted, jobs = list_counted(lines), group_jobs(lines)
    blocks += [Heading("Product Impact", 2), *map(Item, counted)] if counted else []
    blocks += [Heading("Experience", 2)] if jobs else []
    for (role, employer, dates), done in jobs.items():
        head = "\n".join(filter(None, (", ".join(filter(None, (role, employer))), dates)))
        blocks += [*([Paragraph(head)] if head else []), *map(Item, done)]
    return [*blocks, *(block for section in frame.values() for block in section)]


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
