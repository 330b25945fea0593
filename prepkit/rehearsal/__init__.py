"""What to rehearse: cards and their spacing, questions to draw, clocks and scores."""
