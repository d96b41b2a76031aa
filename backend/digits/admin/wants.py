"""What wants the administrator: sentences, the most urgent first, each with the page where it is done."""

from dataclasses import dataclass

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.urls import reverse
from django.utils import timezone

from backend.digits import selectors
from backend.digits.models import Deployment

MANY = 1000  # held digits are counted up to here; a higher limit reads more rows
User = AbstractBaseUser | AnonymousUser


@dataclass(frozen=True)
class Want:
    """A sentence, the words of its button, and where that leads; `is_broken`: people or digits are harmed by it."""

    sentence: str
    button: str
    address: str
    is_broken: bool = False


def wants(served: Deployment, *, runs: selectors.admin.Runs) -> list[Want]:
    """Return what wants a decision or a remedy now; empty when all is well."""
    found = [_no_worker(runs), _failed(runs), *_poisoned(served), _held(), _pinned(served, runs)]
    return [want for want in found if want is not None]


def _no_worker(runs: selectors.admin.Runs) -> Want | None:
    if runs.n_alive:
        return None
    silent = f"for {seconds_since(runs.workers[0].seen_at)}" if runs.workers else "since the start"
    sentence = f"No worker has reported {silent}: digits are stored, and nothing is learned. Start the program again."
    return Want(sentence, "What was running", f"{reverse('admin:digits_modelstate_changelist')}", is_broken=True)


def _failed(runs: selectors.admin.Runs) -> Want | None:
    if not (failed := runs.failed_since_success):
        return None
    address = reverse("admin:digits_modelstate_change", args=[failed.pk])
    return Want(f"Version {failed.pk} failed: {failed.error[:120]}", f"Version {failed.pk}", address, is_broken=True)


def _poisoned(served: Deployment) -> list[Want]:
    n = len(selectors.lineage.hidden_in_lineage(served.model_state_id))
    if not n:
        return []
    digits = "1 digit that was excluded or withdrawn since is" if n == 1 else f"{n} digits that were excluded since are"
    sentence = f"{digits} in what version {served.model_state_id} has learned."
    return [Want(sentence, "Retrain without", f"{reverse('admin:steer')}?action=retrain-without")]


def _held() -> Want | None:
    n = selectors.admin.n_waiting_for_review(at_most=MANY)
    if not n:
        return None
    digits = "1 held digit waits" if n == 1 else f"{f'{MANY:,} or more' if n == MANY else n} held digits wait"
    return Want(f"{digits} for a decision.", "Review", reverse("admin:review"))


def _pinned(served: Deployment, runs: selectors.admin.Runs) -> Want | None:
    if not served.is_pinned or runs.oldest_waiting is None:
        return None
    n_waiting = selectors.versions.n_queued()
    versions = "1 version waits" if n_waiting == 1 else f"{n_waiting} versions wait"
    sentence = f"Version {served.model_state_id} is pinned, and {versions} to be learned."
    return Want(sentence, "Unpin", f"{reverse('admin:steer')}?action=unpin")


def seconds_since(at: object) -> str:
    """Return how long ago something was, in the unit that a reader would choose."""
    seconds = max(0, round((timezone.now() - at).total_seconds()))  # type: ignore[operator]
    if seconds < 120:
        return f"{seconds} seconds"
    return f"{seconds // 60} minutes" if seconds < 7200 else f"{seconds // 3600} hours"
