"""How long the notebooks' own code takes, against empty notebooks that import the same libraries."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from prepkit.workbook.templates import list_templates

CELLS = Path(__file__).with_name("cells.py")
ROUNDS = 3
MOST = 1.5


def test_own_code(benchmark: Callable[..., Any], say: Callable[[str], None], table: Any, tmp_path: Path) -> None:
    """All notebooks together on the sample, kernel start apart, against the imports alone, each in a fresh process."""
    own, imports = [], []
    for path in list_templates():
        modules = tmp_path / f"{path.stem}.json"
        first = _run(str(path))
        modules.write_text(json.dumps(first["modules"]), encoding="utf-8")
        taken = [(_run(str(path))["seconds"], _run("--imports", str(modules))["seconds"]) for _ in range(ROUNDS)]
        own.append(statistics.median(code for code, _ in taken))
        imports.append(statistics.median(alone for _, alone in taken))
        say(f"  {path.stem}: {own[-1]:.2f} s, its imports alone {imports[-1]:.2f} s, {own[-1] / imports[-1]:.2f} times")
    ratio = sum(own) / sum(imports)
    table.at_most("the notebooks' own code", "imports of the same libraries", ratio, MOST)
    benchmark.pedantic(lambda: _run(str(list_templates()[0])), rounds=1)


def _run(*arguments: str) -> Any:
    done = subprocess.run([sys.executable, str(CELLS), *arguments], check=True, capture_output=True, text=True)
    return json.loads(done.stdout.splitlines()[-1])
