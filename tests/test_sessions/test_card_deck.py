"""Today's cards: turned over, graded, logged once."""

from __future__ import annotations

import datetime as dt
import html

import ipywidgets as ipw
from memory_collection import find, read_html, walk
from rehearsing import read_status
from shared import TODAY

from prepkit.models import CardReview
from prepkit.sessions.card_deck import CardDeck
from prepkit.store import Workspace


class TestCardDeck:
    def test_turned_and_graded_it_is_logged(self, prep: Workspace) -> None:
        """The answer is hidden until asked for; a grade says when the card is back, logs it once, deals the next."""
        deck = CardDeck(prep)
        first = deck._queue[0].card
        assert html.escape(first.back.splitlines()[0]) not in read_html(deck)
        find(deck, "Show the answer").click()
        assert html.escape(first.back.splitlines()[0]) in read_html(deck)
        button = next(
            each for each in walk(deck) if isinstance(each, ipw.Button) and "Good (in 2 days)" in each.description
        )
        button.click()
        button.click()
        (review,) = prep.card_reviews.all()

        assert (review.card, review.rating, review.day) == (first.id, "good", TODAY)
        assert review.when.tzinfo == dt.UTC
        assert "Logged: good, back on January 28." in read_status(deck)
        assert deck._queue[0].card.id != first.id
        assert CardDeck(prep).render_text() == deck.render_text()

    def test_done_for_today(self, prep: Workspace) -> None:
        """After the last card it says so, and has no button that leads nowhere."""
        deck = CardDeck(prep)
        while deck._queue:
            deck.turn()
            deck.grade("easy")

        assert "Nothing more today, 6 done." in read_html(deck)
        assert [each for each in walk(deck) if isinstance(each, ipw.Button)] == []

    def test_a_card_that_was_graded_elsewhere_goes(self, prep: Workspace) -> None:
        """Graded in another notebook, a card leaves the deck; one that is turned over stays turned."""
        deck, other = CardDeck(prep), CardDeck(prep)
        other.turn()
        other.grade("good")
        deck.update()
        assert deck._queue[0].card.id == other._queue[0].card.id
        find(deck, "Show the answer").click()
        prep.stories.save(prep.stories.get("fit").replace(customer="Walkers"))
        deck.update()

        assert "How did it go?" in read_html(deck)


def test_review_log_round_trips(prep: Workspace) -> None:
    """A review is the same after the workspace was opened again."""
    review = CardReview(card="story:fit", rating="hard", when=dt.datetime(2026, 1, 26, 7, 5, tzinfo=dt.UTC), day=TODAY)
    prep.card_reviews.save(review)

    assert Workspace.open(prep.path).card_reviews.all() == [review]
