"""How quick a review is: bullets a second, a long PRFAQ, growth with length, and beside two well-known linters."""

from __future__ import annotations

import itertools
import shutil
import statistics
import subprocess
import sys
import time
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from timing import run_python, time_in_turn

from prepkit.review import reviewer
from prepkit.review.reviewer import review

CORPUS = Path(__file__).parents[1] / "corpus"
BULLETS_A_SECOND = 5_000
PRFAQ_WORDS = 3_000
PRFAQ_LIMIT_MS = 50.0
SIZES = (10_000, 100_000, 1_000_000)
SIDE_BY_SIDE = 4_000  # bullets; few enough to wait for, enough to see more than the start
WRITE_GOOD = "write-good@1.0.8"
Say = Callable[[str], None]


def read(name: str, table: str) -> list[str]:
    entries = tomllib.loads((CORPUS / name).read_text(encoding="utf-8"))[table]
    return [entry["text"].strip() for entry in entries]


@pytest.fixture(autouse=True)
def _reviewed_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """No review is kept: the same texts are reviewed again and again here."""
    monkeypatch.setattr(reviewer, "_review_once", reviewer._review)


@pytest.fixture(scope="module")
def bullets() -> list[str]:
    """Every resume line of the corpora."""
    labeled = [text for path in sorted(CORPUS.glob("*.toml")) for text in read(path.name, "bullet")]
    return [" ".join(text.split()) for text in (*labeled, *read("clean/bullets.toml", "text"))]


@pytest.fixture(scope="module")
def prfaq() -> str:
    """A PRFAQ of three thousand words: one release, and questions until it is long enough."""
    texts = read("clean/prfaqs.toml", "text")
    blocks = texts[0].split("\n\n")
    more = itertools.cycle(block for text in texts for block in text[text.find("FAQ") :].split("\n\n")[1:])
    words = sum(len(block.split()) for block in blocks)
    while words < PRFAQ_WORDS:
        block = next(more)
        blocks.append(block)
        words += len(block.split())
    return "\n\n".join(blocks)


def test_bullets(benchmark: Callable[..., object], say: Say, bullets: list[str]) -> None:
    """Resume lines, each reviewed for itself with every rule for them."""

    def review_all() -> int:
        return sum(len(review(text, "bullet")) for text in bullets)

    benchmark.pedantic(review_all, rounds=10, warmup_rounds=1)
    words = sum(len(text.split()) for text in bullets) / len(bullets)
    rate = len(bullets) / _median_seconds(review_all, 9)
    say(
        f"bullets of {words:.0f} words: {rate:,.0f} a second, {rate / BULLETS_A_SECOND:.2f} of the {BULLETS_A_SECOND:,}"
    )


def test_prfaq(benchmark: Callable[..., object], say: Say, prfaq: str) -> None:
    """A long PRFAQ with every rule for it."""

    def review_it() -> int:
        return len(review(prfaq, "prfaq"))

    benchmark.pedantic(review_it, rounds=20, warmup_rounds=1)
    taken = _median_seconds(review_it, 15) * 1000
    words = len(prfaq.split())
    say(
        f"a PRFAQ of {words:,} words: {taken:.1f} ms, {taken / PRFAQ_LIMIT_MS:.2f} of the {PRFAQ_LIMIT_MS:g} ms allowed"
    )


@pytest.mark.parametrize("kind", ["prfaq", "resume", "bullet"])
def test_growth(benchmark: Callable[..., object], say: Say, prfaq: str, bullets: list[str], kind: str) -> None:
    """Time for each character, at a hundred times the length."""
    resumes = "\n\n".join(read("clean/resumes.toml", "text"))
    text = {"prfaq": prfaq, "resume": resumes, "bullet": "\n".join(f"- {bullet}" for bullet in bullets)}[kind]
    texts = [_lengthen(text, size) for size in SIZES]
    costs = [_median_seconds(lambda text=text: review(text, kind), 3) / len(text) for text in texts]
    benchmark.pedantic(lambda: review(texts[1], kind), rounds=2)
    listed = ", ".join(f"{cost * 1e6:.2f} µs at {size // 1000:,} kB" for size, cost in zip(SIZES, costs, strict=True))
    say(f"{kind}, for each character: {listed}; ratio {costs[-1] / costs[0]:.2f} (1 is linear)")


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory, bullets: list[str]) -> Path:
    """A file of resume lines, for linters that read files."""
    path = tmp_path_factory.mktemp("bench") / "bullets.txt"
    lines = itertools.islice(itertools.cycle(bullets), SIDE_BY_SIDE)
    path.write_text("".join(f"- {line}\n" for line in lines), encoding="utf-8")
    return path


def test_beside_proselint(benchmark: Callable[..., object], say: Say, page: Path) -> None:
    """The same lines as whole processes, start included."""
    _compare(benchmark, say, page, "proselint", [sys.executable, "-m", "proselint", "check", str(page)])


def test_beside_write_good(benchmark: Callable[..., object], say: Say, page: Path) -> None:
    """The same lines as whole processes, start included."""
    command = _install_write_good(page.parent)
    if command is None:
        say("write-good: left out, for npm cannot install it here")
        benchmark.pedantic(run_python("-c", ""), rounds=1)
        return
    _compare(benchmark, say, page, "write-good", [*command, str(page)])


def _compare(benchmark: Callable[..., Any], say: Say, page: Path, name: str, command: list[str]) -> None:
    ours = [sys.executable, "-m", "prepkit", "review", "--kind", "bullet", str(page)]
    mine, theirs = time_in_turn(lambda: _run(ours), lambda: _run(command), rounds=5)
    benchmark.pedantic(lambda: _run(ours), rounds=1)
    line = page.with_name("line.txt")
    line.write_text("- So it was very quickly decided by us.\n", encoding="utf-8")
    own_start, start = time_in_turn(
        lambda: _run([*ours[:-1], str(line)]), lambda: _run([*command[:-1], str(line)]), rounds=5
    )
    say(
        f"{SIDE_BY_SIDE:,} bullets, start included: {name} {SIDE_BY_SIDE / theirs:,.0f} a second, prepkit"
        f" {SIDE_BY_SIDE / mine:,.0f}: {theirs / mine:.2f} times as quick (aim: twice the quicker of the two);"
        f" of that the start {start * 1000:.0f} ms and {own_start * 1000:.0f} ms"
    )


def _run(command: list[str]) -> None:
    # A linter that finds something ends with a code of its own.
    done = subprocess.run(command, check=False, capture_output=True)
    assert done.stdout, done.stderr.decode()


def _install_write_good(folder: Path) -> list[str] | None:
    npm, node = shutil.which("npm"), shutil.which("node")
    if npm is None or node is None:
        return None
    install = [npm, "install", "--silent", "--no-audit", "--no-fund", "--prefix", str(folder), WRITE_GOOD]
    if subprocess.run(install, check=False, capture_output=True).returncode:
        return None
    return [node, str(folder / "node_modules" / ".bin" / "write-good")]


def _lengthen(text: str, size: int) -> str:
    pieces: Iterator[str] = itertools.repeat(f"{text}\n\n", size // len(text) + 1)
    return "".join(pieces)[:size]


def _median_seconds(call: Callable[[], object], rounds: int) -> float:
    taken = []
    for _ in range(rounds):
        started = time.perf_counter()
        call()
        taken.append(time.perf_counter() - started)
    return statistics.median(taken)
