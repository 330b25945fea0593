"""More than one machine: the same task on Dask workers, tried again when a worker dies."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Generator, Iterator
from typing import Any

from prepkit.errors import BuildError, UsageError, instead
from prepkit.workbook.cohort.outcomes import Outcome, Person, Settings
from prepkit.workbook.cohort.task import prepare

CONNECT_SECONDS = 5
WORKERS_SECONDS = 30
RETRIES = 3
# People that are on their way to a worker for each thread, so that none waits for the next.
_AHEAD = 2


def run_on_cluster(people: Iterator[Person], settings: Settings, address: str) -> Generator[Outcome, None, None]:
    """Prepare people on the workers of a Dask scheduler and yield what came of each, as they finish.

    Args:
        people: Asked for only as fast as workers take them, so that memory stays flat.
        settings: What is the same for everybody; its `out` must be the same place for every worker.
        address: The scheduler's, as tcp://10.0.0.5:8786.

    Raises:
        UsageError: nobody listens there, there are no workers, or the extra is not installed.
        BuildError: the scheduler went away; what was done is done.
    """
    with _connect(address) as client:
        from distributed import as_completed

        waiting: dict[Any, Person] = {}
        queue = as_completed(loop=client.loop, raise_errors=False)
        _submit(client, queue, waiting, people, settings)
        while waiting:
            future = next(queue)
            outcome = _collect(client, future, waiting.pop(future.key), address)
            _submit(client, queue, waiting, people, settings)
            yield outcome


@contextlib.contextmanager
def _connect(address: str) -> Iterator[Any]:
    cure = 'Install it: pip install "prepkit-workbook[cohort]"'
    with instead(ImportError, UsageError, "Dask is not installed", where="--dask", cure=cure):
        from distributed import Client
    _quiet()
    where = f"--dask {address}"
    cure = "Start one with `dask scheduler`, then `dask worker` on each machine, and give the address it prints"
    with instead((OSError, ValueError), UsageError, "no scheduler answers there", where=where, cure=cure):
        client = Client(address, timeout=CONNECT_SECONDS, set_as_default=False)
    try:
        cure = f"Start some: dask worker {address}"
        with instead(TimeoutError, UsageError, "the scheduler has no workers", where=where, cure=cure):
            client.wait_for_workers(1, timeout=WORKERS_SECONDS)
        yield client
    finally:
        with contextlib.suppress(Exception):
            client.close(timeout=CONNECT_SECONDS)


def _quiet() -> None:
    # What matters is a line of ours; Dask's own lines and tracebacks would run into the progress bar.
    for name in list(logging.root.manager.loggerDict):
        if name.partition(".")[0] == "distributed":
            logging.getLogger(name).setLevel(logging.CRITICAL)


def _submit(client: Any, queue: Any, waiting: dict[Any, Person], people: Iterator[Person], settings: Settings) -> None:
    # Asked each time, since workers come and go.
    most = max(1, _AHEAD * sum(client.nthreads().values()))
    while len(waiting) < most:
        person = next(people, None)
        if person is None:
            return
        # Not pure: the folder may have changed since the same person was last prepared.
        future = client.submit(prepare, person, settings, pure=False, retries=RETRIES)
        waiting[future.key] = person
        queue.add(future)


def _collect(client: Any, future: Any, person: Person, address: str) -> Outcome:
    from distributed import KilledWorker

    try:
        outcome: Outcome = future.result(timeout=CONNECT_SECONDS)
    except KilledWorker:
        return Outcome.fail(person, "every worker that took this person died; look at its memory")
    except Exception as error:
        if client.status != "running":
            raise BuildError(
                "the scheduler went away", where=f"--dask {address}", cure="Start it, and run the same command again"
            ) from error
        return Outcome.fail(person, f"{type(error).__name__}: {error}")
    finally:
        future.release()
    return outcome
