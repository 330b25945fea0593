"""Is this text framed as product judgment? Facts, rules and findings."""
