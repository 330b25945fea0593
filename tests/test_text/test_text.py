"""Words, sentences and the rest are found where they stand, in any text."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prepkit.text import count_syllables, read, skip_mark

ANY_TEXT = st.text(alphabet=st.characters(codec=None), max_size=300)
LINES = st.lists(
    st.sampled_from(["- One.", "Two, e.g. three.", "", "  more", "# Head", 'He said "no."', "\r", "4. x"])
).map("\n".join)


def sentences_of(text: str) -> list[str]:
    found = read(text)
    return [found.cut(span) for span in found.sentences]


class TestWords:
    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ("fine-tuned, on $1,200.50!", ["fine-tuned", "on", "1,200.50"]),
            ("A/B tests don't end", ["A", "B", "tests", "don't", "end"]),
            ("**bold** _it_ v2.1 U.S. end.Next", ["bold", "it", "v2.1", "U.S", "end", "Next"]),
            ("800ms→240ms −12 🙂 日本語", ["800ms", "240ms", "12", "日本語"]),
            ("cafe\u0301 na\u00efve", ["cafe\u0301", "na\u00efve"]),
            ("a\x00b \ud800c", ["a", "b", "c"]),
        ],
    )
    def test_words(self, text: str, words: list[str]):
        """Compounds, decimals and abbreviations are one word; marks and emoji are none."""
        assert words == [word.text for word in read(text).words]

    def test_lower_has_straight_apostrophes(self):
        """The lower-case form has a straight apostrophe, the text keeps its own."""
        (word,) = read("Don’t").words

        assert (word.text, word.lower) == ("Don’t", "don't")

    @given(ANY_TEXT)
    def test_spans_cover_their_text(self, text: str):
        """Each word is what its span covers, in order."""
        words = read(text).words

        assert [text[word.start : word.end] for word in words] == [word.text for word in words]
        assert all(before.end <= after.start for before, after in pairwise(words))


class TestSentences:
    @pytest.mark.parametrize(
        ("text", "sentences"),
        [
            ("It rose, e.g. in the U.S. Then it fell.", ["It rose, e.g. in the U.S. Then it fell."]),
            ("Version v2.1 saved 3.5%. Next one?", ["Version v2.1 saved 3.5%.", "Next one?"]),
            ("He said “stop.” She did", ["He said “stop.”", "She did"]),
            ("- One. Two\n- Three\r\n\r\nFour", ["One.", "Two", "Three", "Four"]),
            ("Summary\nCut churn.", ["Summary", "Cut churn."]),
            ("We talked to people who had left, and found that\nmost had moved house.",
             ["We talked to people who had left, and found that\nmost had moved house."]),
            ("Wait... what", ["Wait... what"]),
            ("良い。次", ["良い。", "次"]),
            ("", []),
        ],
    )  # fmt: skip
    def test_sentences(self, text: str, sentences: list[str]):
        """Abbreviations and decimals end no sentence; list items, headings and blank lines do."""
        assert sentences == sentences_of(text)

    @given(st.one_of(ANY_TEXT, LINES))
    def test_parts_are_ordered(self, text: str):
        """Sentences, bullets, paragraphs and quotations lie inside the text, in order, and are not blank."""
        found = read(text)
        for spans in (found.sentences, found.bullets, found.paragraphs, found.quotations):
            assert all(0 <= span.start <= span.end <= len(text) for span in spans)
            assert all(before.end <= after.start for before, after in pairwise(spans))
        assert all(found.cut(span).strip() for span in (*found.sentences, *found.paragraphs))

    @given(st.one_of(ANY_TEXT, LINES))
    def test_every_word_is_in_a_paragraph(self, text: str):
        """No word falls between paragraphs."""
        found = read(text)

        assert len(found.words) == sum(len(found.words_in(span)) for span in found.paragraphs)


class TestBullets:
    @pytest.mark.parametrize("mark", ["•", "-", "*", "–", "▪", "1.", "(a)"])
    def test_mark_is_left_out(self, mark: str):
        """A list item is found without its mark."""
        text = read(f"Head\n  {mark} Launched it\n")

        assert [text.cut(span) for span in text.bullets] == ["Launched it"]

    def test_carried_on(self):
        """An indented line carries the item on."""
        text = read("- One\n  more\n- Two\nnot")

        assert [text.cut(span) for span in text.bullets] == ["One\n  more", "Two"]

    @pytest.mark.parametrize("line", ["-5% churn", "3.5 points", "Launched"])
    def test_no_mark(self, line: str):
        """A minus before a number is no list mark."""
        assert skip_mark(line) == 0


class TestPlaces:
    @given(ANY_TEXT)
    def test_position_points_back(self, text: str):
        """Line and column lead back to the offset."""
        found = read(text)
        for offset in range(len(text) + 1):
            line, column = found.position(offset)
            assert offset == found.lines[line - 1].start + column - 1

    def test_crlf_is_one_line_end(self):
        """CRLF, LF and CR each end one line."""
        found = read("a\r\nb\nc\rd")

        assert [found.position(offset) for offset in (0, 3, 5, 7)] == [(1, 1), (2, 1), (3, 1), (4, 1)]

    @pytest.mark.parametrize("offset", [-1, 4])
    def test_outside(self, offset: int):
        """A place outside the text is an IndexError."""
        with pytest.raises(IndexError):
            read("abc").position(offset)

    @pytest.mark.parametrize(
        ("text", "place", "quoted"),
        [
            ('She said "almost all" of it', "almost", True),
            ('She said "almost all" of it', "of", False),
            ("“many” and “few” left", "few", True),
            ("“many” and “few” left", "and", False),
            ('A 5" pipe, many of them', "many", False),
            ('Never "closed\n\nmany', "many", False),
        ],
    )
    def test_quoted(self, text: str, place: str, quoted: bool):
        """Speech between quote marks of one paragraph is quoted."""
        assert quoted == read(text).quoted(text.index(place))


class TestReadability:
    @pytest.mark.parametrize(
        ("word", "syllables"),
        [("cat", 1), ("table", 2), ("launched", 1), ("area", 3), ("customer", 3), ("people", 2), ("rates", 1),
         ("revenue", 3), ("decision", 3), ("video", 3), ("the", 1)],
    )  # fmt: skip
    def test_syllables(self, word: str, syllables: int):
        """Syllables are counted by vowels, silent ones left out."""
        assert syllables == count_syllables(word)

    def test_measures(self):
        """Ease and grade follow Flesch's formulas."""
        found = read("The cat sat. The dog ran off.").readability

        assert (found.words, found.sentences, found.syllables) == (7, 2, 7)
        assert (round(206.835 - 1.015 * 3.5 - 84.6, 2), round(0.39 * 3.5 + 11.8 - 15.59, 2)) == (
            found.ease,
            found.grade,
        )

    def test_without_words(self):
        """Without words both measures are 0."""
        assert (read("12 …").readability.ease, read("").readability.grade) == (0.0, 0.0)
