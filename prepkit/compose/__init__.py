"""From one story: a resume line, a spoken script, a letter, the first draft of a PRFAQ.

Only the person's own words and numbers, with a blank in square brackets where the story says nothing. What comes out
is not saved anywhere; keeping it is the person's own act. The words around theirs stand in content/composing.toml.
"""

from prepkit.compose.bullets import compose_bullet
from prepkit.compose.identity import derive_id
from prepkit.compose.letters import compose_letter
from prepkit.compose.prfaqs import draft_prfaq
from prepkit.compose.scripts import LeftOut, Script, SpokenBeat, compose_script

__all__ = [
    "LeftOut",
    "Script",
    "SpokenBeat",
    "compose_bullet",
    "compose_letter",
    "compose_script",
    "derive_id",
    "draft_prfaq",
]
