"""The queries of the database, a module for each kind of reader. Nothing here writes.

`training` reads for the loop, `public` for visitors, `admin` for administrators, `metrics` for `/metrics`.
"""

from backend.digits.selectors import admin, metrics, public, training

__all__ = ["admin", "metrics", "public", "training"]
