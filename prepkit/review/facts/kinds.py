"""What kind a quantity is, from the metric beside it, what it counts, and the verb that governs it."""

from __future__ import annotations

import bisect

from prepkit.review.facts.lexicon import Hit, Hits, Lexicon
from prepkit.review.facts.model import QuantityKind
from prepkit.review.facts.numerals import Numeral
from prepkit.review.facts.tokens import Tokens

_FARTHEST = 12  # metrics that are looked at, to either side of a number
Found = tuple[QuantityKind, Hit | None]
_BOOKS = frozenset("book books portfolio portfolios budget budgets aum assets p&l fund funds business company firm retailer market industry program programme"
                   " contract contracts division segment territory line account accounts balance loan loans enterprise brand".split())  # fmt: skip
_HOLDING = frozenset("managed manage managing manages oversaw overseeing oversee handled handling owned owning own administered supervised covering covered cover"
                     " allocated processing processed analyzed serving responsible planned spanning representing totaling totalling worth over for forecasting".split())  # fmt: skip
_GAINING = frozenset("gained gain gaining added adding add acquired acquiring acquire signed signing won win winning attracted attracting onboarded onboarding"
                     " converted converting convert reached reaching reach retained retaining retain recovered reactivated grew growing grow grown brought bringing"
                     " selling sold sell enrolled enrolling doubled registered saved saving kept drew drawing generated generating gave hit exceeding exceeded drove"
                     " driving additional new more extra increased increase increasing raised raising to secured landed closed booked delivered yielding earning earned"
                     " expanded expanding extended extending rose climbed prevented preventing recruited recruiting avoided avoiding eliminated eliminating blocked rescued removing removed cut cutting reduced reducing".split())  # fmt: skip
_SELLING = frozenset("selling sold sell signed signing won winning booked closed landed secured".split())
_JOINING = frozenset("signed joined enrolled subscribed adopted adopt use uses used switched upgraded registered returned open opened bought renewed downloaded"
                     " come stay stayed return finish carry choose keep kept renew pay paid apply applied came backed took converted moved rely relied now daily started completed".split())  # fmt: skip
_USED = frozenset({"used", "adopted", "by", "joined", "chosen", "trusted", "read"})
_FINDING = frozenset("found uncovered discovered showed showing revealed identified where diagnosed estimated learned that noticed spotted".split())
_BRIDGES = frozenset("lift increase reduction decrease drop gain improvement growth decline jump savings saving uplift rise cut boost change fall dip surge speedup".split())
_AMOUNTS = frozenset("more fewer less higher lower faster better greater larger smaller additional extra increased reduced improved relative absolute average of in"
                     " the a our their overall monthly weekly daily annual yearly quarterly total point points year over yoy mom month on end gain lift to new".split())  # fmt: skip
_SPEED = frozenset({"faster", "quicker", "slower", "speedup", "speed", "sooner", "earlier"})
_FASTER = frozenset({"less", "fewer", "more", "faster", "quicker", "slower", "speedup", "speed", "sooner", "earlier"})
_STEP_BACK = frozenset("saved saving save saves freed freeing free cut cutting reduced reducing by back spared sparing shortened shaved eliminating eliminated"
                       " reclaimed took waited wait gave giving give gives avoided".split())  # fmt: skip
_LASTING = frozenset("in over within during for after every per last past next first following a the about across than under before of only".split())
_PERIODS = frozenset("test pilot trial project plan roadmap program programme experiment sprint sprints study survey period window horizon course campaign contract"
                     " history backlog rollout tenure internship beta run launch recommender".split())  # fmt: skip
_BYTES = frozenset({"gb", "tb", "pb", "mb", "kb"})
_RATES = frozenset({"rps", "qps", "tps", "fps"})
_TECHNICAL_TIMES = frozenset({"ms", "millisecond", "milliseconds", "µs", "us"})
_SIZING = frozenset("across of for from on in with over among analyzed processed modeled handled cleaned tracked covering analyzing processing using".split())
_MACHINE_TIMES = frozenset({"processing time", "setup time", "efficiency", "search time", "lead time of jobs", "costs of compute"})
_LOOSE = frozenset({"requests", "training", "training time", "build", "pages", "storage", "coverage", "setup", "deployments"})
_AMBIGUOUS = frozenset(
    "response time|response times|error rate|error rates|failure rate|failures|incidents|training|training time|availability|coverage|requests|errors|error|build"
    "|pages|storage|bugs|hit rate|bias|confidence|detection rate|processing speed|run time|run times|deployments|setup|lag|map|p|accuracy|duplicates|sensitivity"
    "|precision|recall|loss|calibration|throughput|inference|significance|downtime|outages|uptime".split("|")
)


class Context:
    """What `judge` needs to know of a text, worked out once."""

    def __init__(self, tokens: Tokens, hits: Hits, lexicon: Lexicon) -> None:
        self.tokens = tokens
        self.lexicon = lexicon
        self.metrics = hits.metrics
        self.metric_starts = [hit.start for hit in hits.metrics]
        self.metric_at = {place: hit for hit in hits.metrics for place in range(hit.start, hit.end)}
        self.strong = [hit for hit in hits.technical if not hit.soft]
        self.technical_segments = {tokens.segment[hit.start] for hit in self.strong}
        self.people = {hit.end - 1: hit.role for hit in hits.people if hit.role in ("customer", "place", "colleague")}
        self.customers = "customer" in self.people.values()

    def words_of(self, hit: Hit) -> str:
        """Return a hit's words, lower case."""
        return " ".join(self.tokens.lows[hit.start : hit.end])

    def kind_of(self, hit: Hit) -> QuantityKind:
        """Return the kind of a metric; an ambiguous word is technical only in technical company."""
        words = self.words_of(hit)
        if words == "mrr" and self.strong:
            return "model"
        if words in _MACHINE_TIMES and self.strong and not self.customers:
            return "model"
        if hit.role == "model" and words in _AMBIGUOUS and hit.family == "performance" and (self.customers or words in _LOOSE):
            if all(one.start < hit.end and hit.start < one.end for one in self.strong):
                return "business"
        return hit.role  # type: ignore[return-value]


def judge(context: Context, numeral: Numeral, paired: bool) -> Found:
    """Return the kind of a quantity and the metric that said so."""
    if numeral.unit == "money":
        return _judge_money(context, numeral)
    if numeral.symbol in _BYTES:
        metric = _before(context, numeral) if _changes(context, numeral) else None
        return ("model" if metric and metric.role == "model" else "scale"), metric
    if numeral.symbol in _RATES or numeral.symbol in _TECHNICAL_TIMES:
        return "model", _before(context, numeral)
    if numeral.unit == "time":
        return _judge_time(context, numeral, paired)
    if numeral.unit == "count":
        return _judge_count(context, numeral, paired)
    return _judge_share(context, numeral, paired)


def _judge_money(context: Context, numeral: Numeral) -> Found:
    tokens = context.tokens
    for place in range(numeral.last, min(numeral.last + 5, len(tokens.lows))):
        if not tokens.joined(place) or tokens.low(place) in context.lexicon.grammar["prepositions"]:
            break
        if tokens.lows[place] in _BOOKS:
            return "scale", None
        if tokens.lows[place] in ("savings", "revenue", "sales", "profit", "increase", "lift", "saving"):
            return "business", None
    for place in range(numeral.first - 1, max(-1, numeral.first - 4), -1):
        low = tokens.lows[place]
        if low in _BOOKS and tokens.low(numeral.first - 1) in ("above", "over", "of", "worth", "exceeding", "totaling", "totalling"):
            return "scale", None
        if low in _HOLDING and low not in ("over", "for", "worth"):
            return "scale", None
        if low in context.lexicon.grammar["change"] or not tokens.joined(place + 1):
            break
    return "business", _before(context, numeral)


def _judge_time(context: Context, numeral: Numeral, paired: bool) -> Found:
    tokens = context.tokens
    before, following = tokens.low(numeral.first - 1), tokens.low(numeral.last)
    if numeral.hyphened and not paired and (following in _PERIODS or before in ("a", "an", "the")) and following not in ("lag", "latency"):
        return "scale", None
    if before in ("in", "over", "within", "during", "after", "every", "last", "past", "for") and not paired and following not in ("less", "sooner"):
        return "scale", None
    metric = _before(context, numeral) or (_after(context, numeral) if not paired else None)
    near = _near_technical(context, numeral)
    signed = tokens.text[numeral.start] in "-−–+"
    changed = paired or signed or _saves(tokens, numeral) or following in ("sooner", "faster", "less", "earlier", "shorter", "quicker", "saved")
    if metric and (kind := context.kind_of(metric)) != "scale" and (changed or _touches(tokens, metric, numeral)):
        if metric.family == "effort" and near and not context.people:
            return "model", metric
        return kind, metric
    if not changed and (before in _LASTING or numeral.symbol in ("quarters", "years", "year", "months", "month")):
        return "scale", None
    if changed:
        return ("model" if near and not context.customers else "business"), None
    if following in ("a", "per", "each") and not near:
        return "business", None
    return ("model" if near and numeral.symbol in ("s", "sec", "secs", "second", "seconds") else "scale"), None


def _saves(tokens: Tokens, numeral: Numeral) -> bool:
    for place in range(numeral.first - 1, max(-1, numeral.first - 5), -1):
        if tokens.lows[place] in _STEP_BACK:
            return True
        if tokens.lows[place] in ("in", "within", "over", "during", "after") or tokens.clause[place] != tokens.clause[numeral.first]:
            return False
    return False


def _judge_count(context: Context, numeral: Numeral, paired: bool) -> Found:
    tokens, noun = context.tokens, numeral.noun
    counted = context.metric_at.get(noun)
    before, following = tokens.low(numeral.first - 1), tokens.low(numeral.last)
    if following in ("per", "a", "/") and tokens.low(numeral.last + 1) in ("second", "sec", "s"):
        return "model", counted
    if numeral.symbol and not counted:
        return "scale", None
    gains = _gains(tokens, numeral, context.lexicon)
    between = tokens.lows[numeral.first : noun]
    fewer = "fewer" in between or "less" in between or "more" in between or "new" in between or "additional" in between
    if noun in context.people or _ends_like_people(tokens.low(noun)):
        joins = following in _JOINING or before in _USED or tokens.low(noun + 1) in _JOINING
        joins = joins or (following in ("who", "that") and tokens.low(numeral.last + 1) in _JOINING)
        customer = context.people.get(noun, "customer") == "customer"
        if before == "by" and tokens.low(numeral.first - 2) not in _USED:
            joins = False
        won = (gains or fewer) and customer or gains and "new" in between
        return ("business" if won or joins else "scale"), None
    if counted and context.kind_of(counted) != "scale":
        if counted.family in ("growth", "engagement") and before not in _SIZING and tokens.low(numeral.first - 2) not in _HOLDING:
            return "business", counted
        return (context.kind_of(counted) if gains or paired or fewer or counted.role == "model" else "scale"), counted
    governing = _before(context, numeral)
    if any(low in _SELLING for low in tokens.lows[max(0, numeral.first - 3) : numeral.first]) and gains:
        return "business", None
    if governing and context.kind_of(governing) != "scale" and (paired or (not counted and _touches(tokens, governing, numeral))):
        return context.kind_of(governing), governing
    if gains and ("new" in between or "additional" in between) and not _near_technical(context, numeral):
        return "business", counted
    if paired or fewer:
        return ("model" if _near_technical(context, numeral) and not counted else "scale" if counted else "business"), counted
    return "scale", counted


def _ends_like_people(low: str) -> bool:
    return low.endswith(("ists", "ians", "ees")) or (low.endswith(("ers", "ors")) and low not in ("numbers", "others", "orders", "papers", "layers", "parameters",
                                                     "clusters", "servers", "containers", "filters", "errors", "factors", "vectors", "sensors", "offers", "quarters", "centers"))  # fmt: skip


def _gains(tokens: Tokens, numeral: Numeral, lexicon: Lexicon) -> bool:
    for place in range(numeral.first - 1, max(-1, numeral.first - 4), -1):
        low = tokens.lows[place]
        if tokens.clause[place] != tokens.clause[numeral.first]:
            return False
        if low in _GAINING and (low != "to" or any(one in _GAINING for one in tokens.lows[max(0, place - 5) : place])):
            return True
        if low in ("for", "across", "with", "among", "of", "on", "in", "serving", "from"):
            return False
    return tokens.low(numeral.last) in ("gained", "acquired", "saved")


def _judge_share(context: Context, numeral: Numeral, paired: bool) -> Found:
    tokens = context.tokens
    if tokens.low(numeral.first - 1) in ("n", "k") and tokens.gaps[numeral.first].strip() == "=":
        return "scale", None
    if tokens.low(numeral.first - 1) == "of" and tokens.low(numeral.first - 2) in ("team", "staff", "crew", "squad", "group"):
        return "scale", None
    following = tokens.low(numeral.last)
    if (following == "of" and numeral.unit == "percent" or numeral.noun >= 0) and _finds(tokens, numeral):
        return "scale", None
    inside = context.metric_at.get(numeral.noun)
    if following in _FASTER and not _has_metric(context, numeral) and context.customers:
        return "business", None
    for metric in (inside, _after(context, numeral), _before(context, numeral), _elsewhere(context, numeral)):
        if metric and context.kind_of(metric) != "scale":
            return context.kind_of(metric), metric
    near = _near_technical(context, numeral)
    if following in _JOINING and not near:
        return "business", None
    if numeral.unit == "number" and not paired:
        below = numeral.value < 1 and numeral.value > 0 and not numeral.word
        return ("model" if below and (near or context.strong) else "scale"), None
    if following in _SPEED and near:
        return "model", None
    if following == "of" and not near:
        return "business", None
    return ("model" if near and not context.customers else "business"), None


def _has_metric(context: Context, numeral: Numeral) -> bool:
    hit = _before(context, numeral)
    return hit is not None and hit.role != "scale" and context.tokens.clause[hit.start] == context.tokens.clause[numeral.first]


def _finds(tokens: Tokens, numeral: Numeral) -> bool:
    back = tokens.lows[max(0, numeral.first - 4) : numeral.first]
    return any(low in _FINDING for low in back)


def _after(context: Context, numeral: Numeral) -> Hit | None:
    # "12% higher AUC", "35% reduction in latency", "92% accuracy", "40% of churn"
    tokens = context.tokens
    bridged = False
    place = numeral.last
    while place < min(numeral.last + 6, len(tokens.lows)) and tokens.joined(place):
        low = tokens.lows[place]
        hit = context.metric_at.get(place)
        if hit:
            return (context.metric_at.get(hit.end) if tokens.joined(hit.end) else None) or hit
        if low == "in" and not bridged:
            return None
        bridged = bridged or low in _BRIDGES
        if low not in _AMOUNTS and not bridged and (low in context.lexicon.grammar["prepositions"] or low[0].isdigit()):
            return None
        if low in ("by", "with", "for", "through", "via", "after", "to", "using", "from", "and", "while"):
            return None
        place += 1
    return None


def _before(context: Context, numeral: Numeral) -> Hit | None:
    # The nearest metric in front, of the same clause; failing that, of an earlier clause of the same segment.
    tokens = context.tokens
    clause, segment = tokens.clause[numeral.first], tokens.segment[numeral.first]
    scale: Hit | None = None
    last = bisect.bisect_left(context.metric_starts, numeral.first) - 1
    for place in range(last, max(-1, last - _FARTHEST), -1):
        hit = context.metrics[place]
        if tokens.segment[hit.start] != segment:
            break
        if hit.end > numeral.first:
            continue
        if hit.role != "scale":
            return hit
        if tokens.clause[hit.start] == clause:
            scale = scale or hit
    return scale


def _elsewhere(context: Context, numeral: Numeral) -> Hit | None:
    # A figure in brackets measures what stands before them; else what the rest of the segment names.
    tokens = context.tokens
    segment = tokens.segment[numeral.first]
    after = bisect.bisect_left(context.metric_starts, numeral.last)
    if any(mark in tokens.gaps[numeral.first] for mark in "(—–:"):
        for hit in reversed(context.metrics[max(0, after - _FARTHEST) : after]):
            if hit.end <= numeral.first and tokens.segment[hit.start] == segment - 1 and hit.role != "scale":
                return hit
    for hit in context.metrics[after : after + _FARTHEST]:
        if tokens.segment[hit.start] != segment:
            break
        if hit.role != "scale":
            return hit
    return None


def _touches(tokens: Tokens, hit: Hit, numeral: Numeral) -> bool:
    return 0 <= numeral.first - hit.end <= 3 and tokens.clause[hit.start] == tokens.clause[numeral.first] or hit.start >= numeral.last


def _changes(context: Context, numeral: Numeral) -> bool:
    tokens = context.tokens
    return any(low in context.lexicon.grammar["change"] for low in tokens.lows[max(0, numeral.first - 6) : numeral.first])


def _near_technical(context: Context, numeral: Numeral) -> bool:
    return context.tokens.segment[numeral.first] in context.technical_segments
