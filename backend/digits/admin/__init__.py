"""The administrator's pages, each in a module named for it. Their frame is `digits.admin_site`.

`bounded_lists`, `filters`, `figures`, `charts`, `confusion`, `pictures`, `stroke_ink` and `times` are parts of pages.
Each page checks for itself what its reader may do.
"""

from backend.digits.admin import accounts, digits, history, logins, tokens, versions

__all__ = ["accounts", "digits", "history", "logins", "tokens", "versions"]
