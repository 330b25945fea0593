"""Is anybody named who uses, buys or benefits?"""

from __future__ import annotations

from collections.abc import Iterator

from prepkit.review.reading.lexicon import SMALL, Hit, Hits
from prepkit.review.reading.numbers import NUMBERS
from prepkit.review.reading.vocabulary import LISTED, WORDS, Tokens
from prepkit.text import Span


def find_customer(tokens: Tokens, hits: Hits) -> Span | None:
    """Return where the first of those who use, buy or benefit is named, None if nobody is."""
    known = {place for hit in hits.people for place in range(hit.start, hit.end)}
    people = sorted([*hits.people, *_guess(tokens, known)])
    if not people:
        return None
    technical = {place for hit in hits.technical if not hit.soft for place in range(hit.start, hit.end)}
    for hit in people:
        if hit.role != "thing" and _is_named(tokens, hit, technical):
            return Span(tokens.starts[hit.start], tokens.ends[hit.end - 1])
    return None


def _guess(tokens: Tokens, known: set[int]) -> Iterator[Hit]:
    # Nouns of doers in the plural that no list knows: "beekeepers", "harpists".
    for place, low in enumerate(tokens.lows):
        if (
            low[-1] in "srt"
            and len(low) > 6
            and low.endswith(LISTED.agent_endings)
            and place > 0
            and place not in known
            and low not in WORDS.not_agents
        ):
            yield Hit(place, place + 1, "guessed", "customer")


def _is_named(tokens: Tokens, hit: Hit, technical: set[int]) -> bool:
    if hit.family == "guessed" and tokens.low(hit.start - 1) in WORDS.before_machine_agents:
        return False
    if hit.start in technical or (hit.start - 1 in technical and tokens.joined(hit.start)):
        return False
    if hit.start > 0 and tokens.gaps[hit.start] == "-" and tokens.low(hit.start - 1) not in WORDS.people_prefixes:
        return hit.role == "customer" and _is_head(tokens, hit) and tokens.lows[hit.end - 1].endswith("s")
    if not _is_head(tokens, hit) or _is_factor(tokens, hit) or _is_unit(tokens, hit):
        return False
    if _is_title(tokens, hit) or (tokens.low(hit.start - 1) == "at" and hit.role == "place"):
        return False
    if hit.role == "customer":
        return not _is_crew(tokens, hit)
    last = tokens.lows[hit.end - 1]
    if last in WORDS.own_or_led and hit.end - hit.start == 1:
        before = tokens.low(hit.start - 1)
        if (
            tokens.joined(hit.start)
            and before.isalpha()
            and not before.endswith(("ed", "ing"))
            and before not in WORDS.own_managers
            and _is_noun(before)
        ):
            return True
    if hit.role == "place" and technical and not last.endswith("s"):
        return False  # "the finance warehouse" of a data model
    return _is_served(tokens, hit)


def _is_head(tokens: Tokens, hit: Hit) -> bool:
    following = tokens.low(hit.end)
    if not following:
        return True
    gap = tokens.gaps[hit.end]
    if gap == "-" or tokens.text[tokens.starts[hit.end - 1] : tokens.ends[hit.end - 1]].endswith(("'s", "’s")):
        return gap != "-"
    if not tokens.joined(hit.end) or "/" in gap or "'" in gap or "’" in gap or "&" in gap:
        return True
    last = tokens.lows[hit.end - 1]
    if (last.endswith("s") and not last.endswith("ss")) or last in WORDS.plural_people:
        return not (following in WORDS.modified_nouns and hit.end - hit.start == 1)
    if following in WORDS.prepositions or following in WORDS.determiners:
        return True
    if following in WORDS.change:
        return tokens.low(hit.start - 1) in WORDS.singling_out
    articled = WORDS.one_of_many & {tokens.low(hit.start - 1), tokens.low(hit.start - 2)}
    return bool(articled) and following in WORDS.doing


def _is_title(tokens: Tokens, hit: Hit) -> bool:
    # One person without an article is the writer or an award: "Volunteer coordinator", "Teacher of the Year".
    last, after = tokens.lows[hit.end - 1], hit.end + 1
    named = hit.start > 0 and after < len(tokens.lows) and tokens.low(hit.end) in WORDS.named_after
    if named and tokens.word(hit.start)[0].isupper() and tokens.word(after)[0].isupper():
        return True  # "Women in Business"
    if (last.endswith("s") and not last.endswith("ss")) or last in WORDS.plural_people:
        return False
    if tokens.low(hit.end) == "of" and tokens.low(hit.end + 1) == "the":
        return tokens.low(hit.end + 2) in WORDS.award_times
    place = hit.start - 1
    while place >= max(0, hit.start - 6) and tokens.joined(place + 1) and tokens.lows[place] not in SMALL:
        place -= 1
    if place < 0 or not tokens.joined(place + 1):
        return True
    ranked = tokens.lows[place] in ("as", "to") and tokens.low(place - 1) in WORDS.appointed
    if "as" in (tokens.lows[place], tokens.low(place - 1) if tokens.lows[place] in ("a", "an") else ""):
        return True  # "volunteered as a tutor", "as second officer"
    employed = tokens.low(place) == "at" or (tokens.low(place) in ("a", "an") and tokens.low(place - 1) == "at")
    return ranked or employed


def _is_factor(tokens: Tokens, hit: Hit) -> bool:
    low = tokens.lows[hit.end - 1]
    before = tokens.low(hit.start - 1)
    if low in ("seller", "sellers") and before in WORDS.product_ranks:
        return True
    if low in ("member", "members") and before in WORDS.bodies:
        return True  # "board members"
    if low in ("owner", "owners") and (
        before in WORDS.owned or (low == "owner" and tokens.low(hit.end) in ("of", "for"))
    ):
        return True
    if low not in WORDS.drivers:
        return low == "member" and tokens.low(hit.end) == "of"
    if tokens.low(hit.end) == "of" or (low in ("driver", "drivers") and tokens.low(hit.end) in ("behind", "for")):
        return low != "owners"
    return low in ("driver", "drivers") and tokens.low(hit.start - 1) in WORDS.factors


def _is_unit(tokens: Tokens, hit: Hit) -> bool:
    # "revenue per user" is a measure; "spreadsheet of users" is not asked.
    return (
        tokens.low(hit.start - 1) in ("per", "by")
        and not tokens.lows[hit.end - 1].endswith("s")
        and tokens.lows[hit.end - 1] not in WORDS.plural_people
    )


def _is_crew(tokens: Tokens, hit: Hit) -> bool:
    # "a team of 8 nurses", "Directed 35 people": those who work with the writer.
    back = hit.start - 1
    while back > 0 and (tokens.lows[back][0].isdigit() or tokens.lows[back] in WORDS.crew_adjectives):
        back -= 1
    if tokens.low(back) in ("a", "an", "the", "our"):
        back -= 1
    if hit.family != "buyers" and tokens.low(back) in WORDS.commanding:
        return True
    if tokens.low(back) == "from" and tokens.lows[hit.end - 1] in WORDS.chosen_people:
        return True
    if tokens.low(back) == "of" and "top" in tokens.lows[max(0, back - 4) : back]:
        return True  # "in the top 10% of advisors"
    return tokens.low(back) == "of" and tokens.low(back - 1) in WORDS.team_heads


def _is_served(tokens: Tokens, hit: Hit) -> bool:
    for back in range(hit.start - 1, max(-1, hit.start - 6), -1):
        low = tokens.lows[back]
        if tokens.clause[back] != tokens.clause[hit.start] and low not in ("so", "that"):
            return False
        if low.endswith("ing") and low not in WORDS.serving and tokens.low(back + 1) in WORDS.articles:
            return False  # "responsible for opening the store"
        if low == "with" and any(one.startswith(LISTED.trying) for one in tokens.lows[max(0, back - 8) : back]):
            return True  # "Piloted reminders with two clinics"
        if low == "by":
            return tokens.low(back - 1) in WORDS.used_by or tokens.low(back - 2) in WORDS.used_by
        if low == "to":
            return any(tokens.low(place) in WORDS.giving for place in range(max(0, back - 7), back))
        if low == "that" and tokens.low(back - 1) == "so":
            return True
        if low == "of" and tokens.low(back - 1) in WORDS.of_served:
            return True
        if low in WORDS.serving:
            return low not in ("for",) or not (
                tokens.lows[hit.end - 1] in WORDS.team_heads and tokens.low(hit.end) == "of"
            )
        if low in WORDS.working_with:
            return False
    # "so analysts can ...", "a report that planners use": the colleague is the one who does.
    return tokens.low(hit.end) in WORDS.acting


def _is_noun(low: str) -> bool:
    return low not in WORDS.prepositions and low not in WORDS.determiners and low not in NUMBERS
