"""Lineages: a version, the one that its training started from, and so on to a base network."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.cache import cache
from django.db.models import BigIntegerField, DateTimeField, Value

from backend.digits.models import Kind, ModelState
from backend.digits.selectors.digits import hidden_digits

N_AT_ONCE = 1000  # receipts in one query
N_CLEAN = 1000  # the newest clean versions of a lineage, among which one with weights is sought


@dataclass(frozen=True)
class Ancestor:
    """A version of a lineage, and the digits of its receipt."""

    version: int
    kind: str
    digits: list[int]


def lineage_of(version: int) -> list[int]:
    """Return a version, its parent, and so on to the base network."""
    parents = dict(ModelState.objects.order_by().values_list("id", "parent_id"))  # all of them, from one index
    return _way_up(version, parents)


def _way_up(version: int, parents: Mapping[int, int | None]) -> list[int]:
    found: list[int] = []
    at: int | None = version
    while at is not None and at in parents:
        found.append(at)
        at = parents[at]
    return found


def _dated_lineage_of(version: int) -> tuple[list[int], datetime]:
    """Return a lineage as `lineage_of` does, and when its base network came; by one query."""
    versions = ModelState.objects.order_by()
    parents = versions.values_list("id", "parent_id", Value(None, DateTimeField()))
    roots = versions.filter(parent=None).values_list("id", Value(None, BigIntegerField()), "created_at")
    rows = list(parents.union(roots, all=True))
    lineage = _way_up(version, {id_: parent for id_, parent, came in rows if came is None})
    return lineage, next(came for id_, _, came in rows if came is not None and id_ == lineage[-1])


def with_receipts(versions: Sequence[int]) -> list[Ancestor]:
    """Return versions with the digits of their receipts, in the order given."""
    rows: dict[int, tuple[str, list[int] | None]] = {}
    for first in range(0, len(versions), N_AT_ONCE):
        chunk = ModelState.objects.filter(id__in=versions[first : first + N_AT_ONCE])
        rows |= {id_: (kind, ids) for id_, kind, ids in chunk.values_list("id", "kind", "receipt__digits__ids")}
    return [Ancestor(id_, rows[id_][0], rows[id_][1] or []) for id_ in versions]


def hidden_in_lineage(version: int) -> frozenset[int]:
    """Return the excluded and withdrawn digits that a version or one of its ancestors was trained on.

    A receipt never changes, so what was found of an ancestor is kept as long as the same digits are hidden: a new
    version costs one receipt and not those of its whole lineage.
    """
    hidden = frozenset(hidden_digits())
    if not hidden:
        return frozenset()
    # After a restore other versions have the same numbers; they come from a base of another time.
    lineage, began = _dated_lineage_of(version)
    name = f"hidden:{began.timestamp()}:{hash(hidden)}:"
    above: list[int] = []
    found: frozenset[int] = frozenset()
    for ancestor in lineage:
        if (kept := cache.get(f"{name}{ancestor}")) is not None:
            found = kept
            break
        above.append(ancestor)
    for first in range(0, len(above), N_AT_ONCE):
        for one in with_receipts(above[first : first + N_AT_ONCE]):
            found |= hidden.intersection(one.digits)
    cache.set(f"{name}{version}", found, timeout=24 * 3600)
    return found


def newest_clean_ancestor(version: int, *, preprocessing: int) -> int | None:
    """Return the newest version of a lineage that no excluded or withdrawn digit has trained, itself or before it.

    An imported network is not clean, since nobody knows what trained it. A clean version must also have its weights.
    """
    ancestors = with_receipts(lineage_of(version)[::-1])
    hidden = hidden_digits()
    clean: list[int] = []
    for ancestor in ancestors:  # the base first
        if ancestor.kind == Kind.IMPORTED or hidden.intersection(ancestor.digits):
            break
        clean.append(ancestor.version)
    if ancestors and ancestors[0].kind != Kind.BASE:
        return None
    newest = clean[-N_CLEAN:]
    kept = ModelState.objects.filter(id__in=newest, weights__isnull=False, preprocessing=preprocessing)
    # In the lineage's order: a version that waited while another was brought in has the lower number of both.
    return max(kept.values_list("id", flat=True), key=newest.index, default=None)
