"""A story as a resume line (G10), a cover letter in four moves (G11), and the first draft of a PRFAQ (G13)."""

from __future__ import annotations

import datetime as dt
import functools
import hashlib
import itertools
from collections.abc import Iterator

from prepkit.content.library import find, load
from prepkit.content.shapes.lexicon import OpenerVerbs, VerbFamily
from prepkit.content.shapes.stories import Passage
from prepkit.content.shapes.writing import Limit, OfferedQuestion
from prepkit.models import PRFAQ, Bullet, FAQEntry, Letter, Story
from prepkit.models.fields import LINE_LIMIT
from prepkit.stories.material import (
    Choice,
    blank,
    clean,
    count_words,
    cut_clauses,
    gather,
    lower_first,
    phrase,
    raise_first,
    say_change,
    write_out,
)

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


def compose_letter(story: Story, company: str = "") -> Letter:
    """Compose a cover letter: the problem seen in data, why a product, the effort across teams, the result.

    Returns:
        A Letter that is not saved, of at most the words that the content allows (350), whose id is the same each time.
    """
    company = clean(company)[:LINE_LIMIT]
    greeting = phrase("greeting", company=company or blank("company"))
    if len(greeting) > LINE_LIMIT:
        greeting = phrase("greeting", company=blank("company"))
    closing = blank("closing")
    room = int(find(Limit, "letter_words").high) - count_words(greeting) - count_words(closing)
    moves = write_passages(story, "letter", room)
    return Letter(id=derive_id(story.id, "letter"), company=company, greeting=greeting, closing=closing, **moves)


def draft_prfaq(story: Story, today: dt.date) -> PRFAQ:
    """Draft a PRFAQ from what a story says, with every needed question of its FAQ.

    The launch date is a proposal, the earliest that the content's limit allows: three months ahead. The city stays
    blank, so that a draft does not count as finished.

    Returns:
        A PRFAQ that is not saved, with the story's id, whose own id is the same every time.
    """
    around = write_out(story)
    customers = [one for one in cut_clauses(lower_first(clean(story.customer), around), relative=True) if one]
    customer = customers[0] if customers else blank("customer")
    short = customers[-1] if customers else blank("customer")
    heading = phrase("heading", customer=short)
    return PRFAQ(
        id=derive_id(story.id, "prfaq"),
        story_id=story.id,
        customer=clean(story.customer) or blank("customer"),
        heading=heading if len(heading) <= LINE_LIMIT else phrase("heading", customer=blank("customer")),
        sub_heading=phrase("sub_heading", customer=customer),
        summary=phrase("summary", customer=short),
        launch_date=_add_months(today, int(find(Limit, "launch_months").low or 0)),
        external_faq=tuple(FAQEntry(question=one.text) for one in _needed("external")),
        internal_faq=_answer(story),
        **write_passages(story, "prfaq"),
    )


def _answer(story: Story) -> tuple[FAQEntry, ...]:
    asked = {one.part: one.ask for one in load(Passage) if one.document == "internal_faq"}
    written = write_passages(story, "internal_faq")
    answers = {part: "" if text == asked[part] else text for part, text in written.items()}
    return tuple(FAQEntry(question=one.text, answer=answers.get(one.id, "")) for one in _needed("internal"))


def _needed(faq: str) -> list[OfferedQuestion]:
    return [one for one in load(OfferedQuestion) if one.faq == faq and one.needed]


def _add_months(day: dt.date, months: int) -> dt.date | None:
    years, month = divmod(day.month - 1 + months, 12)
    if day.year + years > dt.MAXYEAR:
        return None
    return dt.date(day.year + years, month + 1, min(day.day, 28))


def write_passages(story: Story, document: str, room: int | None = None) -> dict[str, str]:
    """Write every part of a "letter", "prfaq" or "internal_faq"; `room` is the words that its parts share, if any.

    Returns:
        Texts by part; where the story says nothing, the question that the content asks in square brackets.
    """
    passages = [one for one in load(Passage) if one.document == document]
    planned = sum(one.words for one in passages)
    share = 1.0 if room is None else min(1.0, max(room, 0) / planned)
    return {one.part: _write_passages(story, one, int(one.words * share)) for one in passages}


def _write_passages(story: Story, passage: Passage, words: int) -> str:
    choice = Choice(gather(story))
    if not choice.offers(passage.say):
        return passage.ask
    choice.fill(passage.prefer, words, passage.sentences)
    return choice.tell(passage.say) or blank("shorter")


_LONGEST = 64  # characters that an id may have


def derive_id(story_id: str, kind: str) -> str:
    """Return the id of the record of a kind (bullet, letter, prfaq) that is composed from a story."""
    plain = f"{kind}-of-{story_id}"
    if len(plain) <= _LONGEST:
        return plain
    return f"{kind}-of-{hashlib.sha256(story_id.encode()).hexdigest()[:24]}"
