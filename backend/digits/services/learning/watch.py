"""The watch after promotion: a version that reads people worse beyond doubt goes back by itself.

The gate judges a version before anybody has seen it. The watch judges it by the first digits that people verify
afterwards, asking it and the version before about each (`first_sight`). Neither has learned those digits. Only one of
them was shown, so a person who confirms too fast speaks for the newer version, never against it.

A version is soon followed by the next, which inherits its faults. So the newest versions are watched together, each
against the one before it, also after others have been served. Going back goes to the version before the worst one; all
later ones are undone with it. Their digits count as those of a rejected version (`selectors.training.undone`).

What a person deployed is not watched: neither it nor anything before it.
"""

from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from django.db import transaction

from backend.digits import selectors
from backend.digits.models import BY_GATE, BY_WATCH, Action, Deployment
from backend.digits.notice import NoticeKind
from backend.digits.services import audit
from backend.digits.services.deployments import deploy
from backend.digits.services.learning.first_sight import FirstSight, compare
from backend.digits.services.locking import lock_writers
from backend.digits.services.moderation.quarantine import digits_to_quarantine, hold_by_reason
from backend.digits.services.notices.telling import tell
from backend.observability import event
from nn.preprocessing import PREPROCESSING_VERSION
from nn.serialization import CorruptNetworkError

N_WATCHED = 6  # the newest versions that are watched: if more, faults are found later too, and a run takes longer
N_DIGITS = 60  # the first digits after a promotion by which it is watched: if more, small falls are found, and later


@dataclass(frozen=True)
class WentBack:
    """A return by the watch: from the served version, past the one that was worse, to the one before it."""

    served: int
    worse: int
    to: int
    found: FirstSight

    @property
    def reason(self) -> str:
        found = self.found
        digits = f"Of the first {found.n_digits} digits that people verified afterwards"
        lost = f"it misreads {found.n_lost} that version {self.to} reads"
        won = f"with {found.n_won} it is the other way round"
        return f"Version {self.worse} reads people worse. {digits}, {lost}; {won} (evidence {found.evidence:.1f})."


_looked_at: tuple[int, int] | None = None
_passed: set[tuple[int, datetime, int]] = set()
"""Deployments that all of their first digits have let pass, each with its time and the one before it. They are not
compared again by this process: under load it would take a tenth of a run."""


def look_back() -> WentBack | None:
    """Compare the newest versions with those before them; go back where one is worse beyond doubt.

    It costs two small queries where no digit and no deployment is new since this process looked last.
    """
    global _looked_at  # noqa: PLW0603  # one state for the process
    newest = selectors.deployments.served()
    now = (newest[0] if newest else 0, selectors.digits.newest_id())
    if now == _looked_at:
        return None
    found = _worst(selectors.deployments.newest(N_WATCHED + 1))
    went_back = _go_back(found, deployment=now[0]) if found else None
    _looked_at = now
    return went_back


def announce(went_back: WentBack) -> None:
    """Tell the log and the administrator, inside the transaction that goes back."""
    event(
        "went_back",
        "back from version %d to %d: %s",
        went_back.served,
        went_back.to,
        went_back.reason,
        version=went_back.worse,
    )
    title = f"Version {went_back.worse} was taken back: version {went_back.to} is served again"
    tell(NoticeKind.RETURNED, title, text=went_back.reason, version=went_back.worse)


def _worst(deployments: list[Deployment]) -> WentBack | None:
    """Return how to undo the worst of these deployments, given newest first; None if none is worse beyond doubt."""
    worse: list[WentBack] = []
    _passed.intersection_update((row.pk, row.created_at, before.pk) for row, before in pairwise(deployments))
    for deployment, previous in pairwise(deployments):
        if deployment.by != BY_GATE:
            break
        if (deployment.pk, deployment.created_at, previous.pk) in _passed:
            continue
        digits = selectors.training.first_digits_after(
            deployment.created_at, preprocessing=PREPROCESSING_VERSION, n=N_DIGITS
        )
        if not digits.ids:
            continue
        try:
            now, before = (selectors.versions.load_network(row.model_state_id) for row in (deployment, previous))
        except CorruptNetworkError:
            continue  # a damaged network is never served: `inference` sees to that
        if now is None or before is None:
            continue
        found = compare(now, before, digits)
        if found.is_worse:
            served = deployments[0].model_state_id
            worse.append(WentBack(served, deployment.model_state_id, previous.model_state_id, found))
        elif len(digits) == N_DIGITS:
            _passed.add((deployment.pk, deployment.created_at, previous.pk))
    return max(worse, key=lambda went_back: went_back.found.evidence, default=None)


def _go_back(went_back: WentBack, *, deployment: int) -> WentBack | None:
    """Serve the version before, unless something else was deployed meanwhile or what is served is pinned."""
    with transaction.atomic():
        lock_writers()
        newest = selectors.deployments.newest_deployment()
        if newest is None or newest.pk != deployment or newest.is_pinned:
            return None
        undone = selectors.deployments.deployed_since(went_back.to)
        deploy(went_back.to, by=BY_WATCH, reason=went_back.reason)
        audit.record(
            Action.ROLLBACK,
            by=BY_WATCH,
            version=went_back.worse,
            before=f"version {went_back.served}",
            after=f"version {went_back.to}",
            reason=went_back.reason,
        )
        before = selectors.versions.load_network(went_back.to)
        if before is not None:
            for version in undone:
                hold_by_reason(digits_to_quarantine(version, before))
        announce(went_back)
    return went_back
