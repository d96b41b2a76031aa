"""The administrator's pages, each in a module named for it. Their frame is `digits.admin_site`.

`bounded_lists`, `filters`, `figures`, `charts`, `confusion` and `pictures` are what pages are made of. Each page checks
for itself what its reader may do.
"""

from backend.digits.admin import accounts, digits, history, logins, tokens, versions

__all__ = ["accounts", "digits", "history", "logins", "tokens", "versions"]
