"""What a story offers to tell: its fields as whole sentences, and a choice among them within a number of words."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence

from prepkit.content.library import find, load
from prepkit.content.shapes.stories import Blank, Capital, Phrase
from prepkit.models import ImpactMetric, Story
from prepkit.models.sections import told_sections
from prepkit.text import read

Material = Mapping[str, tuple[str, ...]]  # sentences by field
METRIC = "customer_impact_metric"
_LINES = ("title", "customer")


@functools.lru_cache(maxsize=8)
def gather(story: Story) -> Material:
    """Return a story's sentences by field; fields that are blank have none."""
    material = {name: split_sentences(getattr(story, name)) for name in _list_prose(type(story))}
    material["title"] = (end_sentence(clean(story.title)),) if clean(story.title) else ()
    customer = clean(story.customer)
    named = lower_first([*cut_clauses(customer)][-1], write_out(story))
    material["customer"] = (end_sentence(phrase("customer", customer=named)),) if named else ()
    material[METRIC] = say_metric(story.customer_impact_metric, write_out(story))
    return material


@functools.lru_cache(maxsize=8)
def write_out(story: Story) -> str:
    """Return all that a story says, as one text."""
    metric = story.customer_impact_metric
    parts = [getattr(story, name) for name in (*_LINES, *_list_prose(type(story)))]
    return ". ".join([*parts, metric.name, metric.population, metric.window, metric.attribution])


def say_figure(value: float | None, unit: str, missing: str) -> str:
    """Write a number with its unit, or the blank of this name."""
    if value is None:
        return blank(missing)
    text, unit = f"{value:,.10g}", clean(unit)
    if not unit:
        return text
    return f"{text}{unit}" if unit.startswith("%") else f"{text} {unit}"


def say_change(metric: ImpactMetric, around: str = "", *, inside: bool = False) -> str:
    """Say from where to where a metric went; `inside` a sentence it begins in lower case."""
    name = clean(metric.name)
    name = (lower_first(name, around) if inside else name) or blank("metric")
    before, after = metric.baseline, metric.actual
    if before is None or after is None:
        pattern = "metric_open"
    else:
        pattern = "metric_fell" if after < before else "metric_rose" if after > before else "metric_stayed"
    return phrase(
        pattern,
        metric=name,
        baseline=say_figure(before, metric.unit, "baseline"),
        actual=say_figure(after, metric.unit, "actual"),
    )


def say_metric(metric: ImpactMetric, around: str = "") -> tuple[str, ...]:
    """Say a metric in up to three sentences: the change, on whom and over which time, and how one knows."""
    if metric.is_blank():
        return ()
    pieces = {name: lower_first(clean(getattr(metric, name)), around) for name in ("population", "window")}
    known = {name: text.rstrip(".") for name, text in pieces.items() if text}
    said = [say_change(metric, around)]
    if known:
        said.append(
            phrase("_".join(("measured", *({"population": "on", "window": "over"}[name] for name in known))), **known)
        )
    if attribution := clean(metric.attribution):
        said.append(phrase("attribution", attribution=lower_first(attribution, around)))
    return tuple(end_sentence(one) for one in said)


class Choice:
    """Sentences chosen from a material; of each field the first ones, since later ones lean on those before."""

    def __init__(self, material: Material) -> None:
        self.material = material
        self.taken: dict[str, int] = {}

    def take(self, field: str, room: int) -> int:
        """Take the next sentence of a field if it has room words at most; return its words, 0 if it was not taken."""
        number = self.taken.get(field, 0)
        sentences = self.material[field]
        if number == len(sentences):
            return 0
        words = count_words(sentences[number])
        if words > room:
            return 0
        self.taken[field] = number + 1
        return words

    def fill(self, fields: Iterable[str], room: int, most: int | None = None) -> int:
        """Take whole sentences, at most so many, field after field while they fit; return the words that were used."""
        used = 0
        for field in fields:
            while (most is None or sum(self.taken.values()) < most) and (words := self.take(field, room - used)):
                used += words
        return used

    def offers(self, fields: Iterable[str]) -> bool:
        """Tell whether the story says anything in these fields."""
        return any(self.material[field] for field in fields)

    def count(self, fields: Iterable[str]) -> int:
        """Count the words that were taken of these fields."""
        taken = [self.material[field][: self.taken.get(field, 0)] for field in fields]
        return sum(count_words(one) for sentences in taken for one in sentences)

    def tell(self, fields: Sequence[str]) -> str:
        """Return what was taken of these fields, in their order."""
        return " ".join(one for field in fields for one in self.material[field][: self.taken.get(field, 0)])


@functools.cache
def _list_prose(model: type[Story]) -> tuple[str, ...]:
    """Name the fields that a story tells in sentences, in its order."""
    return tuple(field.name for section in told_sections(model) for field in section.fields if field.kind == "prose")


_SPACES = re.compile(r"\s+")
# Characters that are no words and could turn the line around them: controls, and marks that change the direction.
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ufeff]")
_NO_SPACES = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\u0e00-\u0e7f]")  # scripts without blanks
_ENDS = (".", "!", "?", "…", "。", "！", "？", '."', '!"', '?"', ".”", "!”", "?”", ".)", "»", "]")
_TRAILING = ".,;:!?。 "
_CLAUSE = re.compile(r"(?=[:;] )|(?=, (?!\d{4}\b))|(?= [(–—] ?)")
_RELATIVE = re.compile(r"(?= (?:who|whose|whom|that|which|because|where|when|with) )")
_CHARACTERS = 2  # of such a script that make a word
_LONG_WORD = 15  # characters; no text has longer words throughout
_NEAR = 1000  # characters in which a clause is sought


def clean(text: str) -> str:
    """Return a text on one line, without control characters."""
    return _SPACES.sub(" ", _CONTROLS.sub("", text)).strip()


@functools.lru_cache(maxsize=1024)
def count_words(text: str) -> int:
    """Count words as they are spoken: two characters of a script without blanks are one, an endless word is many."""
    words = max(len(text.split()), len(text) // _LONG_WORD)
    return words if text.isascii() else words + len(_NO_SPACES.findall(text)) // _CHARACTERS


def split_sentences(text: str) -> tuple[str, ...]:
    """Return the sentences of a text, each on one line and with its end."""
    whole = read(text)
    return tuple(end_sentence(cut) for span in whole.sentences if (cut := clean(whole.cut(span))))


def end_sentence(text: str) -> str:
    """Put a full stop behind a text that has no end."""
    return text if not text or text.endswith(_ENDS) else f"{text}."


def lower_first(text: str, around: str = "") -> str:
    """Begin a text in lower case, so that it can stand inside a sentence, unless its first word is a name.

    Args:
        text: The text.
        around: What the person wrote besides; a word that has its capital inside a sentence there is a name.
    """
    word = re.split(r"[\s,.;:]", text, maxsplit=1)[0]
    first, rest = word[:1], word[1:]
    plain = first.isupper() and rest == rest.lower() and not any(letter.isdigit() for letter in rest)
    if not plain or word == "I" or word.startswith("I'") or word in _capitals() or _is_name(word, around):
        return text
    lowered = first.lower()
    return lowered + text[1:] if len(lowered) == 1 and lowered.upper() == first else text


def raise_first(text: str) -> str:
    """Begin a text with a capital."""
    raised = text[:1].upper()
    return raised + text[1:] if len(raised) == 1 and raised.lower() == text[:1] else text


def cut_clauses(text: str, *, relative: bool = False) -> Iterator[str]:
    """Yield a text without its end, then each shorter beginning of it that ends with a clause; quotes stay whole.

    With `relative`, what follows a "who" or "that" may go too: right for a name of people, wrong for a decision.
    """
    whole = text.rstrip(_TRAILING)
    yield whole
    cuts = {match.start() for match in _CLAUSE.finditer(whole[:_NEAR])}
    cuts |= {match.start() for match in _RELATIVE.finditer(whole[:_NEAR])} if relative else set()
    for cut in sorted(cuts, reverse=True):
        head = whole[:cut].rstrip(_TRAILING)
        listed = ":" in head and whole[cut] == ","  # what stands behind a colon belongs together
        if head and not listed and head.count('"') % 2 == 0 and head.count("(") == head.count(")"):
            yield head


def blank(name: str) -> str:
    """Return what stands where a piece is missing."""
    return find(Blank, name).text


def phrase(name: str, **pieces: str) -> str:
    """Put the person's pieces into a phrase of the content."""
    return find(Phrase, name).text.format(**pieces)


@functools.cache
def _capitals() -> frozenset[str]:
    return frozenset(word for entry in load(Capital) for word in entry.words)


def _is_name(word: str, around: str) -> bool:
    return bool(re.search(rf"[a-z,;] {re.escape(word)}\b", around)) if word.isascii() else _is_marked(word)


def _is_marked(word: str) -> bool:
    # A word of another alphabet: only what has two cases can begin in lower case.
    return unicodedata.category(word[0]) != "Lu"
