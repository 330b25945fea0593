"""The examples of a rule, written out, and the page that explains it. Nothing here is read when a text is reviewed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from prepkit.content.library import find
from prepkit.content.shapes.base import Source
from prepkit.content.shapes.rules import Example, Examples, ExampleText, Rule
from prepkit.errors import ContentError

_SHOWN = 240


class WrittenExample(NamedTuple):
    """An example as it is read, and the texts that it must not repeat."""

    text: str
    beside: tuple[str, ...]


def write_examples(rule: Rule) -> tuple[tuple[WrittenExample, ...], tuple[WrittenExample, ...]]:
    """Return the texts that a rule finds fault with, and those that it lets be.

    Raises:
        ContentError: if a change no longer fits the text that it changes.
    """
    entry = find(Examples, rule.id)
    bad, good = (tuple(WrittenExample(write(one), one.beside) for one in each) for each in (entry.bad, entry.good))
    return bad, good


def write(example: Example) -> str:
    """Return the whole text of an example."""
    text = write(find(ExampleText, example.base).example) if example.base else example.text
    for start in example.drop:
        paragraphs = text.split("\n\n")
        kept = [paragraph for paragraph in paragraphs if not paragraph.startswith(start)]
        _require(len(kept) == len(paragraphs) - 1, example, start)
        text = "\n\n".join(kept)
    for old, new in example.edits:
        _require(text.count(old) == 1, example, old)
        text = text.replace(old, new)
    return example.first + " ".join([text] * example.repeat) + example.last


def _require(fits: bool, example: Example, words: str) -> None:
    if not fits:
        fault = f"{ExampleText.file}: [[text]] {example.base}: {words!r} does not stand there once; change the example"
        raise ContentError([fault])


def explain(rule: Rule) -> Iterator[str]:
    """Yield the lines that explain one rule, in Markdown."""
    bad, good = write_examples(rule)
    milder = "".join(f", {severity} in a {kind}" for kind, severity in rule.milder.items())
    where = f" ({', '.join(rule.match.sections)})" if rule.match.sections else ""
    alone = f"; also for one field alone{where}" if rule.alone else ""
    yield f"### {rule.id} {rule.name}\n"
    yield f"{rule.severity.capitalize()}{milder}. Kinds: {', '.join(rule.kinds)}{alone}.\n"
    yield f"**It says:** {rule.message}\n"
    yield f"**Why it matters:** {rule.why}\n"
    yield f"**Instead:** {rule.instead}\n"
    yield f"**Example of the fault:**\n\n{_quote(bad[0].text)}\n"
    yield f"**Not a fault:**\n\n{_quote(good[0].text)}\n"
    yield f"**Known limits:** {rule.limits}\n"
    yield f"**Source:** {'; '.join(f'{source} ({find(Source, source).title})' for source in rule.source)}.\n"


def _quote(text: str) -> str:
    shown = text if len(text) <= _SHOWN else f"{text[:_SHOWN].rsplit(' ', 1)[0]} ..."
    return "\n".join(f"    {line}".rstrip() for line in shown.splitlines())
