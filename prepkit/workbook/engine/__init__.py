"""The warm engine: each notebook runs in a process of its own, forked from one that has imported everything already.

`server` is that one process, `kernel` what a forked process runs, `pool` starts and stops both from the command,
`conductor` runs a notebook's cells through one of them, and `papermill_engine` lets papermill do the same.
`docs/engine.md` says what equals stock papermill and what differs.
"""
