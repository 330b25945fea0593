"""A draft waits for a pause, but not for long."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable

from prepkit.store.draft import LATEST, PAUSE, Draft


class Hands:
    """A clock that is moved by hand, with timers that fire when it passes them."""

    def __init__(self) -> None:
        self.now = 0.0
        self.saved: list[float] = []
        self.timers: list[Timer] = []
        self.draft = Draft(lambda _changes: self.saved.append(self.now), clock=lambda: self.now, make_timer=self.make)

    def make(self, seconds: float, fire: Callable[[], None]) -> Timer:
        """Make a timer that waits for the clock."""
        self.timers.append(Timer(self.now + seconds, fire))
        return self.timers[-1]

    def move(self, seconds: float) -> None:
        """Let time pass."""
        end = self.now + seconds
        while due := [timer for timer in self.timers if timer.live and timer.at <= end]:
            timer = min(due, key=lambda each: each.at)
            timer.live = False
            self.now = max(self.now, timer.at)
            timer.fire()
        self.now = end


class Timer:
    def __init__(self, at: float, fire: Callable[[], None]) -> None:
        self.at, self.fire, self.live, self.daemon = at, fire, False, False

    def start(self) -> None:
        """Begin to wait."""
        assert self.daemon, "a kernel must not wait for it"
        self.live = True

    def cancel(self) -> None:
        """Stop waiting."""
        self.live = False


def test_it_saves_a_second_after_the_last_change() -> None:
    """A single change is saved after the pause, once."""
    hands = Hands()
    hands.draft.put("text", hands.now)
    hands.move(10)

    assert hands.saved == [PAUSE]


def test_a_second_change_starts_the_pause_again() -> None:
    """Changes close to each other are saved together."""
    hands = Hands()
    hands.draft.put("text", hands.now)
    hands.move(0.5)
    hands.draft.put("text", hands.now)
    hands.move(10)

    assert hands.saved == [0.5 + PAUSE]


def test_steady_typing_is_saved_within_two_seconds() -> None:
    """However long someone types without a pause, no change waits for two seconds."""
    hands = Hands()
    for _ in range(100):
        hands.draft.put("text", hands.now)
        hands.move(0.1)
    hands.move(10)

    assert LATEST < 2
    assert max(later - earlier for earlier, later in zip([0.0, *hands.saved], hands.saved, strict=False)) < 2
    assert 10 <= hands.saved[-1] < 12


def test_flushing_saves_now_and_once() -> None:
    """A flush does not leave a timer behind that saves again."""
    hands = Hands()
    hands.draft.put("text", hands.now)
    hands.draft.flush()
    hands.move(10)

    assert hands.saved == [0.0]


def test_a_real_timer_saves_from_its_own_thread() -> None:
    """Without anybody's help a change is saved from a thread that does not keep the process alive."""
    saved = threading.Event()
    threads: list[threading.Thread] = []

    def save(_changes: dict[str, str]) -> None:
        threads.append(threading.current_thread())
        saved.set()

    draft = Draft(save)
    draft.put("text", "typed")

    assert saved.wait(30)
    assert threads[0].daemon


def test_the_end_of_the_process_saves() -> None:
    """What is unsaved when the interpreter ends is saved on the way out."""
    code = "from prepkit.store.draft import Draft\n"
    code += "a = Draft(lambda changes: print(*changes.values()))\na.put('text', 'typed')"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout

    assert out == "typed\n"
