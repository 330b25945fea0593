"""What a person wrote as its reader will see it: on paper, against its limits, through a parser."""

from prepkit.pages.day_cards import DayCards
from prepkit.pages.impact import ProductImpact
from prepkit.pages.letter import LetterPage
from prepkit.pages.meters import Meters
from prepkit.pages.parser import ParserView

__all__ = ["DayCards", "LetterPage", "Meters", "ParserView", "ProductImpact"]
