"""LaTeX in: refused with what to do, for what stands on its pages is known only when it was compiled."""

from __future__ import annotations

from typing import NoReturn

from prepkit.errors import UsageError


def refuse_latex(name: str) -> NoReturn:
    """Refuse a LaTeX source.

    Raises:
        UsageError: always; it says how to bring the resume in.
    """
    cure = "Compile it (pdflatex, xelatex, or Overleaf's Download PDF) and import the PDF"
    raise UsageError("a LaTeX source, which is not read as it stands", where=name, cure=cure)
