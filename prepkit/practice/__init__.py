"""Which story answers which question, and what to rehearse today: cards, questions to draw, what scores amount to."""

from __future__ import annotations

from prepkit.loading import load_on_use

_HOMES = {
    "assign_stories": "assignment",
    "check_bank": "bank",
    "check_principle": "evidence",
    "climb_ladder": "ladder",
    "draw_cards": "draw",
    "draw_question": "draw",
    "find_single_points": "bank",
    "gather_panel": "panel",
    "queue_cards": "queue",
    "rank_gaps": "bank",
    "score_stories": "strength",
    "trace_scores": "scores",
    "weigh_losses": "assignment",
}

__all__ = list(_HOMES)
__getattr__ = load_on_use(__name__, _HOMES)
