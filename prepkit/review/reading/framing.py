"""Product or technical: strike out the tool and model words; does the point survive?"""

from __future__ import annotations

from collections.abc import Sequence

from prepkit.review.reading.facts import Framing, Opener, Quantity
from prepkit.review.reading.lexicon import SMALL, Hit, Hits
from prepkit.review.reading.openers import IRREGULAR, VERBS, to_bases
from prepkit.review.reading.vocabulary import LISTED, WEIGHTS, WORDS, Tokens

_LONGEST_OBJECT = 12
_LONGEST_LINE = 80
_BESIDE = 5  # tokens behind a weak opener that still say what was worked on


def count_content(tokens: Tokens) -> int:
    """Return the number of words that carry content."""
    return len([low for low in tokens.lows if low not in SMALL and not low[0].isdigit()])


def judge(
    tokens: Tokens,
    hits: Hits,
    opener: Opener | None,
    first: int,
    quantities: Sequence[Quantity],
    customer: bool,
) -> Framing:
    """Return the framing of a line; without any technical word it is product."""
    strong = [hit for hit in hits.technical if not hit.soft]
    soft = [hit for hit in hits.technical if hit.soft]
    business = sum(1 for one in quantities if one.kind == "business" and not _is_inhouse(one))
    model = sum(1 for one in quantities if one.kind == "model")
    head = _judge_object(tokens, hits, first)
    outcomes = _count_outcomes(tokens, hits)
    if head == "laced" or (head == "product" and any(not _is_means(tokens, hit) for hit in strong)):
        # Its head is no technical word, but what is it without the technical words beside it?
        head = "technical" if not (business or customer or outcomes) else "laced"
    elif opener is not None and opener.base in WORDS.sorting and _names_model(strong) and not (business or outcomes):
        head, customer = "technical", False  # "Segmented customers using k-means"
    elif head == "product" and not (business or customer or outcomes) and (model or _names_model(strong)):
        head = "technical"  # "Segmented scans using a U-Net": what was acted on gains nothing
    product = _weigh_product(opener, head, business, customer, outcomes)
    product += _acts_later(tokens, hits, first) if customer else 0.0
    product += WEIGHTS.product_informs if _informs(tokens, first) else 0.0
    technical = (
        len({hit.start for hit in strong})
        + WEIGHTS.technical_model_figure * model
        + WEIGHTS.technical_soft_term * len(soft)
    )
    technical += WEIGHTS[f"head-{head}"] if head in ("technical", "laced", "soft") else 0.0
    family = opener.family if opener is not None else ""
    beside = any(family == "analyst" or hit.start < first + _BESIDE for hit in soft)
    if family in ("analyst", "weak") and (head != "product" or beside):
        technical += WEIGHTS.technical_analyst_opener
    decided = opener is not None and opener.class_ == "product-verb" and head != "technical"
    framing = _weigh(product, technical, business, model, decided)
    if framing == "product" and product >= WEIGHTS.product_at_least and any(_is_point(tokens, hit) for hit in strong):
        return "mixed"
    return framing


def judge_sentences(framings: Sequence[Framing]) -> Framing:
    """Return the framing of a longer text from those of its sentences; a mixed one counts half."""
    if not framings:
        return "product"
    share = sum(WEIGHTS[f"sentence-{one}"] for one in framings) / len(framings)
    return (
        "technical" if share > WEIGHTS.mostly_technical else "mixed" if share > WEIGHTS.partly_technical else "product"
    )


def _weigh(product: float, technical: float, business: int, model: int, decided: bool) -> Framing:
    if technical == 0 or (technical < WEIGHTS.technical_at_least and product > 0):
        return "product"
    if business and model:
        return "mixed"
    if product < WEIGHTS.product_at_least:
        return "technical" if technical >= WEIGHTS.technical_alone or product < WEIGHTS.product_slight else "product"
    enough = WEIGHTS.technical_enough_decided if decided and not model else WEIGHTS.technical_enough
    if technical >= enough:
        return "mixed" if product >= WEIGHTS.product_enough_mixed else "technical"
    return "product"


def _is_means(tokens: Tokens, hit: Hit) -> bool:
    # "... using SQL and Python": the tool is how, not what.
    for place in range(hit.start - 1, max(-1, hit.start - 8), -1):
        if tokens.lows[place] in WORDS.means and not (tokens.lows[place] in ("on", "in") and hit.family != "tools"):
            return True
        if tokens.lows[place] in ("for", "of", "to"):
            return False
    return False


def _names_model(strong: Sequence[Hit]) -> bool:
    return any(hit.family in WORDS.model_families for hit in strong)


def _is_inhouse(quantity: Quantity) -> bool:
    # "used by 8 data scientists" counts makers of models, no customers.
    text = quantity.text.lower()
    return quantity.unit == "count" and (text.endswith(LISTED.makers) or " ml " in text or " data " in text)


def _is_point(tokens: Tokens, hit: Hit) -> bool:
    # A model that is named as part of what was done, not as a mere trait of it ("LLM-powered").
    if hit.family not in WORDS.model_families or _is_means(tokens, hit):
        return False
    return not (tokens.low(hit.end) in WORDS.traits and tokens.gaps[hit.end] == "-")


def _weigh_product(opener: Opener | None, head: str, business: int, customer: bool, outcomes: int) -> float:
    product = (
        WEIGHTS.product_business_figure * min(business, 2)
        + WEIGHTS.product_outcome * min(outcomes, 2)
        + (WEIGHTS.product_customer if customer else 0.0)
    )
    if opener is not None and opener.base in WORDS.neutral_verbs and not (business or customer):
        product += WEIGHTS.product_neutral_verb if head in ("product", "laced") else 0.0
    elif opener is not None and head in ("product", "laced"):
        product += WEIGHTS[f"opener-{opener.class_}"]
    elif opener is not None and head == "soft" and opener.class_ == "product-verb":
        product += WEIGHTS.product_soft_object
    return product


def _count_outcomes(tokens: Tokens, hits: Hits) -> int:
    # A business metric that is said to change, figure or not: "reducing churn"; not "to reduce churn".
    found = 0
    for hit in hits.metrics:
        if hit.role != "business":
            continue
        for place in range(hit.start - 1, max(-1, hit.start - 5), -1):
            low = tokens.lows[place]
            if low in WORDS.change:
                found += tokens.low(place - 1) != "to"
                break
    return found


def _informs(tokens: Tokens, first: int) -> bool:
    # "..., informing pricing decisions": what was decided because of it is the point of the line.
    for place in range(first, len(tokens.lows)):
        if tokens.lows[place] in WORDS.informing and tokens.lows[place - 1] != "to":
            return not WORDS.decided.isdisjoint(tokens.lows[place + 1 : place + 7])
    return False


def _acts_later(tokens: Tokens, hits: Hits, first: int) -> float:
    # A second verb of deciding or delivering: "Built a model and persuaded night nurses to rely on it".
    lows, clause = tokens.lows, tokens.clause
    for place in range(first + 1, min(len(lows), first + _LONGEST_LINE)):
        low = lows[place]
        if low[-2:] != "ed" and low not in IRREGULAR:
            continue
        if lows[place - 1] in ("and", "then") or clause[place] != clause[place - 1]:
            bases = to_bases(low, VERBS)
            known = any(VERBS.get(base, ("",))[0] == "product-verb" for base in bases)
            if known and _judge_object(tokens, hits, place + 1) == "product":
                return WEIGHTS.product_acts_later
    return 0.0


def _judge_object(tokens: Tokens, hits: Hits, first: int, further: bool = True) -> str:
    # What the opening verb acts on, by the head of its noun phrase: technical, laced, soft, product or none.
    lows = tokens.lows
    place, end = _skip_verbs(tokens, first), min(len(lows), first + _LONGEST_OBJECT)
    while place < end and (lows[place] in WORDS.determiners or lows[place] in WORDS.leading):
        place += 1
    while place < end:
        stop = _find_phrase_end(tokens, hits, place, end)
        if stop == place:
            return "none"
        head = lows[stop - 1]
        link = lows[stop] if stop < len(lows) else ""
        if further and link in WORDS.towards and any(hit.end == stop for hit in hits.people):
            # "Worked with engineers to build ...", "Mentored interns on Git"
            later = _judge_object(tokens, hits, stop + (2 if link == "to" else 1), False)
            if link == "to" or later == "technical":
                return later
        generic = head in WORDS.generic_heads and not _is_strong(hits, stop - 1)
        if not generic or tokens.low(stop) not in WORDS.carrying:
            return _grade(hits, place, stop)
        place = stop + 1
        while place < end and lows[place] in WORDS.determiners:
            place += 1
    return "none"


def _skip_verbs(tokens: Tokens, place: int) -> int:
    # "Designed, built and ran ...": the object stands behind the last verb.
    for _ in range(3):
        linked = tokens.low(place) in ("and", "or", "then")
        if not linked and tokens.gaps[place : place + 1] != [", "]:
            break
        low = tokens.low(place + linked)
        if not (low.endswith(("ed", "ing")) or low in IRREGULAR or low in VERBS):
            break
        place += 1 + linked
    return place


def _find_phrase_end(tokens: Tokens, hits: Hits, place: int, end: int) -> int:
    lows, clause = tokens.lows, tokens.clause
    within = clause[place]
    stop = place
    while stop < end and clause[stop] == within and (low := lows[stop]) not in WORDS.prepositions:
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
