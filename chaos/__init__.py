"""Faults and attacks against the real program: processes killed, hostile requests, planted mutants.

`python -m chaos` is the run of faults, `chaos.hostile` sends the corpus of bad requests, `chaos.contract` thousands of
generated ones, and `chaos.mutants` shows that the tests can fail. `backups`, `compose`, `notices`, `promptness`,
`proxy`, `stalls` and `writers` try what they are named for. Each prints a report, and fails where a promise is broken.
"""
