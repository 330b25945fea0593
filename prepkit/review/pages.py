"""The page that explains every rule, and the map of what no rule checks: both written from the content."""

from __future__ import annotations

from collections.abc import Iterator

from prepkit.content.library import find, load
from prepkit.content.rule_shapes import KINDS, Example, Rule, Unchecked
from prepkit.content.shapes import Source
from prepkit.review.rulebook import load_rules

_TITLES = {
    "AL": "Several kinds of text",
    "BU": "A resume line",
    "RE": "A whole resume",
    "ST": "A story",
    "LE": "A cover letter",
    "PR": "A PRFAQ",
    "TA": "A spoken answer",
}
_SHOWN = 240
_RULES_HEAD = """# Rules of the reviewer

Each rule is a value in `prepkit/content/rules/`; `make docs` writes this page from there.
A rule speaks up where the text gives a reason to, and is silent where it cannot tell. Severity: an **error** would
surely cost you in the interview, a **warning** probably, an **info** is a matter of style. What no rule sees stands
in [rules-not-checked.md](rules-not-checked.md).

The forms judge their long fields while you type. A resume line is held to all rules for a bullet. Any other field is
one part of a text, so only the rules marked *also for one field alone* hold for it, in the sections that they name,
and of a field under 12 words only single words are judged: the rest may be on its way.
"""
_UNCHECKED_HEAD = """# What no rule checks

A text without findings is a text without *these* findings. Below is what good advice asks for besides, and what you
can do about it yourself. The rules stand in [rules.md](rules.md). `make docs` writes this page.
"""


def render_rules() -> str:
    """Return docs/rules.md: for each rule what it says, why, an example, what instead, its limits and its source."""
    rules = load_rules()
    lines = [_RULES_HEAD]
    for prefix, title in _TITLES.items():
        mine = [rule for rule in rules if rule.id.startswith(prefix)]
        lines.append(f"## {title}\n")
        lines.append("| code | name | severity |\n|---|---|---|")
        lines += [f"| [{rule.id}](#{rule.id.lower()}-{rule.name}) | {rule.name} | {rule.severity} |" for rule in mine]
        lines.append("")
        lines += [line for rule in mine for line in explain(rule)]
    return "\n".join(lines).rstrip() + "\n"


def explain(rule: Rule) -> Iterator[str]:
    """Yield the lines that explain one rule, in Markdown."""
    yield f"### {rule.id} {rule.name}\n"
    milder = "".join(f", {severity} in a {kind}" for kind, severity in rule.milder.items())
    yield f"{rule.severity.capitalize()}{milder}. Kinds: {', '.join(rule.kinds)}{_say_alone(rule)}.\n"
    yield f"**It says:** {rule.message}\n"
    yield f"**Why it matters:** {rule.why}\n"
    yield f"**Instead:** {rule.instead}\n"
    yield f"**Example of the fault:**\n\n{_quote(rule.bad[0])}\n"
    yield f"**Not a fault:**\n\n{_quote(rule.good[0])}\n"
    yield f"**Known limits:** {rule.limits}\n"
    yield f"**Source:** {'; '.join(_cite(source) for source in rule.source)}.\n"


def _say_alone(rule: Rule) -> str:
    where = f" ({', '.join(rule.match.sections)})" if rule.match.sections else ""
    return f"; also for one field alone{where}" if rule.alone else ""


def render_unchecked() -> str:
    """Return docs/rules-not-checked.md."""
    lines = [_UNCHECKED_HEAD]
    for kind in KINDS:
        entries = [entry for entry in load(Unchecked) if kind in entry.kinds]
        lines.append(f"## {kind.upper() if kind == 'prfaq' else kind.capitalize()}\n")
        lines += [f"- **{entry.what}** {entry.why} {entry.instead}" for entry in entries]
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def _quote(example: Example) -> str:
    text = example.write()
    shown = text if len(text) <= _SHOWN else f"{text[:_SHOWN].rsplit(' ', 1)[0]} ..."
    return "\n".join(f"    {line}".rstrip() for line in shown.splitlines())


def _cite(source: str) -> str:
    return f"{source} ({find(Source, source).title})"
