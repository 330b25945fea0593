"""Print how simple the house is: what was measured at first, what is asked for, and what stands now.

What can be read from the tree is counted anew, with the standard library alone; what takes minutes to measure (times,
ratios, what a browser shows) is printed as it was recorded last, in `scripts/measured.toml`.

    python scripts/measure.py                       the table
    python scripts/measure.py --record quick=55     note a figure, with today's date and this machine's cores
    python scripts/measure.py --root ../older       the table of another checkout
"""

from __future__ import annotations

import argparse
import ast
import datetime as dt
import os
import re
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
RECORDED = HERE / "measured.toml"
CODE = {".py", ".js", ".css", ".j2"}
_TAG = re.compile(
    r"(?<!\?P)</?(?:a|article|b|body|br|button|caption|code|dd|details|div|dl|dt|em|fieldset|figure|h[1-6]|head|html|i|img|input"
    r"|label|legend|li|link|main|meta|nav|ol|option|p|pre|script|section|select|small|span|strong|style|summary|svg"
    r"|table|tbody|td|textarea|th|thead|title|tr|ul)(?=[\s>/]|$)"
)
_SAVING = re.compile(r"^_*(save|keep|store|write)")


@dataclass(frozen=True)
class Row:
    """One line of the table: what, the figure at first, the limit, and the figure now; `least` if more is better."""

    what: str
    first: str
    limit: float | None
    now: float | None
    note: str = ""
    least: bool = False

    def verdict(self) -> str:
        """Say whether the limit is met."""
        if self.now is None or self.limit is None:
            return "-"
        met = self.now >= self.limit if self.least else self.now <= self.limit
        return "met" if met else "MISSED"


def main() -> int:
    """Print the table, or record figures; 1 if a limit is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--root", type=Path, default=HERE.parent, help="the checkout to look at")
    parser.add_argument("--record", nargs="+", metavar="NAME=FIGURE", help=f"names: {', '.join(SLOW)}")
    options = parser.parse_args()
    if options.record:
        record(options.record)
        return 0
    rows = [*measure(options.root), *recall()]
    print_table(rows)
    return any(row.verdict() == "MISSED" for row in rows)


def measure(root: Path) -> Iterator[Row]:
    """Count what can be read from the tree of a checkout."""
    package = root / "prepkit"
    trees = {path: ast.parse(path.read_text(encoding="utf-8")) for path in sorted(package.rglob("*.py"))}
    lines = sum(path.read_text(encoding="utf-8").count("\n") for path in trees)
    yield Row("lines of Python in prepkit/", "33,837", 28_000, lines)
    yield Row("files of Python in prepkit/", "338", 270, len(trees))
    savers = find_savers(trees)
    yield Row("places where what was typed is saved", "7", 1, len(savers), _name(savers, package))
    described = find_descriptions(trees)
    yield Row("descriptions of a workspace, beside its class", "6", 1, len(described), _name(described, package))
    marked = find_markup(trees, package)
    yield Row("files with html.escape or tags outside show/", "50", 5, len(marked), _name(marked, package))
    (folder, count), *_ = _count_files(package, CODE)
    (fullest, of_all), *_ = _count_files(package, None)
    python = dict(_count_files(package, {".py"}))[folder]
    note = f"{folder}, {python} of them Python; of all kinds of files, {fullest} with {of_all}"
    yield Row("largest folder, in files of Python, scripts and styles", "80", 20, count, note)
    yield Row("public names at the top", "111", 40, count_names(root))


def find_savers(trees: dict[Path, ast.Module]) -> list[Path]:
    """Return the files in which a method that saves also says what becomes of what could not be saved.

    Such a method is handed to a class that waits for a pause, or stands in that class. One that only writes is none:
    the waiting, the locks, what stays unsaved and the words for a failure are the saver's.
    """
    waiting = {
        node.name: path
        for path, tree in trees.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef) and any(_is_named(part, "Timer") for part in ast.walk(node))
    }
    found = []
    for path, tree in trees.items():
        methods = {node.name: node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
        handed = {
            given.attr
            for node in ast.walk(tree)
            if isinstance(node, ast.Call) and any(_is_named(node.func, name) for name in waiting)
            for given in node.args
            if isinstance(given, ast.Attribute) and _SAVING.match(given.attr)
        }
        own = {name for name in methods if _SAVING.match(name)} if path in waiting.values() else set()
        if any(_catches(methods[name]) for name in handed | own if name in methods):
            found.append(path)
    return found


def _catches(function: ast.FunctionDef) -> bool:
    return any(isinstance(node, ast.ExceptHandler) for node in ast.walk(function))


def find_descriptions(trees: dict[Path, ast.Module]) -> list[Path]:
    """Return the files with a Protocol of which most members are a workspace's or a collection's."""
    stored = {
        name
        for path, tree in trees.items()
        if path.parent.name == "store"
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef) and node.name in ("Workspace", "Collection")
        for name in _list_members(node)
    }
    return [
        path
        for path, tree in trees.items()
        if any(
            isinstance(node, ast.ClassDef)
            and any(_is_named(base, "Protocol") for base in node.bases)
            and len(stored & set(_list_members(node))) * 2 > len(set(_list_members(node)))
            and not any(_is_named(base, "Collection") for base in node.bases)  # it only adds to a description
            for node in ast.walk(tree)
        )
    ]


def find_markup(trees: dict[Path, ast.Module], package: Path) -> list[Path]:
    """Return the files outside show/ that escape HTML or hold tags in their texts; docstrings do not count."""
    return [
        path
        for path, tree in trees.items()
        if path.relative_to(package).parts[0] != "show" and any(_is_markup(node) for node in _walk_code(tree))
    ]


def count_names(root: Path) -> int:
    """Return how many names the package offers at its top."""
    command = [sys.executable, "-c", "import prepkit; print(len(prepkit.__all__))"]
    environment = {**os.environ, "PYTHONPATH": str(root.resolve())}
    return int(subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=True).stdout)


@dataclass(frozen=True)
class Slow:
    """A figure that is measured elsewhere: what, the figure at first, the limit, and the command that measures it."""

    what: str
    first: str
    limit: float
    command: str
    least: bool = False


SLOW = {
    "stale": Slow("views stale 300 ms after a save, same kernel", "43", 0, "make bench, each notebook on its own"),
    "stale-other": Slow("views stale 1.5 s after a save, other kernel", "43", 0, "make bench, all in one kernel"),
    "build": Slow("first build against a loop of papermill", "12", 14, "make bench", least=True),
    "unchanged": Slow("the same, nothing changed", "18", 25, "make bench", least=True),
    "cohort": Slow("cohort, a person, against the limit", "1.1-1.7", 1.2, "make bench"),
    "test": Slow("seconds of `make test`", "600-660", 420, "time make test"),
    "quick": Slow("seconds of `make quick`", "none", 60, "time make quick"),
    "field": Slow("places to touch for a new field of Story", "trap", 1, "CONTRIBUTING, five changes"),
    "chart": Slow("places to touch for a chart with its table", "5-13", 3, "CONTRIBUTING, five changes"),
    "kind": Slow("places to touch for a kind of record", "12", 4, "CONTRIBUTING, five changes"),
}


def recall() -> Iterator[Row]:
    """Return what was recorded of the figures that are measured elsewhere."""
    known = tomllib.loads(RECORDED.read_text(encoding="utf-8")) if RECORDED.exists() else {}
    for name, slow in SLOW.items():
        said = known.get(name)
        note = f"{said['on']}, {said['cores']} cores: {slow.command}" if said else f"not recorded; run {slow.command}"
        yield Row(slow.what, slow.first, slow.limit, said["figure"] if said else None, note, slow.least)


def record(figures: list[str]) -> None:
    """Write figures, given as NAME=FIGURE, into the file of those that are measured elsewhere."""
    known = tomllib.loads(RECORDED.read_text(encoding="utf-8")) if RECORDED.exists() else {}
    for given in figures:
        name, _, figure = given.partition("=")
        if name not in SLOW:
            raise SystemExit(f'no figure "{name}"; there are: {", ".join(SLOW)}')
        known[name] = {"figure": float(figure), "on": dt.date.today().isoformat(), "cores": os.cpu_count()}
    lines = ["# Written by scripts/measure.py --record; `make measure` prints it.\n"]
    for name in sorted(known):
        values = known[name]
        lines.append(
            f'{name} = {{ figure = {values["figure"]:g}, on = "{values["on"]}", cores = {values["cores"]} }}\n'
        )
    RECORDED.write_text("".join(lines), encoding="utf-8")


def print_table(rows: list[Row]) -> None:
    """Print rows as a Markdown table, and under it where the counted places are."""
    print("| what | at first | at most / least | now | |\n|---|---:|---:|---:|---|")
    for row in rows:
        limit = "" if row.limit is None else f"{row.limit:,g}"
        now = "?" if row.now is None else f"{row.now:,g}" if row.now != int(row.now) else f"{int(row.now):,}"
        print(f"| {row.what} | {row.first} | {limit} | {now} | {row.verdict()} |")
    print()
    for row in rows:
        if row.note:
            print(f"- {row.what}: {row.note}")


def _walk_code(tree: ast.Module) -> Iterator[ast.AST]:
    """All nodes but the strings that stand alone, which are docstrings."""
    alone = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
    }
    return (node for node in ast.walk(tree) if id(node) not in alone)


def _is_markup(node: ast.AST) -> bool:
    if isinstance(node, ast.Constant):
        return isinstance(node.value, str) and _TAG.search(node.value) is not None
    if isinstance(node, ast.ImportFrom):
        return node.module == "html" and any(alias.name == "escape" for alias in node.names)
    return isinstance(node, ast.Attribute) and node.attr == "escape" and _is_named(node.value, "html")


def _is_named(node: ast.AST, name: str) -> bool:
    """Whether an expression is a name, or ends in it, subscripted or not."""
    if isinstance(node, ast.Subscript):
        return _is_named(node.value, name)
    return (isinstance(node, ast.Name) and node.id == name) or (isinstance(node, ast.Attribute) and node.attr == name)


def _list_members(node: ast.ClassDef) -> Iterator[str]:
    """The public names of a class: what it defines, annotates, or sets on itself."""
    for part in ast.walk(node):
        name = ""
        if isinstance(part, ast.FunctionDef):
            name = part.name
        elif isinstance(part, ast.AnnAssign) and isinstance(part.target, ast.Name | ast.Attribute):
            name = part.target.id if isinstance(part.target, ast.Name) else part.target.attr
        elif isinstance(part, ast.Assign) and isinstance(part.targets[0], ast.Attribute):
            name = part.targets[0].attr
        if name and not name.startswith("_"):
            yield name


def _count_files(package: Path, ends: set[str] | None) -> list[tuple[str, int]]:
    """Folders with how many files they hold, the fullest first; `ends` are the kinds that count, None counts all."""
    files = (path for path in package.rglob("*") if path.is_file() and path.suffix != ".pyc")
    counts = Counter(path.parent for path in files if ends is None or path.suffix in ends)
    return [(f"{folder.relative_to(package.parent).as_posix()}/", count) for folder, count in counts.most_common()]


def _name(paths: list[Path], package: Path) -> str:
    names = [path.relative_to(package).as_posix() for path in paths]
    return ", ".join(names[:12]) + (f" and {len(names) - 12} more" if len(names) > 12 else "")


if __name__ == "__main__":
    raise SystemExit(main())
