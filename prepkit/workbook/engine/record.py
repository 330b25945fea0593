"""What papermill records in a notebook about its run, so that a workbook looks the same whoever ran it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from prepkit.workbook.notebook import new_markdown_cell

PENDING, RUNNING, COMPLETED, FAILED = "pending", "running", "completed", "failed"
_MARKER = "papermill-error-cell-tag"
_STYLE = 'style="color:red; font-family:Helvetica Neue, Helvetica, Arial, sans-serif; font-size:2em;"'
_BANNER = f"<span {_STYLE}>An Exception was encountered at '<a href=\"#papermill-error-cell\">In [%s]</a>'.</span>"
_ANCHOR = (
    f'<span id="papermill-error-cell" {_STYLE}>'
    "Execution using papermill encountered an exception here and stopped:</span>"
)


class RunRecord:
    """Keeps papermill's metadata of a notebook and its cells while it runs.

    Args:
        notebook: In nbformat 4, with its parameters injected.
        name: What is recorded as the path of the notebook, before and after.
        parameters: What was injected.
        version: papermill's.
    """

    def __init__(self, notebook: Any, name: str, parameters: dict[str, Any], version: str) -> None:
        self._notebook = notebook
        self._cells = notebook["cells"] = [cell for cell in notebook["cells"] if _MARKER not in _tags(cell)]
        self._started = _now()
        record = notebook["metadata"].setdefault(
            "papermill", {"default_parameters": {}, "environment_variables": {}, "version": version}
        )
        record.update(input_path=name, output_path=name, parameters=parameters)
        record.update(start_time=self._started.isoformat(), end_time=None, duration=None, exception=None)
        for cell in self._cells:
            cell["metadata"].setdefault("tags", [])
            _note(cell, exception=None, start_time=None, end_time=None, duration=None, status=PENDING)
            if cell["cell_type"] == "code":
                cell.update(execution_count=None, outputs=[])

    def start(self, index: int) -> None:
        """Note that a cell starts."""
        _note(self._cells[index], start_time=_now().isoformat(), status=RUNNING, exception=False)

    def fail(self, index: int) -> None:
        """Note that a cell ended in an error."""
        _note(self._cells[index], exception=True, status=FAILED)
        self._notebook["metadata"]["papermill"]["exception"] = True

    def end(self, index: int) -> None:
        """Note that a cell is done, however it ended."""
        record = self._cells[index]["metadata"]["papermill"]
        ended = _now()
        record["end_time"] = ended.isoformat()
        record["duration"] = (ended - dt.datetime.fromisoformat(record["start_time"])).total_seconds()
        if record["status"] != FAILED:
            record["status"] = COMPLETED

    def finish(self) -> None:
        """Note that the notebook is done."""
        ended = _now()
        record = self._notebook["metadata"]["papermill"]
        record.update(end_time=ended.isoformat(), duration=(ended - self._started).total_seconds())
        for cell in self._cells:
            if cell["metadata"]["papermill"]["status"] == FAILED:
                break
            if cell["metadata"]["papermill"]["status"] == PENDING:
                cell["metadata"]["papermill"]["status"] = COMPLETED

    def mark_error(self) -> str | None:
        """Put papermill's banner over a notebook in which a cell failed; return what failed, or None."""
        for index, cell in enumerate(self._cells):
            found = _find_error(cell)
            if found is not None:
                anchor, banner = new_markdown_cell(_ANCHOR), new_markdown_cell(_BANNER % cell["execution_count"])
                for marker in (anchor, banner):
                    marker["metadata"]["tags"] = [_MARKER]
                self._cells.insert(index, anchor)
                self._cells.insert(0, banner)
                return f"cell {index + 1}: {found}"
        return None


def _find_error(cell: Any) -> str | None:
    left = False
    for output in cell.get("outputs", []):
        if output["output_type"] == "error":
            if output["ename"] == "SystemExit" and output["evalue"] in ("", "0"):
                left = True
                continue
            return f"{output['ename']}: {output['evalue']}"
    if not left and cell["metadata"]["papermill"]["exception"] is True:
        return "CellExecutionError: "
    return None


def _tags(cell: Any) -> list[str]:
    tags: list[str] = cell["metadata"].get("tags", [])
    return tags


def _note(cell: Any, **values: Any) -> None:
    cell["metadata"].setdefault("papermill", {}).update(values)


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
