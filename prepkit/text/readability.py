"""How hard a text is to read, by the length of its sentences and words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Readability:
    """Flesch's two measures, with what they were counted from.

    `ease` is 206.835 - 1.015 * words / sentences - 84.6 * syllables / words (higher reads easier);
    `grade` is 0.39 * words / sentences + 11.8 * syllables / words - 15.59 (US school years). Both are 0 without words.
    """

    ease: float
    grade: float
    words: int
    sentences: int
    syllables: int


def count_syllables(word: str) -> int:
    """Return the syllables of an English word, by its vowels: an estimate, at least 1."""
    letters = word.lower()
    groups = 0
    before = False
    for letter in letters:
        vowel = letter in "aeiouyàáâäèéêëìíîïòóôöùúûü"
        groups += vowel and not before
        before = vowel
    return max(1, groups + _correct(letters))


def _correct(letters: str) -> int:
    change = -1 if _has_silent_e(letters) else 0
    change += letters.endswith("ea") and len(letters) == 4 and letters[0] in "ai"  # area, idea
    for pair in ("ia", "io", "eo", "ua", "iu"):
        if pair in letters and not re.search(rf"[tscgxp]{pair}|q{pair}", letters):
            change += 1
    return change


def _has_silent_e(letters: str) -> bool:
    before = letters[-3:-2]
    if letters.endswith("le"):
        return before in tuple("aeiouy")
    if letters.endswith("e"):
        return not letters.endswith(("ee", "ie", "oe", "ye", "ue"))
    if letters.endswith("ed"):
        return len(letters) > 3 and before not in ("t", "d")
    return (
        letters.endswith("es")
        and len(letters) > 3
        and before not in tuple("sxzcg")
        and letters[-4:-2] not in ("ch", "sh")
    )


def measure(words: Sequence[str], sentences: int) -> Readability:
    """Return the readability of words that stand in so many sentences."""
    words = [word for word in words if any(letter.isalpha() for letter in word)]
    if not words:
        return Readability(0.0, 0.0, 0, 0, 0)
    sentences = max(1, sentences)
    syllables = sum(count_syllables(word) for word in words)
    length, weight = len(words) / sentences, syllables / len(words)
    ease = 206.835 - 1.015 * length - 84.6 * weight
    grade = 0.39 * length + 11.8 * weight - 15.59
    return Readability(round(ease, 2), round(grade, 2), len(words), sentences, syllables)
