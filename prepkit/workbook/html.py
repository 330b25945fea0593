"""Templates of the pages that a workbook writes: text is escaped, and a name that is missing is a fault."""

from __future__ import annotations

import jinja2

from prepkit.planning.words import say_date


def load_templates(package: str) -> jinja2.Environment:
    """Return the templates in the folder `pages` of a package; their filter `date` says a date in full."""
    templates = jinja2.Environment(
        loader=jinja2.PackageLoader(package, "pages"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    templates.filters["date"] = say_date
    return templates
