"""The list of what needs the administrator: sentences, the most urgent first, each with the page where it is done."""

from dataclasses import dataclass

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from backend.digits import selectors
from backend.digits.admin.numerals import numeral
from backend.digits.admin.stored_words import told
from backend.digits.models import Deployment

N_OF_ERROR = 120  # letters of why a training failed; the page of its version has all
MANY = 1000  # held digits are counted up to here; a higher limit reads more rows
User = AbstractBaseUser | AnonymousUser


@dataclass(frozen=True)
class Want:
    """A sentence, the words of its button, where that leads, and the permission that it asks for, if any.

    `is_broken`: people or digits are harmed by it.
    """

    sentence: str
    button: str
    address: str
    is_broken: bool = False
    permission: str = ""


def wants(served: Deployment, *, runs: selectors.admin.Runs) -> list[Want]:
    """Return what wants a decision or a remedy now; empty when all is well."""
    found = [_no_worker(runs), _failed(runs), *_poisoned(served), _held(), _pinned(served, runs)]
    return [want for want in found if want is not None]


def _no_worker(runs: selectors.admin.Runs) -> Want | None:
    if runs.n_alive:
        return None
    if runs.workers:
        ago = seconds_since(runs.workers[0].seen_at)
        silent = _("No worker has reported for %(time)s") % {"time": ago}
    else:
        silent = _("No worker has reported since the start")
    stored = _("digits are stored, and nothing is learned. Start the program again.")
    address = reverse("admin:digits_modelstate_changelist")
    return Want(f"{silent}: {stored}", _("What was running"), address, is_broken=True)


def _failed(runs: selectors.admin.Runs) -> Want | None:
    if not (failed := runs.failed_since_success):
        return None
    address = reverse("admin:digits_modelstate_change", args=[failed.pk])
    sentence = _("Version %(version)s failed: %(error)s") % {
        "version": failed.pk,
        "error": told(failed.error)[:N_OF_ERROR],
    }
    return Want(sentence, _("Version %(version)s") % {"version": failed.pk}, address, is_broken=True)


def _poisoned(served: Deployment) -> list[Want]:
    n = len(selectors.lineage.hidden_in_lineage(served.model_state_id))
    if not n:
        return []
    sentence = ngettext(
        "Version %(version)s has learned from %(n)s digit that was excluded or withdrawn since.",
        "Version %(version)s has learned from %(n)s digits that were excluded or withdrawn since.",
        n,
    ) % {"n": n, "version": served.model_state_id}
    address = f"{reverse('admin:steer')}?action=retrain-without"
    return [Want(sentence, _("Retrain without"), address, permission="digits.retrain_modelstate")]


def _held() -> Want | None:
    n = selectors.admin.n_waiting_for_review(at_most=MANY)
    if not n:
        return None
    number = _("%(n)s or more") % {"n": numeral(MANY)} if n == MANY else str(n)
    sentence = ngettext("%(n)s held digit waits for a decision.", "%(n)s held digits wait for a decision.", n)
    return Want(sentence % {"n": number}, _("Review"), reverse("admin:review"))


def _pinned(served: Deployment, runs: selectors.admin.Runs) -> Want | None:
    if not served.is_pinned or runs.oldest_waiting is None:
        return None
    n_waiting = selectors.versions.n_queued()
    sentence = ngettext(
        "Version %(version)s is pinned, and %(n)s version waits to be learned.",
        "Version %(version)s is pinned, and %(n)s versions wait to be learned.",
        n_waiting,
    ) % {"version": served.model_state_id, "n": n_waiting}
    address = f"{reverse('admin:steer')}?action=unpin"
    return Want(sentence, _("Unpin"), address, permission="digits.serve_modelstate")


def seconds_since(at: object) -> str:
    """Return how long ago something was, in the unit that a reader would choose."""
    seconds = max(0, round((timezone.now() - at).total_seconds()))  # type: ignore[operator]
    if seconds < 120:
        return ngettext("%(n)s second", "%(n)s seconds", seconds) % {"n": seconds}
    if seconds < 7200:
        return ngettext("%(n)s minute", "%(n)s minutes", seconds // 60) % {"n": seconds // 60}
    return ngettext("%(n)s hour", "%(n)s hours", seconds // 3600) % {"n": seconds // 3600}
