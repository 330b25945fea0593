"""What a story offers to tell: its fields as whole sentences, and a choice among them within a number of words."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping, Sequence

from prepkit.models import ImpactMetric, Story
from prepkit.models.sections import told_sections
from prepkit.stories.wording import (
    blank,
    clean,
    count_words,
    cut_clauses,
    end_sentence,
    lower_first,
    phrase,
    split_sentences,
)

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
