"""Product or technical: strike out the tool and model words; does the point survive?"""

from __future__ import annotations

from collections.abc import Sequence

from prepkit.review.facts.lexicon import Hit, Hits, Lexicon
from prepkit.review.facts.model import Framing, Opener, Quantity
from prepkit.review.facts.openers import to_bases
from prepkit.review.facts.tokens import Tokens
from prepkit.review.facts.words import words

_LONGEST_OBJECT = 12
_LONGEST_LINE = 80
_BESIDE = 5  # tokens behind a weak opener that still say what was worked on
_MOSTLY, _PARTLY = 0.6, 0.3  # share of a text's sentences that are technical
_HEAD_WEIGHT = {"technical": 1.5, "laced": 0.5, "soft": 0.3}
_OPENER_WEIGHT = {"product-verb": 1.5, "strong-verb": 1.0, "weak": 0.75, "noun": 0.5}
_FRAMING_WEIGHT: dict[Framing, float] = {"technical": 1.0, "mixed": 0.5, "product": 0.0}


def count_content(tokens: Tokens, lexicon: Lexicon) -> int:
    """Return the number of words that carry content."""
    small = lexicon.small
    return len([low for low in tokens.lows if low not in small and not low[0].isdigit()])


def judge(
    tokens: Tokens,
    hits: Hits,
    opener: Opener | None,
    first: int,
    quantities: Sequence[Quantity],
    customer: bool,
    lexicon: Lexicon,
) -> Framing:
    """Return the framing of a line; without any technical word it is product."""
    strong = [hit for hit in hits.technical if not hit.soft]
    soft = [hit for hit in hits.technical if hit.soft]
    business = sum(1 for one in quantities if one.kind == "business" and not _is_inhouse(one))
    model = sum(1 for one in quantities if one.kind == "model")
    head = _judge_object(tokens, hits, first, lexicon)
    outcomes = _count_outcomes(tokens, hits, lexicon)
    if head == "laced" or (head == "product" and any(not _is_means(tokens, hit) for hit in strong)):
        # Its head is no technical word, but what is it without the technical words beside it?
        head = "technical" if not (business or customer or outcomes) else "laced"
    elif opener is not None and opener.base in _SORTING and _names_model(strong) and not (business or outcomes):
        head, customer = "technical", False  # "Segmented customers using k-means"
    elif head == "product" and not (business or customer or outcomes) and (model or _names_model(strong)):
        head = "technical"  # "Segmented scans using a U-Net": what was acted on gains nothing
    product = _weigh_product(opener, head, business, customer, outcomes)
    product += _acts_later(tokens, hits, first, lexicon) if customer else 0.0
    product += 2.0 if _informs(tokens, first) else 0.0
    technical = len({hit.start for hit in strong}) + 1.5 * model + 0.4 * len(soft)
    technical += _HEAD_WEIGHT.get(head, 0.0)
    family = opener.family if opener is not None else ""
    beside = any(family == "analyst" or hit.start < first + _BESIDE for hit in soft)
    if family in ("analyst", "weak") and (head != "product" or beside):
        technical += 0.5
    decided = opener is not None and opener.class_ == "product-verb" and head != "technical"
    framing = _weigh(product, technical, business, model, decided)
    if framing == "product" and product >= 1.5 and any(_is_point(tokens, hit) for hit in strong):
        return "mixed"
    return framing


def judge_sentences(framings: Sequence[Framing]) -> Framing:
    """Return the framing of a longer text from those of its sentences; a mixed one counts half."""
    if not framings:
        return "product"
    share = sum(_FRAMING_WEIGHT[one] for one in framings) / len(framings)
    return "technical" if share > _MOSTLY else "mixed" if share > _PARTLY else "product"


def _weigh(product: float, technical: float, business: int, model: int, decided: bool) -> Framing:
    if technical == 0 or (technical < 0.8 and product > 0):
        return "product"
    if business and model:
        return "mixed"
    if product < 1.5:
        return "technical" if technical >= 0.7 or product < 0.5 else "product"
    enough = 3.0 if decided and not model else 2.5
    if technical >= enough:
        return "mixed" if product >= 2 else "technical"
    return "product"


_MEANS = words("means")


def _is_means(tokens: Tokens, hit: Hit) -> bool:
    # "... using SQL and Python": the tool is how, not what.
    for place in range(hit.start - 1, max(-1, hit.start - 8), -1):
        if tokens.lows[place] in _MEANS and not (tokens.lows[place] in ("on", "in") and hit.family not in ("tools",)):
            return True
        if tokens.lows[place] in ("for", "of", "to"):
            return False
    return False


_SORTING = frozenset({"classify", "cluster", "group", "model", "profile", "rank", "score", "segment"})


def _names_model(strong: Sequence[Hit]) -> bool:
    return any(hit.family in ("models", "methods") for hit in strong)


def _is_inhouse(quantity: Quantity) -> bool:
    # "used by 8 data scientists" counts makers of models, no customers.
    text = quantity.text.lower()
    return quantity.unit == "count" and (text.endswith(_MAKERS) or " ml " in text or " data " in text)


_MAKERS = ("scientists", "engineers", "developers", "researchers")


def _is_point(tokens: Tokens, hit: Hit) -> bool:
    # A model that is named as part of what was done, not as a mere trait of it ("LLM-powered").
    if hit.family not in ("models", "methods") or _is_means(tokens, hit):
        return False
    return not (tokens.low(hit.end) in _TRAITS and tokens.gaps[hit.end] == "-")


_TRAITS = frozenset({"powered", "driven", "enabled", "assisted", "backed", "ready"})


def _weigh_product(opener: Opener | None, head: str, business: int, customer: bool, outcomes: int) -> float:
    product = 2.0 * min(business, 2) + min(outcomes, 2) * 0.75 + (0.75 if customer else 0.0)
    if opener is not None and opener.base in _NEUTRAL and not (business or customer):
        product += 1.0 if head in ("product", "laced") else 0.0
    elif opener is not None and head in ("product", "laced"):
        product += _OPENER_WEIGHT[opener.class_]
    elif opener is not None and head == "soft" and opener.class_ == "product-verb":
        product += 0.5
    return product


_NEUTRAL = frozenset({"deploy", "implement", "improve"})  # the neutral verbs of content/verbs.toml


def _count_outcomes(tokens: Tokens, hits: Hits, lexicon: Lexicon) -> int:
    # A business metric that is said to change, figure or not: "reducing churn"; not "to reduce churn".
    found = 0
    for hit in hits.metrics:
        if hit.role != "business":
            continue
        for place in range(hit.start - 1, max(-1, hit.start - 5), -1):
            low = tokens.lows[place]
            if low in lexicon.grammar["change"]:
                found += tokens.low(place - 1) != "to"
                break
    return found


_INFORMING = frozenset({"guide", "guided", "guiding", "inform", "informed", "informing", "shape", "shaped", "shaping"})
_DECIDED = frozenset({"budget", "decision", "decisions", "policy", "prices", "pricing", "roadmap", "strategy"})


def _informs(tokens: Tokens, first: int) -> bool:
    # "..., informing pricing decisions": what was decided because of it is the point of the line.
    for place in range(first, len(tokens.lows)):
        if tokens.lows[place] in _INFORMING and tokens.lows[place - 1] != "to":
            return not _DECIDED.isdisjoint(tokens.lows[place + 1 : place + 7])
    return False


def _acts_later(tokens: Tokens, hits: Hits, first: int, lexicon: Lexicon) -> float:
    # A second verb of deciding or delivering: "Built a model and persuaded night nurses to rely on it".
    lows, clause, irregular = tokens.lows, tokens.clause, lexicon.irregular
    for place in range(first + 1, min(len(lows), first + _LONGEST_LINE)):
        low = lows[place]
        if low[-2:] != "ed" and low not in irregular:
            continue
        if lows[place - 1] in ("and", "then") or clause[place] != clause[place - 1]:
            bases = to_bases(low, lexicon.irregular, lexicon.verbs)
            known = any(lexicon.verbs.get(base, ("",))[0] == "product-verb" for base in bases)
            if known and _judge_object(tokens, hits, place + 1, lexicon) == "product":
                return 1.25
    return 0.0


def _judge_object(tokens: Tokens, hits: Hits, first: int, lexicon: Lexicon, further: bool = True) -> str:
    # What the opening verb acts on, by the head of its noun phrase: technical, laced, soft, product or none.
    lows, determiners = tokens.lows, lexicon.grammar["determiners"]
    place, end = _skip_verbs(tokens, first, lexicon), min(len(lows), first + _LONGEST_OBJECT)
    while place < end and (lows[place] in determiners or lows[place] in _LEADING):
        place += 1
    while place < end:
        stop = _find_phrase_end(tokens, hits, place, end, lexicon)
        if stop == place:
            return "none"
        head = lows[stop - 1]
        link = lows[stop] if stop < len(lows) else ""
        if further and link in _TOWARDS and any(hit.end == stop for hit in hits.people):
            # "Worked with engineers to build ...", "Mentored interns on Git"
            later = _judge_object(tokens, hits, stop + (2 if link == "to" else 1), lexicon, False)
            if link == "to" or later == "technical":
                return later
        generic = head in lexicon.grammar["generic-heads"] and not _is_strong(hits, stop - 1)
        if not generic or tokens.low(stop) not in _CARRYING:
            return _grade(hits, place, stop)
        place = stop + 1
        while place < end and lows[place] in determiners:
            place += 1
    return "none"


_TOWARDS = frozenset({"to", "on", "in", "about"})
_LEADING = frozenset({"on", "in", "for", "with", "to", "of"})
_CARRYING = frozenset({"of", "to", "in", "with", "for"})


def _skip_verbs(tokens: Tokens, place: int, lexicon: Lexicon) -> int:
    # "Designed, built and ran ...": the object stands behind the last verb.
    for _ in range(3):
        linked = tokens.low(place) in ("and", "or", "then")
        if not linked and tokens.gaps[place : place + 1] != [", "]:
            break
        low = tokens.low(place + linked)
        if not (low.endswith(("ed", "ing")) or low in lexicon.irregular or low in lexicon.verbs):
            break
        place += 1 + linked
    return place


def _find_phrase_end(tokens: Tokens, hits: Hits, place: int, end: int, lexicon: Lexicon) -> int:
    lows, clause, prepositions = tokens.lows, tokens.clause, lexicon.grammar["prepositions"]
    within = clause[place]
    stop = place
    while stop < end and clause[stop] == within and (low := lows[stop]) not in prepositions:
        if low[-3:] == "ing" and stop > place + 1 and not _is_hit(hits, stop):
            break
        stop += 1
    while stop > place + 1 and lows[stop - 1][0].isdigit():
        stop -= 1
    return stop


def _grade(hits: Hits, start: int, stop: int) -> str:
    if not (hits.technical or hits.metrics):
        return "product"
    last = next((hit for hit in hits.technical if hit.start < stop <= hit.end or hit.end == stop), None)
    if last is not None:
        inside = [hit for hit in hits.technical if start <= hit.start < stop and not hit.soft]
        return "technical" if not last.soft or inside else "soft"
    measured = next((hit for hit in hits.metrics if hit.end == stop and hit.role == "model"), None)
    if measured and (hits.technical or measured.family != "prediction"):  # not "Reduced bias in hiring"
        return "technical"
    laced = any(start <= hit.start < stop and not hit.soft for hit in hits.technical)
    return "laced" if laced else "product"


def _is_hit(hits: Hits, place: int) -> bool:
    return any(hit.start <= place < hit.end for hit in hits.technical)


def _is_strong(hits: Hits, place: int) -> bool:
    return any(hit.start <= place < hit.end and not hit.soft for hit in hits.technical)
