"""Words, not code: what prepkit teaches and asks, as TOML with sources. Read it through `content.library`."""
