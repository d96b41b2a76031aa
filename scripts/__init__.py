"""The verbs of the Makefile, written with the standard library alone, since they run before anything is installed.

One file per verb: `run`, `admin`, `test`, `bench`, `lock`. What they share, in the order in which it is used:
`steps` (one bounded, quiet command), `stamps` (what has been done already), `packages`, `node`, `page` (the set-up),
`start` (set-up, then become the program); for `test` also `chromium`, `suites` and `reports`.
"""
