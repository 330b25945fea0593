"""How a line opens: the verb behind marks, labels and adverbs, with its class and its bare form."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator
from typing import Literal

from prepkit.content import library
from prepkit.content.shapes.lexicon import OpenerList, OpenerVerbs, VerbFamily
from prepkit.review.reading.facts import Opener, OpenerClass
from prepkit.review.reading.lexicon import SMALL
from prepkit.review.reading.numbers import NUMBERS
from prepkit.review.reading.vocabulary import LISTED, WORDS, Tokens, pairs, split_term
from prepkit.text import Text

Form = Literal["base", "third", "past", "ing"]
IRREGULAR = pairs("irregular-past")


def to_bases(word: str, known: Iterable[str]) -> list[str]:
    """Return the bare forms that a verb form may have, the likeliest first; a phrase changes in its first word."""
    head, _, tail = word.partition(" ")
    tail = f" {tail}" if tail else ""
    bases = [base for base, _ in list_forms(head)]
    ending = [base for base in bases if base + tail in known]
    return [base + tail for base in (ending or bases[:1])]


@functools.lru_cache(maxsize=4096)
def list_forms(word: str) -> tuple[tuple[str, Form], ...]:
    """Return each bare form that a word may be a form of, with the form."""
    forms: list[tuple[str, Form]] = [(IRREGULAR[word], "past")] if word in IRREGULAR else []
    if word.endswith("ied") and len(word) > 4:
        forms.append((word[:-3] + "y", "past"))
    elif word.endswith("ed") and len(word) > 4:
        forms += [(stem, "past") for stem in _stems(word[:-2])]
    elif word.endswith("ing") and len(word) > 5:
        forms += [(stem, "ing") for stem in _stems(word[:-3])]
    elif word.endswith("ies") and len(word) > 4:
        forms.append((word[:-3] + "y", "third"))
    elif word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3:
        forms.append((word[:-1], "third"))
        if word.endswith("es"):
            forms.append((word[:-2], "third"))
    return (*forms, (word, "base"))


def _stems(stem: str) -> Iterator[str]:
    doubled = len(stem) > 3 and stem[-1] == stem[-2] and stem[-1] not in "aeiou"
    likely_e = stem.endswith(LISTED.endings_before_e)
    if doubled and not stem.endswith(("ss", "ll")):
        yield stem[:-1]
    if likely_e:
        yield stem + "e"
    yield stem
    if doubled:
        yield stem[:-1]
    yield stem + "e"


def _collect_verbs() -> dict[str, tuple[OpenerClass, str]]:
    verbs: dict[str, tuple[OpenerClass, str]] = {}
    for entry in library.load(OpenerVerbs):
        if entry.opener != "noun":
            for term in entry.terms:
                verbs.setdefault(" ".join(split_term(term)), (entry.opener, entry.id))
    known = set(verbs)
    for family in library.load(VerbFamily):
        for verb in family.verbs:
            for base in to_bases(" ".join(split_term(verb)), known):
                verbs[base] = ("product-verb", family.id)
    for avoid in library.load(OpenerList):
        for verb in avoid.openers:
            opener: OpenerClass = "weak" if avoid.id == "weak" else "strong-verb"
            for base in to_bases(" ".join(split_term(verb)), known):
                verbs[base] = (opener, avoid.id)
    return verbs


VERBS = _collect_verbs()  # bare form or phrase -> (class, family)
NOT_OPENERS = frozenset(
    " ".join(split_term(term)) for entry in library.load(OpenerVerbs) if entry.opener == "noun" for term in entry.terms
)


_LONGEST_LABEL = 5
_LONGEST_PHRASE = 4
_TAILS = frozenset(phrase.partition(" ")[2] for phrase in (*VERBS, *NOT_OPENERS))  # what follows the first word
_TAIL_STARTS = frozenset(tail.partition(" ")[0] for tail in _TAILS)


def find_opener(text: Text, tokens: Tokens) -> tuple[Opener | None, int]:
    """Return the opener and the number of the first token behind it."""
    if not tokens.lows:
        return None, 0
    place = _skip_label(tokens)
    if tokens.low(place)[:1].isdigit():
        return _make(text, tokens, place, place + 1, "noun", "", ""), place
    place = _skip_adverbs(tokens, place)
    longest = _LONGEST_PHRASE if tokens.low(place + 1) in _TAIL_STARTS else 1
    for length in range(min(longest, len(tokens.lows) - place), 0, -1):
        found = _look_up(tokens, place, length)
        if found:
            class_, base, family = found
            return _make(text, tokens, place, place + length, class_, base, family), place + length
    return _make(text, tokens, place, place + 1, "noun", "", ""), place


def _make(text: Text, tokens: Tokens, start: int, end: int, class_: OpenerClass, base: str, family: str) -> Opener:
    first, last = tokens.starts[start], tokens.ends[end - 1]
    for word_start, word_end, _, _ in text.words[:40]:  # a compound that was taken apart opens as a whole: "Co-led"
        if first < word_end:
            if word_start <= first:
                first = word_start
                last = max(last, word_end) if base else last
            break
    return Opener(text.text[first:last], first, last, class_, base, family)


def _skip_label(tokens: Tokens) -> int:
    place = _skip_numbering(tokens)
    for end in range(place + 1, min(len(tokens.lows), place + _LONGEST_LABEL + 1)):
        gap = tokens.gaps[end]
        if gap == " " and tokens.clause[end] == tokens.clause[place]:
            continue
        if ":" in gap or "—" in gap or "–" in gap or " - " in gap or " | " in gap:
            bold = "*" in gap or "_" in gap
            opens = _look_up(tokens, place, 1)
            verb = opens is not None and opens[0] != "weak"
            follows = _skip_adverbs(tokens, end)
            named = any(_look_up(tokens, follows, length) for length in (3, 2, 1))
            past = tokens.low(place).endswith("ed") or tokens.low(place) in IRREGULAR
            if (
                bold
                or (named and not (verb and past and end - place > 1))
                or (not verb and ":" in gap and end - place <= 3 and tokens.word(place)[:1].isupper())
            ):
                return end
        if tokens.clause[end] != tokens.clause[place] and not any(mark in gap for mark in "/&,"):
            break
    return place


def _skip_numbering(tokens: Tokens) -> int:
    lows = tokens.lows
    if (
        len(lows) > 1
        and len(lows[0]) <= 2
        and (lows[0].isdigit() or len(lows[0]) == 1)
        and tokens.gaps[1][:1] in (".", ")")
    ):
        return 1
    return 0


def _skip_adverbs(tokens: Tokens, place: int) -> int:
    start = place
    while place < len(tokens.lows) - 1 and place - start < 3:
        low = tokens.lows[place]
        adverb = low in WORDS.adverbs or (low.endswith("ly") and len(low) > 4 and low not in WORDS.not_adverbs)
        if low == "single" and tokens.low(place + 1) == "handedly":
            place += 1
        elif not (adverb or low in WORDS.pronouns):
            break
        place += 1
    if place > start and not any(_look_up(tokens, place, length) for length in (3, 2, 1)):
        return start  # what follows the adverb is no verb: "highly skilled"
    return place


def _look_up(tokens: Tokens, place: int, length: int) -> tuple[OpenerClass, str, str] | None:
    end = place + length
    if end > len(tokens.lows) or (length > 1 and tokens.clause[place] != tokens.clause[end - 1]):
        return None
    if length > 1 and " ".join(tokens.lows[place + 1 : end]) not in _TAILS:
        return None
    phrase = " ".join(tokens.lows[place:end])
    if phrase in NOT_OPENERS and not (length == 1 and _takes_object(tokens, place)):
        return ("noun", "", "")
    head = tokens.lows[place]
    tail = phrase[len(head) :]
    for base, form in list_forms(head):
        found = VERBS.get(base + tail) or (VERBS.get(phrase) if form == "base" else None)
        if found and (length > 1 or form == "past" or _is_verb(tokens, place, form, found[0])):
            return found[0], base + tail, found[1]
    return _by_shape(tokens, place) if length == 1 else None


def _by_shape(tokens: Tokens, place: int) -> tuple[OpenerClass, str, str] | None:
    low = tokens.lows[place]
    if low in LISTED.verb_prefixes and tokens.low(place + 1) and tokens.gaps[place + 1] == "-":
        return _look_up(tokens, place + 1, 1)
    for prefix in LISTED.verb_prefixes:
        rest = low.removeprefix(prefix)
        if rest != low and len(rest) > 2:
            for base, form in list_forms(rest):
                if base in VERBS and form == "past":
                    found = VERBS[base]
                    return found[0], prefix + base, found[1]
    if low.endswith("ed") and len(low) > 4 and not low.endswith("eed"):
        base = list_forms(low)[0][0]
        return "strong-verb", base, ""
    if low.endswith("ing") and len(low) > 5 and _takes_object(tokens, place):
        return "strong-verb", list_forms(low)[0][0], ""
    return None


def _is_verb(tokens: Tokens, place: int, form: Form, class_: str) -> bool:
    # A bare form, a third person or a form in -ing may be a noun: what follows decides.
    low = tokens.lows[place]
    if form == "base" and tokens.low(place + 1) == "of":
        return False  # "Architect of the platform"
    if class_ == "weak":
        return form != "base" or low not in WORDS.weak_openers_or_nouns or _takes_object(tokens, place, True)
    # A bare verb that is as often a noun (nouns-too) opens a line only before an object.
    if form == "ing" or (form == "base" and low not in WORDS.nouns_too):
        following = tokens.low(place + 1)
        nominal = form == "ing" and (
            low in WORDS.nouns_in_ing or following in WORDS.behind_noun_in_ing or not following
        )
        return not nominal or _takes_object(tokens, place)
    return _takes_object(tokens, place)


def _takes_object(tokens: Tokens, place: int, preposition: bool = False) -> bool:
    following = tokens.low(place + 1)
    if not following or tokens.clause[place + 1] != tokens.clause[place]:
        return False
    if following in WORDS.determiners or following[0].isdigit() or following in NUMBERS:
        return True
    if preposition and following in WORDS.takes_preposition:
        return True
    if following == "with" and tokens.lows[place] == "partner":
        return True
    if following in WORDS.nouns_in_ing and tokens.lows[place] in WORDS.nouns_too:
        return tokens.lows[place] in WORDS.driving  # "Experiment tracking", but "Lead planning"
    if following.endswith(LISTED.adjective_endings) and len(following) > 4:
        return True
    if following in {"and", "or"} and place + 2 < len(tokens.lows):
        later = tokens.lows[place + 2]
        verb = any(base in VERBS for base, _ in list_forms(later))
        return verb and (later not in WORDS.nouns_too or _takes_object(tokens, place + 2))
    return _is_plural(following) or _leads_to_object(tokens, place)


def _is_plural(low: str) -> bool:
    return low.endswith("s") and not low.endswith(("ss", "sis", "us", "ics"))


def _leads_to_object(tokens: Tokens, place: int) -> bool:
    # "Review vendor contracts", "Lead product discovery": the head of the phrase behind the word decides.
    end = place + 1
    while end < len(tokens.lows) and tokens.joined(end) and tokens.lows[end] not in SMALL:
        end += 1
    head = tokens.lows[end - 1]
    if end - place < 3 or tokens.low(place + 1).endswith(LISTED.noun_endings):
        return False
    return _is_plural(head) or (tokens.lows[place] == "lead" and not head.endswith(LISTED.title_endings))
