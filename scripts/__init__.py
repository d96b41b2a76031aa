"""The verbs of the Makefile, written with the standard library alone, since they run before anything is installed.

There is one file per verb: `run`, `admin`, `test` (for `check`, too), `bench`, `wheel`, `lock`. They share, in the
order of use: `steps` (a quiet command), `stamps` (the steps that are done already), `packages`, `node`, `page` (the
set-up) and `start` (set up, then become the program). `test` also uses `chromium`, `suites` (what runs) and `lanes`
(how it runs).
"""
