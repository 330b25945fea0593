"""The command line: parse, call one function, print.

A module holds the commands of one subject and hangs them on `main` when it is imported, so a new subject is a new
module and a line below. What commands share, exit codes among it, stands in `group`. Nothing heavy is imported before
a command runs.
"""

from prepkit.cli import cohorts, papers, plans, texts, workspaces
from prepkit.cli.group import ExitCode, main
from prepkit.cli.texts import KINDS

__all__ = ["KINDS", "ExitCode", "cohorts", "main", "papers", "plans", "texts", "workspaces"]
