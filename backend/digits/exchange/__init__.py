"""Files that digits come in and go out by. Nothing here knows the tables.

`drawn` says what comes out of a reader; `idx`, `tables` (CSV) and `folder` read, the first two write too; `npz` and
`sheet` only write; `archive` is the program's own format, which keeps everything; `opening` finds the reader that a
file wants. Every reader reads as it goes, believes no size that a file claims before it has been checked, and names the
line or offset of what is wrong.
"""
