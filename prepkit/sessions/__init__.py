"""Rehearsals and mock interviews, stage by stage."""
