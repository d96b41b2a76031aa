"""The administrator's room, a page per module.

Its frame is `digits.admin_site`, its first page `dashboard`; `digits` with `review`; `versions` with `version_page`,
`lineage`, `comparing` and `steering`; `history` (what was served, what administrators did), `exchange` (in and out),
`accounts`. `reading` is what all lists share: they are read in bounded time whatever the size of the table. `charts`
draws SVG. Who may do what is checked where it is done.
"""

from backend.digits.admin import accounts, digits, history, versions

__all__ = ["accounts", "digits", "history", "versions"]
