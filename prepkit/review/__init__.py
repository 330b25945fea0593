"""Is this text framed as product judgment? reading/ says what stands in it, rules/ what is wrong with it."""
