"""All views and boards of the eight notebooks in one kernel, what each shows, and how it is told from one made anew."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import nbformat
from playwright.sync_api import Page

from browser.lab import _KERNEL, Lab
from prepkit.store import Workspace
from prepkit.workbook.templates import list_templates

DAY = "2026-01-26"
VIEW, ANEW = "view", "anew"  # the views that are followed, and those that are made again to compare with
_SHOWS = ("pk.live(", ".form(", "pk.forms.")
_OPEN = """import sys
import prepkit as pk
import ipywidgets as ipw
sys.path.append({tests!r})
from browser import saves

prep = pk.open_workspace({path!r}, {day!r})

def show(name, *views):  # in one output, of which JupyterLab would cut all but fifty
    for number, view in enumerate(views):
        view.add_class(f"probe-{{name}}-{{number}}")
    return ipw.VBox(views)"""
_EXECUTE = f"""async (code) => {{
  const future = {_KERNEL}.session.kernel.requestExecute({{code, store_history: false}});
  let said = '', failed = null;
  future.onIOPub = (message) => {{
    if (message.header.msg_type === 'stream') said += message.content.text;
    if (message.header.msg_type === 'error') failed = message.content.ename + ': ' + message.content.evalue;
  }};
  await future.done;
  if (failed) throw new Error(failed);
  return said;
}}"""
# What a person reads in a view: its text, what stands in its inputs and lists, and what its pictures say; no status.
_READ = """(name) => [...document.querySelectorAll(`[class*="probe-${name}-"]`)].map((view) => {
  const copy = view.cloneNode(true), fields = 'input, textarea, select';
  copy.querySelectorAll('style, .pk-status, .pk-error:empty').forEach(part => part.remove());
  const values = [...view.querySelectorAll(fields)].map(field => field.type === 'checkbox' || field.type === 'radio'
    ? String(field.checked) : field.value);
  const pictures = [...copy.querySelectorAll('[aria-label]')].map(part => part.getAttribute('aria-label'));
  const number = Number([...view.classList].find(one => one.startsWith(`probe-${name}-`)).split('-').at(-1));
  return [number, [copy.textContent.replace(/\\s+/g, ' ').trim(), ...values, ...pictures]];
})"""


Views = list[tuple[str, str]]


def list_views(notebook: str = "") -> Views:
    """Return what the notebooks show, or one of them: each notebook with the expression that a cell of it ends with."""
    found = []
    for path in list_templates():
        if not path.stem.startswith(notebook):
            continue
        for cell in nbformat.read(path, as_version=4).cells:
            if cell.cell_type == "code" and any(sign in cell.source for sign in _SHOWS):
                last = ast.parse(cell.source).body[-1]
                assert isinstance(last, ast.Expr), cell.source
                found.append((path.stem[:2], ast.unparse(last)))
    return found


def open_views(lab: Lab, page: Page, name: str, views: Views) -> Workspace:
    """Open a notebook that shows these views, in one output, and return the sample workspace that they are of."""
    workspace = Workspace.create(lab.files / name, sample=True)
    tests = str(Path(__file__).parent.parent)
    lab.write(
        f"{name}.ipynb", _OPEN.format(tests=tests, path=str(workspace.path), day=DAY), _write(VIEW, views), "pass"
    )
    lab.open(page, f"{name}.ipynb")
    lab.run(page)
    page.wait_for_function(f"document.querySelectorAll('[class*=\"probe-{VIEW}-\"]').length === {len(views)}")
    return workspace


def execute(page: Page, code: str) -> str:
    """Run code in the kernel of the notebook that is open, beside its cells; return what it printed."""
    said: str = page.evaluate(_EXECUTE, code)
    return said


def save_elsewhere(workspace: Workspace, mark: str, *kinds: str) -> list[float]:
    """Save records of these kinds, all if none is named, in a process of its own; return the moments of the saves."""
    command = [sys.executable, str(Path(__file__).with_name("saves.py")), str(workspace.path), DAY, mark, *kinds]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return [float(line) for line in done.stdout.split()]


def make_anew(page: Page, views: Views) -> None:
    """Show each view once more, made anew in the same kernel."""
    source = _write(ANEW, views)
    page.evaluate(
        "source => { window.jupyterapp.shell.currentWidget.content.model.cells.get(2).sharedModel.source = source }",
        source,
    )
    page.evaluate("""async () => {
      const panel = window.jupyterapp.shell.currentWidget;
      panel.content.activeCellIndex = 2;
      await window.jupyterapp.commands.execute('notebook:run-cell');
    }""")
    page.wait_for_function(f"document.querySelectorAll('[class*=\"probe-{ANEW}-\"]').length === {len(views)}")


def find_stale(page: Page, views: Views) -> dict[str, tuple[list[str], list[str]]]:
    """Return the views that show something else than those made anew: what they show, and what they should."""
    shown, anew = dict(page.evaluate(_READ, VIEW)), dict(page.evaluate(_READ, ANEW))
    return {
        f"{notebook} {source}": (shown[number], anew[number])
        for number, (notebook, source) in enumerate(views)
        if shown[number] != anew[number]
    }


def describe(stale: dict[str, tuple[list[str], list[str]]]) -> str:
    """Say where each stale view differs first."""
    lines = []
    for name, (shown, anew) in stale.items():
        pairs: Any = zip(shown, anew, strict=False)
        was, should = next(((one, other) for one, other in pairs if one != other), (shown[-1], anew[-1]))
        at = next((place for place, (a, b) in enumerate(zip(was, should, strict=False)) if a != b), 0)
        lines.append(json.dumps([name, was[max(at - 40, 0) : at + 60], should[max(at - 40, 0) : at + 60]]))
    return "\n".join(lines)


def _write(name: str, views: Views) -> str:
    sources = "".join(f"    {source},\n" for _, source in views)
    return f"show(\n    {name!r},\n{sources})"
