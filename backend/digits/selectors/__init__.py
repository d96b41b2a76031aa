"""The queries of the database. Nothing here writes.

`digits`, `training` (digits as arrays), `versions`, `deployments` and `lineage` are named for what they read. The
others are named for whom they serve: `hand` one hand; `public` visitors; `wall` the wall; `admin`, `arrivals`, `audit`
and `notices` administrators; `tokens` scripts; and `metrics` the address `/metrics`.
"""

from backend.digits.selectors import (
    admin,
    arrivals,
    audit,
    deployments,
    digits,
    hand,
    lineage,
    metrics,
    notices,
    public,
    tokens,
    training,
    versions,
    wall,
)

__all__ = [
    "admin",
    "arrivals",
    "audit",
    "deployments",
    "digits",
    "hand",
    "lineage",
    "metrics",
    "notices",
    "public",
    "tokens",
    "training",
    "versions",
    "wall",
]
