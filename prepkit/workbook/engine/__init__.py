"""The warm engine: each notebook runs in a process of its own, forked from one that has imported everything already.

`server` is that one process and starts the others, `shell` runs a notebook's cells in one of them, `pool` asks for
them from the command, `cells` puts what they made into a notebook, and `papermill_engine` does so for papermill.
`docs/engine.md` says what equals stock papermill and what differs.
"""
