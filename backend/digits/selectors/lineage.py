"""Lineages: a version, the one that its training started from, and so on to a base network.

A network that was exported here and brought in again goes on with the version that it was exported from.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.cache import cache
from django.db.models import BigIntegerField, CharField, DateTimeField, Value

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
    """Return a version, its parent, and so on to the base network; nothing if there is no such version."""
    return _dated_lineage_of(version)[0]


def _dated_lineage_of(version: int) -> tuple[list[int], datetime | None]:
    """Return a lineage, and when its first version came; by one query, unless that was imported."""
    versions = ModelState.objects.order_by()
    parents = versions.values_list("id", "parent_id", Value(None, DateTimeField()), Value("", CharField()))
    roots = versions.filter(parent=None).values_list("id", Value(None, BigIntegerField()), "created_at", "kind")
    rows = list(parents.union(roots, all=True))
    parent_of = {id_: parent for id_, parent, came, _ in rows if came is None}
    imported = {id_ for id_, _, _, kind in rows if kind == Kind.IMPORTED}
    lineage: list[int] = []
    at: int | None = version
    while at is not None and at in parent_of:
        lineage.append(at)
        at = _exported_from(at) if at in imported else parent_of[at]
    began = (came for id_, _, came, _ in rows if came is not None and lineage and id_ == lineage[-1])
    return lineage, next(began, None)


def _exported_from(imported: int) -> int | None:
    """Return the earlier version here that an imported network was exported from, if there is one with its SHA-256."""
    row = ModelState.objects.filter(id=imported).values_list("sha256", "receipt__elsewhere__version").first()
    sha256, number = row or ("", None)
    if not isinstance(number, int) or not 0 < number < imported:
        return None
    return ModelState.objects.filter(id=number, sha256=sha256).values_list("id", flat=True).first()


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
    name = f"hidden:{began and began.timestamp()}:{hash(hidden)}:"
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
