"""What to rehearse today."""

from prepkit.practice.cards import draw_cards

__all__ = ["draw_cards"]
