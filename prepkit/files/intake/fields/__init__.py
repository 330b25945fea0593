"""Formats that name their fields: JSON Resume, RenderCV, Europass, an archive of LinkedIn."""
