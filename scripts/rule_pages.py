"""The page that explains every rule, and the map of what no rule checks: both written from the content."""

from __future__ import annotations

from prepkit.content.library import load
from prepkit.content.shapes.rules import KINDS, Unchecked
from prepkit.review.examples import explain
from prepkit.review.rules.rulebook import load_rules

_TITLES = {
    "AL": "Several kinds of text",
    "BU": "A resume line",
    "RE": "A whole resume",
    "ST": "A story",
    "LE": "A cover letter",
    "PR": "A PRFAQ",
    "TA": "A spoken answer",
}
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


def render_unchecked() -> str:
    """Return docs/rules-not-checked.md."""
    lines = [_UNCHECKED_HEAD]
    for kind in KINDS:
        entries = [entry for entry in load(Unchecked) if kind in entry.kinds]
        lines.append(f"## {kind.upper() if kind == 'prfaq' else kind.capitalize()}\n")
        lines += [f"- **{entry.what}** {entry.why} {entry.instead}" for entry in entries]
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"
