"""A story as one resume line (G10)."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterator

from prepkit.content.library import find, load
from prepkit.content.shapes.lexicon import OpenerVerbs, VerbFamily
from prepkit.content.shapes.writing import Limit
from prepkit.models import Bullet, Story
from prepkit.stories.identity import derive_id
from prepkit.stories.material import gather, say_change, write_out
from prepkit.stories.wording import blank, clean, count_words, cut_clauses, lower_first, phrase, raise_first

_LONGEST_CLAUSE = 60  # words; a longer one is no line of a resume, however it ends
_ELSEWHERE = ("launch", "actions")  # where a line is sought if no decision is written down


def compose_bullet(story: Story) -> Bullet:
    """Compose a resume line: what was decided, for whom, and what changed from where to where.

    It opens with the verb of the person's own "I ...", a product verb if there is one, and with a blank where only
    "we" is told. It keeps to the limit of words by leaving out whole clauses; where even the shortest line is over
    the limit, so is this one.

    Returns:
        A Bullet that is not saved, with the story's id, whose own id is the same every time.
    """
    return Bullet(id=derive_id(story.id, "bullet"), story_id=story.id, rewritten=_write(story))


def _write(story: Story) -> str:
    limit = int(find(Limit, "bullet_words").high)
    around = write_out(story)
    metric = story.customer_impact_metric
    change = blank("metric") if metric.is_blank() else say_change(metric, around, inside=True)
    customers = [*_customers(story, around)] or [blank("customer")]
    lines = [
        phrase(
            "bullet" if " for " not in f" {decision} " else "bullet_again",
            decision=decision,
            customer=one,
            change=change,
        )
        for decision, one in itertools.product(_decisions(story), customers)
    ]
    fitting = [line for line in lines if count_words(line) <= limit]
    line = max(fitting, key=count_words) if fitting else min(lines, key=count_words)
    for window in cut_clauses(lower_first(clean(metric.window), around)) if metric.window.strip() else ():
        longer = phrase("bullet_window", line=line, window=window)
        if count_words(longer) <= limit:
            line = longer
            break
    return f"{line}." if not line.endswith("]") else line


def _customers(story: Story, around: str) -> Iterator[str]:
    customer = lower_first(clean(story.customer), around)
    return (clause for clause in cut_clauses(customer, relative=True) if clause)


def _decisions(story: Story) -> list[str]:
    """Return the wordings of the decision, the longest first, or one with a blank."""
    material = gather(story)
    decided = material["product_decision"]
    own = [sentence for sentence in decided if _is_own(sentence)]
    elsewhere = [sentence for field in _ELSEWHERE for sentence in material[field] if _opens_well(sentence)]
    for sentence in (*filter(_opens_well, own), *own, *([] if decided else elsewhere)):
        return _shorten(raise_first(sentence.partition(" ")[2]))
    if not decided:
        return [blank("decision")]
    return [f"{blank('own_part')} {clause}" for clause in _shorten(decided[0])]


def _shorten(sentence: str) -> list[str]:
    short = [clause for clause in cut_clauses(sentence) if clause and count_words(clause) <= _LONGEST_CLAUSE]
    return short or [blank("shorter")]


def _is_own(sentence: str) -> bool:
    return sentence.startswith("I ") and len(sentence.split()) > 1


def _opens_well(sentence: str) -> bool:
    """Tell whether a sentence says "I" and then a product verb."""
    if not _is_own(sentence):
        return False
    rest = sentence[2:].lower()
    verb = rest.partition(" ")[0].strip(",.:;")
    return rest.startswith(_phrases()) or _is_product_verb(verb)


@functools.cache
def _phrases() -> tuple[str, ...]:
    return tuple(f"{verb.lower()} " for family in load(VerbFamily) for verb in family.verbs)


@functools.cache
def _bare_verbs() -> frozenset[str]:
    return frozenset(term for one in load(OpenerVerbs) if one.opener == "product-verb" for term in one.terms)


def _is_product_verb(past: str) -> bool:
    # The lists of openers hold bare forms: propose, plan, try.
    if not past.endswith("ed"):
        return False
    return not _bare_verbs().isdisjoint({past[:-2], past[:-1], past[:-3], f"{past[:-3]}y"})
