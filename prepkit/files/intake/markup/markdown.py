"""Markdown in: rendered as its rules say, and read as the page that it makes."""

from __future__ import annotations

import functools
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from prepkit.errors import UsageError, instead
from prepkit.files.intake.markup.html import read_html
from prepkit.files.intake.package import too_long
from prepkit.files.intake.passages import Passage, Run

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_FRONT = re.compile(r"\A---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_PERSONAL = re.compile(
    r"(?:name|author|title|subtitle|role|position|e-?mail|phone|tel|telephone|mobile|address|city|location|website|web|url|homepage"
    r"|linkedin|github|gitlab|twitter|headline|tagline)$",
    re.I,
)
_PICTURE = re.compile(r"data:image/[\w.+-]+;base64,[A-Za-z0-9+/=]*")
# What R Markdown, Quarto and Jekyll write around a text: fences, attributes, breaks of pages.
_FOREIGN = re.compile(
    r"^[ \t]*:{3,}.*$|^\\(?:newpage|pagebreak|vspace\{.*\})[ \t]*$|[ \t]*\{:?[ \t]*[.#][^{}\n]*\}[ \t]*$", re.M
)
_LONGEST = 200_000  # letters
_WRAPPED = 60  # letters of a line that was broken for its length


def read_markdown(text: str, name: str = "") -> list[Passage]:
    """Return the passages of a Markdown text; comments and front matter come last, as furniture.

    What front matter says of the person and the text does not stands in front.

    Args:
        text: The file's text.
        name: What the file is called, for messages.

    Raises:
        UsageError: it is nested too deeply, or too long for a resume.
    """
    text = _PICTURE.sub("data:image/png;base64,", text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff"))
    if len(text) > _LONGEST:
        raise too_long(name)
    front = _FRONT.match(text)
    body = _FOREIGN.sub("", text[front.end() :] if front else text).replace("\\hfill", "\u2003" * 4)
    cure = "Write it without brackets and quotes inside of each other"
    with instead((RecursionError, ValueError), UsageError, "nested too deeply", where=name, cure=cure):
        page = _render(body)
    passages = read_html(page, name)
    if front:
        about, rest = _read_front(front[1], " ".join(passage.text for passage in passages))
        passages = [*about, *passages, *rest]
    return passages


def _read_front(front: str, body: str) -> tuple[list[Passage], list[Passage]]:
    about: list[Passage] = []
    rest: list[Passage] = []
    for line in front.splitlines():
        key, _, value = line.partition(":")
        value = value.strip().strip("\"'").strip()
        if value and _PERSONAL.match(key.strip(" -")) and value.lower() not in body.lower():
            about.append(Passage((Run(value),)))
        elif line.strip():
            rest.append(Passage((Run(line.strip()),), furniture=True))
    return about, rest


def _render(text: str) -> str:
    parser = _make_parser()
    tokens = parser.parse(text)
    for token in tokens:
        if token.type == "inline":
            _break_lines(token.children or [])
    return str(parser.renderer.render(tokens, parser.options, {}))


@functools.cache
def _make_parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    options = {"html": True, "maxNesting": 10_000}
    return MarkdownIt("commonmark", options).enable(["table", "strikethrough"])


def _break_lines(children: list[Token]) -> None:
    """Make a line break of one that was typed below a short line; a long line was only broken for its length."""
    letters = 0
    for child in children:
        if child.type in ("softbreak", "hardbreak"):
            child.type = "hardbreak" if child.type == "hardbreak" or letters < _WRAPPED else "softbreak"
            letters = 0
        letters += len(child.content)
    for number, child in enumerate(children):  # a definition: its mark is typed below the term
        if (
            child.type == "text"
            and child.content.startswith(": ")
            and number
            and children[number - 1].type == "hardbreak"
        ):
            children[number] = replace(child, content=child.content[2:])
