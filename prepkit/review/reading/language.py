"""The language that a text is in, where it is one that the rules are not made for."""

from __future__ import annotations

import functools
import unicodedata

from prepkit.content.library import load
from prepkit.content.shapes.lexicon import WordList
from prepkit.text import Text

_FREQUENT = "frequent-"
_ENGLISH = "English"
_LEAST = 2  # different words of a language, so that a name or a loanword is not taken for one


def name_language(text: Text) -> str:
    """Return the language of a text by its frequent words and its letters, or nothing where it may be English.

    A text counts as another language's if at least two of its different words are frequent there, and more than twice
    as many as in English; or if most of its letters are not Latin ones.
    """
    letters = "" if text.text.isascii() else [letter for letter in text.text if letter.isalpha()]
    if sum(not _is_latin(letter) for letter in letters) * 2 > len(letters):
        return "a language in other letters"
    english, found = _frequent_words()[_ENGLISH], {"": 0}
    for name, words in _frequent_words().items():
        there, here = len(text.vocabulary & (words - english)), len(text.vocabulary & (english - words))
        if there >= max(_LEAST, 2 * here + 1):
            found[name] = there
    return max(found, key=found.__getitem__)


@functools.cache
def _is_latin(letter: str) -> bool:
    return letter.isascii() or unicodedata.name(letter, "").startswith(("LATIN", "MICRO", "MASCULINE", "FEMININE"))


@functools.cache
def _frequent_words() -> dict[str, frozenset[str]]:
    return {one.name: frozenset(one.words) for one in load(WordList) if one.id.startswith(_FREQUENT)}
