"""How a line opens: the verb behind marks, labels and adverbs, and its class."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Literal

from prepkit.review.facts.model import Opener, OpenerClass
from prepkit.review.facts.tokens import Tokens
from prepkit.review.facts.words import words
from prepkit.text import Text

if TYPE_CHECKING:
    from prepkit.review.facts.lexicon import Lexicon

Form = Literal["base", "third", "past", "ing"]
_PREFIXES = ("re", "co", "pre", "over", "out", "un", "mis", "de", "up")
_ENDINGS = "v c z u at it ut is ys dg ng as os us id ir ar or in ag ap op ul bl tl pl am im um ak ik ok"
_BEFORE_E = tuple(_ENDINGS.split())  # "creat-ed" comes of "create"
_LONGEST_LABEL = 5
_LONGEST_PHRASE = 4
_PRONOUNS = words("pronouns")
_ADVERBS = words("adverbs")
_NOT_ADVERBS = words("not-adverbs")
_OPEN = frozenset("([{\"“'‘«*_`#>~")


def to_bases(word: str, irregular: Mapping[str, str], known: Iterable[str] = ()) -> list[str]:
    """Return the bare forms that a verb form may have, the likeliest first; a phrase changes in its first word."""
    head, _, tail = word.partition(" ")
    tail = f" {tail}" if tail else ""
    bases = [base for base, _ in _forms(head, irregular)]
    ending = [base for base in bases if base + tail in known]
    return [base + tail for base in (ending or bases[:1])]


def _forms(word: str, irregular: Mapping[str, str]) -> tuple[tuple[str, Form], ...]:
    # Each bare form that the word may be a form of, with the form.
    return ((irregular[word], "past"), *_regular_forms(word)) if word in irregular else _regular_forms(word)


@functools.lru_cache(maxsize=4096)
def _regular_forms(word: str) -> tuple[tuple[str, Form], ...]:
    forms: list[tuple[str, Form]] = []
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
    likely_e = stem.endswith(_BEFORE_E)
    if doubled and not stem.endswith(("ss", "ll")):
        yield stem[:-1]
    if likely_e:
        yield stem + "e"
    yield stem
    if doubled:
        yield stem[:-1]
    yield stem + "e"


def find_opener(text: Text, tokens: Tokens, lexicon: Lexicon) -> tuple[Opener | None, int]:
    """Return the opener and the number of the first token behind it."""
    if not tokens.lows:
        return None, 0
    place = _skip_label(tokens, lexicon)
    if _is_bare_figure(tokens, place):
        return _make(text, tokens, place, place + 1, "noun", "", ""), place
    place = _skip_adverbs(tokens, place, lexicon)
    longest = _LONGEST_PHRASE if tokens.low(place + 1) in lexicon.tail_starts else 1
    for length in range(min(longest, len(tokens.lows) - place), 0, -1):
        found = _look_up(tokens, place, length, lexicon)
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


def _skip_label(tokens: Tokens, lexicon: Lexicon) -> int:
    place = _skip_numbering(tokens)
    for end in range(place + 1, min(len(tokens.lows), place + _LONGEST_LABEL + 1)):
        gap = tokens.gaps[end]
        if gap == " " and tokens.clause[end] == tokens.clause[place]:
            continue
        if ":" in gap or "—" in gap or "–" in gap or " - " in gap or " | " in gap:
            bold = "*" in gap or "_" in gap
            opens = _look_up(tokens, place, 1, lexicon)
            verb = opens is not None and opens[0] != "weak"
            follows = _skip_adverbs(tokens, end, lexicon)
            named = any(_look_up(tokens, follows, length, lexicon) for length in (3, 2, 1))
            past = tokens.low(place).endswith("ed") or tokens.low(place) in lexicon.irregular
            if (
                bold
                or (named and not (verb and past and end - place > 1))
                or (not verb and ":" in gap and _is_label(tokens, place, end))
            ):
                return end
        if tokens.clause[end] != tokens.clause[place] and not any(mark in gap for mark in "/&,"):
            break
    return place


def _is_label(tokens: Tokens, start: int, end: int) -> bool:
    return end - start <= 3 and tokens.word(start)[:1].isupper()


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


def _skip_adverbs(tokens: Tokens, place: int, lexicon: Lexicon) -> int:
    start = place
    while place < len(tokens.lows) - 1 and place - start < 3:
        low = tokens.lows[place]
        adverb = low in _ADVERBS or (low.endswith("ly") and len(low) > 4 and low not in _NOT_ADVERBS)
        if low == "single" and tokens.low(place + 1) == "handedly":
            place += 1
        elif not (adverb or low in _PRONOUNS):
            break
        place += 1
    if place > start and low_is_adjective(tokens, place, lexicon):
        return start
    return place


def low_is_adjective(tokens: Tokens, place: int, lexicon: Lexicon) -> bool:
    """Is what follows an adverb no verb, as in "highly skilled"?"""
    return not any(_look_up(tokens, place, length, lexicon) for length in (3, 2, 1))


def _is_bare_figure(tokens: Tokens, place: int) -> bool:
    return tokens.low(place)[:1].isdigit()


def _look_up(tokens: Tokens, place: int, length: int, lexicon: Lexicon) -> tuple[OpenerClass, str, str] | None:
    end = place + length
    if end > len(tokens.lows) or (length > 1 and tokens.clause[place] != tokens.clause[end - 1]):
        return None
    if length > 1 and " ".join(tokens.lows[place + 1 : end]) not in lexicon.tails:
        return None
    phrase = " ".join(tokens.lows[place:end])
    if phrase in lexicon.not_openers and not (length == 1 and _takes_object(tokens, place, lexicon)):
        return ("noun", "", "")
    head = tokens.lows[place]
    tail = phrase[len(head) :]
    for base, form in _forms(head, lexicon.irregular):
        found = lexicon.verbs.get(base + tail) or (lexicon.verbs.get(phrase) if form == "base" else None)
        if found and (length > 1 or form == "past" or _is_verb(tokens, place, form, found[0], lexicon)):
            return found[0], base + tail, found[1]
    return _by_shape(tokens, place, lexicon) if length == 1 else None


def _by_shape(tokens: Tokens, place: int, lexicon: Lexicon) -> tuple[OpenerClass, str, str] | None:
    low = tokens.lows[place]
    if low in _PREFIXES and tokens.low(place + 1) and tokens.gaps[place + 1] == "-":
        return _look_up(tokens, place + 1, 1, lexicon)
    for prefix in _PREFIXES:
        rest = low.removeprefix(prefix)
        if rest != low and len(rest) > 2:
            for base, form in _forms(rest, lexicon.irregular):
                if base in lexicon.verbs and form == "past":
                    found = lexicon.verbs[base]
                    return found[0], prefix + base, found[1]
    if low.endswith("ed") and len(low) > 4 and not low.endswith("eed"):
        base = _forms(low, lexicon.irregular)[0][0]
        return "strong-verb", base, ""
    if low.endswith("ing") and len(low) > 5 and _takes_object(tokens, place, lexicon):
        return "strong-verb", _forms(low, lexicon.irregular)[0][0], ""
    return None


def _is_verb(tokens: Tokens, place: int, form: Form, class_: str, lexicon: Lexicon) -> bool:
    # A bare form, a third person or a form in -ing may be a noun: what follows decides.
    low = tokens.lows[place]
    if form == "base" and tokens.low(place + 1) == "of":
        return False  # "Architect of the platform"
    if class_ == "weak":
        return (
            form != "base"
            or low not in {"work", "task", "support", "use", "help", "duty"}
            or _takes_object(tokens, place, lexicon, True)
        )
    if form == "ing" or (form == "base" and low not in _NOUNS_TOO):
        following = tokens.low(place + 1)
        nominal = form == "ing" and (
            low in _NOUNS_IN_ING or following in {"of", "for", "and", "in", "at"} or not following
        )
        return not nominal or _takes_object(tokens, place, lexicon)
    return _takes_object(tokens, place, lexicon)


def _takes_object(tokens: Tokens, place: int, lexicon: Lexicon, preposition: bool = False) -> bool:
    following = tokens.low(place + 1)
    if not following or tokens.clause[place + 1] != tokens.clause[place]:
        return False
    if following in lexicon.grammar["determiners"] or following[0].isdigit() or following in lexicon.numbers:
        return True
    if preposition and following in {"on", "with", "in", "to"}:
        return True
    if following == "with" and tokens.lows[place] == "partner":
        return True
    if following in _NOUNS_IN_ING and tokens.lows[place] in _NOUNS_TOO:
        return tokens.lows[place] in _DRIVING  # "Experiment tracking", but "Lead planning"
    if following.endswith(("ing", "ed", "al", "ive", "ous", "ic", "able", "ful")) and len(following) > 4:
        return True
    if following in {"and", "or"} and place + 2 < len(tokens.lows):
        later = tokens.lows[place + 2]
        verb = any(base in lexicon.verbs for base, _ in _forms(later, lexicon.irregular))
        return verb and (later not in _NOUNS_TOO or _takes_object(tokens, place + 2, lexicon))
    return _is_plural(following) or _leads_to_object(tokens, place, lexicon)


def _is_plural(low: str) -> bool:
    return low.endswith("s") and not low.endswith(("ss", "sis", "us", "ics"))


def _leads_to_object(tokens: Tokens, place: int, lexicon: Lexicon) -> bool:
    # "Review vendor contracts", "Lead product discovery": the head of the phrase behind the word decides.
    end = place + 1
    while end < len(tokens.lows) and tokens.joined(end) and tokens.lows[end] not in lexicon.small:
        end += 1
    head = tokens.lows[end - 1]
    if end - place < 3 or tokens.low(place + 1).endswith(("ment", "tion", "ing")):
        return False
    return _is_plural(head) or (tokens.lows[place] == "lead" and not head.endswith(_TITLES))


_TITLES = ("er", "or", "ist", "ian", "lead", "intern", "assistant", "associate", "consultant", "fellow", "head")


_DRIVING = frozenset({"champion", "drive", "guide", "head", "influence", "lead", "own", "start", "support"})
# Bare verbs that are as often a noun; they open a line as a verb only before an object.
_NOUNS_TOO = words("nouns-too")
_NOUNS_IN_ING = words("nouns-in-ing")
