"""A worker of a cohort that dies over one person; apart from the tests, so that a fresh process loads little."""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path

from prepkit.workbook.cohort import workers
from prepkit.workbook.cohort.outcomes import Outcome, Person, Settings
from prepkit.workbook.cohort.workers import Answer

VICTIM = "Ann"


def work(person: Person, _: Settings) -> Answer:
    """Die over the victim; say of anybody else that they are built."""
    if person.name == VICTIM:
        os.kill(os.getpid(), signal.SIGKILL)
    return Answer(Outcome(person.number, person.line, person.name, "", "built"), 0)


def wait(_: Person, settings: Settings) -> Answer:
    """Say which process this is, and work for a long time."""
    Path(settings.out, "pid").write_text(str(os.getpid()), encoding="ascii")
    time.sleep(600)
    raise TimeoutError


def main() -> None:
    """Run a cohort of one whose worker waits, in the folder that is the first argument."""
    workers.work = wait
    person = Person(1, 2, "Bob", "Bob", "bob")
    list(workers.run_here(iter([person]), Settings(sys.argv[1], "", "2026-01-26"), 1))


if __name__ == "__main__":
    main()
