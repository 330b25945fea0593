"""Hours and dates in, tables out: where the time goes, week by week, and what is still to do."""
