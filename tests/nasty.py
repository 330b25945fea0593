"""Cells that break careless runners of notebooks, and a way to compare what two runners made of them."""

from __future__ import annotations

import itertools
import json
import re
from pathlib import Path
from typing import Any

import nbformat

# One notebook that runs through, however odd its cells are.
HARD = [
    "import sys, os\nprint('a')\nprint('b', file=sys.stderr)\nprint('c')",
    "from IPython.display import HTML, JSON, SVG, Image, Latex, Markdown, clear_output, display\n"
    "display(HTML('<b>x</b>'), Markdown('# m'), JSON({'a': (1, 2)}), Latex('$x$'))",
    "Image(data=b'\\x89PNG\\r\\n', format='png')",
    "import pandas as pd\npd.DataFrame({'a': [1, 2], 'b': ['x', 'y']})",
    "import matplotlib.pyplot as plt\nplt.plot([1, 2]); plt.show()\nfig, ax = plt.subplots(figsize=(2, 1))",
    "handle = display('one', display_id='d1')",
    "handle.update('two'); display('three', display_id='d1', metadata={'k': 1})",
    "print(1); clear_output(); print(2); clear_output(wait=True); print(3)",
    "{1: 2, (3, 4): float('nan')}",
    "print('\\u2028 文 👩‍🔬 \\x1b[31mred\\x1b[0m \\x00'); '\\ud800'",
    "import ipywidgets as w\nbox = w.VBox([w.Text('t'), w.Image(value=b'abc\\x00', format='png')]); box",
    "out = w.Output(); display(out)",
    "with out:\n    print('inside'); display('d')\nprint('outside')",
    "out.clear_output()\nwith out:\n    print('again')",
    "import time; time.sleep(0.1); out.outputs",
    "slider = w.interactive(lambda x: x * 2, x=3); slider",
    "slider.children[0].value = 7",
    "import asyncio\nawait asyncio.sleep(0.01); 7",
    "async def count():\n    return 3\ntask = asyncio.create_task(count())",
    "await task, await asyncio.gather(count(), count()), asyncio.get_running_loop().is_running()",
    "import threading\n"
    "late = threading.Thread(target=lambda: (time.sleep(0.3), print('late')), daemon=True); late.start()",
    "time.sleep(0.6); print('end')",
    "threading.Thread(target=time.sleep, args=(300,), daemon=True).start()",
    "!echo hi; echo err >&2",
    "get_ipython().system('echo two')",
    "%%bash\necho bash\necho berr >&2",
    "import subprocess as s\ns.Popen(['sleep', '300']); s.Popen(['sleep', '300'], start_new_session=True); 1",
    "open('reloaded.py', 'w').write('v = 1\\n')\n%load_ext autoreload\n%autoreload 2\nimport reloaded; reloaded.v",
    "open('reloaded.py', 'w').write('v = 22\\n'); os.utime('reloaded.py', (time.time() + 5,) * 2)",
    "reloaded.v",
    "[sys.path[0], sys.argv[0].split('/')[-1], get_ipython().__class__.__name__, __name__, sys.stdin.read()]",
    "{name: os.environ.get(name) for name in ('TERM', 'FORCE_COLOR', 'PAGER', 'MPLBACKEND', 'COLUMNS')}",
    "import signal, matplotlib; signal.getsignal(signal.SIGINT), matplotlib.get_backend()",
    "import logging, warnings; logging.warning('w'); warnings.warn('careful')",
    "import contextvars\nv = contextvars.ContextVar('v', default=0); v.set(5); v.get()",
    "v.get()",
    "import multiprocessing as m\ndef f(x):\n    print('child', x)\n    return x * x\n"
    "p = m.get_context('fork').Process(target=f, args=(3,)); p.start(); p.join(); p.exitcode",
    "for i in range(2000): print(i)",
    "'y' * 300_000",
    "here = os.getcwd(); os.chdir('/'); os.getcwd()",
    "%pwd",
    "os.chdir(here); _, Out[18], In[1]",
    ("x ==== 2", "raises-exception"),
    ("def f(): raise ValueError('bad <b>')\nf()", "raises-exception"),
    ("class B:\n    def _repr_html_(self): raise RuntimeError('r')\nB()", "raises-exception"),
    ("raise KeyboardInterrupt('me')", "raises-exception"),
    ("boom", "skip-execution"),
    "print('done')",
]
# Notebooks that end in the middle, and papermill's arguments for them.
ENDINGS: dict[str, tuple[list[Any], dict[str, Any]]] = {
    "exception": (["print('so far')", "1 / 0", "print('never')"], {}),
    "exit of the process": (["print('x', flush=True)", "import os, time; time.sleep(0.3); os._exit(3)"], {}),
    "segmentation fault": (["import ctypes, time; time.sleep(0.3); ctypes.string_at(0)"], {}),
    "sys.exit": (["print(1)", "import sys; sys.exit()", "print(2)"], {}),
    # Graceful, since only then does papermill's client hear how the interrupted cell ended.
    "time limit": (["print('before')\nwhile True: pass"], {"execution_timeout": 1, "shutdown_kernel": "graceful"}),
}

_IDS = (
    (r"ipykernel_\d+/\d+", "ipykernel_N/N"),
    (r"\(\d+\.py, line", "(N.py, line"),
    (r"0x[0-9a-f]{6,}", "0xN"),
    (r"(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])", "ID"),
    (r"(?<![0-9a-f-])[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", "ID"),
)


def write_notebook(path: Path, cells: list[Any]) -> Path:
    """Write a notebook of code cells; a cell with a tag is a pair."""
    made = []
    for cell in cells:
        source, tag = cell if isinstance(cell, tuple) else (cell, None)
        made.append(nbformat.v4.new_code_cell(source, metadata={"tags": [tag]} if tag else {}))
    spec = {"kernelspec": {"name": "python3", "language": "python", "display_name": "Python 3"}}
    nbformat.write(nbformat.v4.new_notebook(cells=made, metadata=spec), path)
    return path


def compare(notebook: Any, folder: Path) -> list[str]:
    """Return what a run has made, a line a piece, without ids, timings, folders, and where a stream was cut."""
    pieces = [_compare_cell(cell) for cell in notebook["cells"]]
    widgets = notebook["metadata"].get("widgets", {}).get("application/vnd.jupyter.widget-state+json", {})
    models = [_without_ids(model, folder) for model in widgets.get("state", {}).values()]
    metadata = {key: value for key, value in notebook["metadata"].items() if key not in ("widgets", "papermill")}
    record = sorted(notebook["metadata"].get("papermill", {}))
    return [*(_without_ids(piece, folder) for piece in [*pieces, metadata, record]), *sorted(models)]


def _compare_cell(cell: Any) -> dict[str, Any]:
    outputs: list[Any] = []
    for output in json.loads(json.dumps(cell.get("outputs", []))):
        # Where two streams alternate, one runner cuts them when they are flushed and another when they are written.
        beside = itertools.takewhile(lambda one: one["output_type"] == "stream", reversed(outputs))
        same = next((one for one in beside if one["name"] == output.get("name")), None)
        if same is not None and output["output_type"] == "stream":
            same["text"] += output["text"]
        else:
            outputs.append(output)
    record = cell["metadata"].get("papermill", {})
    kept = {"source": cell["source"], "tags": cell["metadata"].get("tags"), "outputs": outputs}
    timed = sorted(cell["metadata"].get("execution", {}))
    return {**kept, "status": record.get("status"), "exception": record.get("exception"), "timed": timed}


def _without_ids(piece: Any, folder: Path) -> str:
    text = json.dumps(piece, sort_keys=True).replace(str(folder), "FOLDER")
    for pattern, stand_in in _IDS:
        text = re.sub(pattern, stand_in, text)
    return text
