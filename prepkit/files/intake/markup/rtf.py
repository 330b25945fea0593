"""RTF in: the text of what Word, WordPad, TextEdit and LibreOffice write."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace

from prepkit.errors import UsageError
from prepkit.files.intake.markup.rows import Cell, read_row
from prepkit.files.intake.markup.shaping import MOST_PASSAGES, shape, tidy
from prepkit.files.intake.package import too_long
from prepkit.files.intake.passages import Passage, Run

_TOKEN = re.compile(r"\\([a-zA-Z]{1,32})(-?\d{1,9})?[ ]?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])|([^\\{}\r\n]+)")
_UNSEEN = (
    "fonttbl colortbl info pict fldinst listtable listoverridetable themedata colorschememapping datastore object"
    " objdata latentstyles generator xmlnstbl rsidtbl sp sn sv revtbl bkmkstart bkmkend annotation atnid atnauthor"
    " nonshppict pgptbl filetbl deleted pn pnseclvl background ftnsep ftnsepc aftnsep aftnsepc"
)
_OUT = frozenset(_UNSEEN.split())
_LETTERS = {
    "tab": "\t",
    "line": "\n",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "emdash": "—",
} | {"endash": "–", "bullet": "•", "emspace": " ", "enspace": " ", "qmspace": " "}
_FURNITURE = ("footer", "footerl", "footerr", "footerf", "footnote")
_CHARSETS = {77: "mac_roman", 128: "cp932", 129: "cp949", 134: "gbk", 136: "big5", 161: "cp1253", 162: "cp1254"} | {
    177: "cp1255",
    178: "cp1256",
    186: "cp1257",
    204: "cp1251",
    222: "cp874",
    238: "cp1250",
}
_STYLED = frozenset(("b", "i", "fs", "outlinelevel", "ls", "sbasedon"))
_HEADING = re.compile(r"heading ([1-9]);", re.I)
_DEEPEST = 2_000


@dataclass(frozen=True)
class _State:
    bold: bool = False
    italic: bool = False
    hidden: bool = False
    out: bool = False
    furniture: bool = False
    header: bool = False
    sheet: bool = False  # of styles
    size: float = 12.0
    font: int = -1
    fallback: int = 1  # letters that follow a Unicode letter for old readers


@dataclass
class _Reader:
    name: str
    state: _State = field(default_factory=_State)
    stack: list[_State] = field(default_factory=list)
    out: list[Passage] = field(default_factory=list)
    furniture: list[Passage] = field(default_factory=list)
    headers: list[Passage] = field(default_factory=list)
    styles: dict[int, dict[str, int]] = field(default_factory=dict)
    style: int = -1  # that the sheet of styles describes
    runs: list[tuple[Run, _State]] = field(default_factory=list)
    known: set[str] = field(default_factory=set)
    cells: list[Cell] = field(default_factory=list)
    cell: list[Passage] = field(default_factory=list)
    fonts: dict[int, str] = field(default_factory=dict)
    page: str = "cp1252"
    raw: bytearray = field(default_factory=bytearray)
    skip: int = 0
    level: int = 0
    listed: bool = False
    indent: float = 0.0
    gap: float = 0.0
    table: bool = False
    optional: bool = False
    font: int = -1  # that the table of fonts describes

    def text(self, text: str) -> None:
        """Add letters, unless they stand for one that was added already."""
        skipped = min(self.skip, len(text))
        self.skip -= skipped
        state = self.state
        heading = _HEADING.match(text) if state.sheet else None
        if heading:
            self.styles.setdefault(self.style, {})["outlinelevel"] = int(heading[1]) - 1
        if len(self.runs) > 20 * MOST_PASSAGES:
            raise too_long(self.name)
        if text[skipped:] and not state.out and not state.hidden:
            self.runs.append((Run(text[skipped:], state.bold, state.italic), state))

    def byte(self, digits: str) -> None:
        """Add a byte of the code page; some letters take two."""
        if self.skip:
            self.skip -= 1
            return
        self.raw.append(int(digits, 16))

    def flush(self) -> None:
        """Turn the bytes that are waiting into letters."""
        if self.raw:
            page = self.fonts.get(self.state.font, self.page)
            raw, self.raw = bytes(self.raw), bytearray()
            try:
                self.text(raw.decode(page, "replace"))
            except LookupError:
                self.text(raw.decode("cp1252", "replace"))

    def brace(self, brace: str) -> None:
        """Open or close a group."""
        if brace == "{":
            if len(self.stack) > _DEEPEST:
                raise UsageError("nested too deeply", where=self.name, cure="Open it in Word and save it as .docx")
            self.stack.append(self.state)
        elif self.stack:
            was, self.state = self.state, self.stack.pop()
            if (was.furniture, was.header) != (self.state.furniture, self.state.header):
                self.end(was)
        self.optional = False
        self.skip = 0

    def word(self, word: str, number: str | None) -> None:
        """Do what a control word says."""
        value, off = int(number or 0), number == "0"
        state = self.state
        if self.optional and word not in ("shpinst", "shptxt"):
            self.state, self.optional = replace(state, out=True), False
            return
        self.optional = False
        if word == "u":
            self.skip = 0
            self.text(chr(value % 65536))
            self.skip = state.fallback
        elif word in _LETTERS:
            self.text(_LETTERS[word])
        elif word in ("listtext", "pntext"):
            self.listed, self.state = True, replace(state, out=True)
        elif word in _OUT:
            self.state = replace(state, out=True)
        elif word in _FURNITURE:
            self.state = replace(state, furniture=True)
        elif word in ("header", "headerf", "headerl", "headerr"):
            self.state = replace(state, header=True)
        elif word in ("shptxt", "fldrslt"):
            self.state = replace(state, out=False)
        elif word == "stylesheet":
            self.state = replace(state, out=True, sheet=True)
        elif word in ("par", "sect", "page", "cell", "row", "pard", "trowd"):
            self.close(word)
        else:
            self.look(word, value, off)

    def look(self, word: str, value: int, off: bool) -> None:
        """Change how letters or the paragraph look."""
        state = self.state
        if word == "s":
            self.style = value
            for told, number in {} if state.sheet else self.inherit(value).items():
                self.look(told, number, number == 0)
        elif state.sheet:
            said = -1 if word in ("b", "i") and not off else value
            self.styles.setdefault(self.style, {}).update({word: said} if word in _STYLED else {})
        elif word == "b":
            self.state = replace(state, bold=not off)
        elif word == "i":
            self.state = replace(state, italic=not off)
        elif word == "v":
            self.state = replace(state, hidden=not off)
        elif word == "plain":
            self.state = replace(state, bold=False, italic=False, hidden=False, size=12.0)
        elif word == "fs":
            self.state = replace(state, size=value / 2 or 12.0)
        elif word == "f":
            self.state, self.font = replace(state, font=value), value
        elif word == "fcharset":
            self.fonts |= {self.font: _CHARSETS[value]} if value in _CHARSETS else {}
        elif word == "ansicpg":
            self.page = f"cp{value}" if value else self.page
        elif word == "uc":
            self.state = replace(state, fallback=min(value, 8))
        elif word == "outlinelevel" and 0 <= value < 9:
            self.level = value + 1
        elif word == "ls" and not off:
            self.listed = True
        elif word == "ilvl" or word == "li":
            self.indent = float(value) if word == "ilvl" else self.indent or round(value / 240, 1)
        elif word == "sb":
            self.gap = round(value / 280, 1)
        elif word == "intbl":
            self.table = True

    def inherit(self, style: int) -> dict[str, int]:
        """Return what a style says, with what those say that it is based on."""
        chain: list[int] = []
        while style in self.styles and style not in chain and len(chain) < 20:
            chain.append(style)
            style = self.styles[style].get("sbasedon", -1)
        return {
            word: value for one in reversed(chain) for word, value in self.styles[one].items() if word != "sbasedon"
        }

    def close(self, word: str) -> None:
        """End a paragraph, a cell or a row."""
        if self.state.out:
            return
        if word == "pard":
            self.level, self.listed, self.indent, self.gap, self.table = 0, False, 0.0, 0.0, False
        elif word == "cell":
            self.table = True
            self.end()
            if len(self.cells) > MOST_PASSAGES:
                raise too_long(self.name)
            self.cells.append(tidy(self.cell, self.name))
            self.cell = []
            self.table = False
        elif word == "row":
            self.place(read_row(self.cells), self.state)
            self.cells = []
        elif word != "trowd":
            self.end()

    def end(self, state: _State | None = None) -> None:
        """Make a passage of the letters so far, for where this state says."""
        at = state or self.state
        sizes = Counter(state.size for run, state in self.runs if run.text.strip())
        passage = Passage(
            tuple(run for run, _ in self.runs),
            level=self.level,
            listed=self.listed and not self.level,
            indent=self.indent,
            size=sizes.most_common(1)[0][0] if sizes else 12.0,
            gap=self.gap,
        )
        self.runs = []
        if self.table:
            self.cell.append(passage)
        else:
            self.place([passage], at)

    def place(self, passages: list[Passage], state: _State) -> None:
        """Put passages where this state says; what stands on each page comes once."""
        there = self.headers if state.header else self.furniture if state.furniture else self.out
        if len(there) > 4 * MOST_PASSAGES:
            raise too_long(self.name)
        for passage in passages:
            if there is self.out or passage.text not in self.known:
                there.append(replace(passage, furniture=state.furniture))
                self.known |= set() if there is self.out else {passage.text}


def read_rtf(text: str, name: str = "") -> list[Passage]:
    """Return the passages of an RTF text; footers and footnotes come last, as furniture.

    Args:
        text: The file's text; its bytes as Latin-1, where they are not UTF-8.
        name: What the file is called, for messages.

    Raises:
        UsageError: it is no RTF, nested too deeply, or too long for a resume.
    """
    if not text.lstrip("\ufeff\0 \r\n").startswith("{\\rtf"):
        raise UsageError("not an RTF text", where=name, cure="Open it in Word and save it as .docx")
    reader = _Reader(name)
    for match in _TOKEN.finditer(text):
        word, number, digits, symbol, brace, letters = match.groups()
        if digits:
            reader.byte(digits)
            continue
        reader.flush()
        if word:
            reader.word(word, number)
        elif brace:
            reader.brace(brace)
        elif symbol:
            reader.optional = symbol == "*"
            reader.text({"~": " ", "_": "-", "-": "", "*": "", "\n": "\n", "\r": "\n"}.get(symbol, symbol))
        else:
            reader.text(letters)
    reader.flush()
    reader.table = False
    reader.end()
    left = [passage for cell in (*reader.cells, reader.cell) for passage in cell]
    return shape([*reader.headers, *reader.out, *left, *reader.furniture], name)
