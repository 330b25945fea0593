"""Accessibility violations of a page, found by axe."""

from __future__ import annotations

from importlib import resources
from typing import Any

from playwright.sync_api import Page

# JupyterLab's body is 0 high and clips what overflows: axe would take all text for hidden and skip its contrast.
_UNCLIPPED = "html, body, .jp-LabShell { overflow: visible !important } body { height: 100vh }"
_RUN = """async (selector) => {
  const found = await axe.run({include: [[selector]]}, {resultTypes: ['violations']});
  return found.violations.map(v => [v.id, v.impact, v.nodes.map(n => n.html.slice(0, 200))]);
}"""


def find_violations(page: Page, selector: str) -> list[Any]:
    """Return each violated rule with its impact and the elements at fault, within what the selector names."""
    page.add_style_tag(content=_UNCLIPPED).evaluate("style => { style.dataset.test = 'axe' }")
    if not page.evaluate("'axe' in window"):
        page.evaluate(resources.files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8"))
    violations: list[Any] = page.evaluate(_RUN, selector)
    return violations
