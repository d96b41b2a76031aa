"""The page shown before a change is confirmed: what rolling back, pinning, unpinning or retraining will change.

It says how to undo the change, too; an administrator changes nothing served without it. What cannot be done is refused
instead of the page. Its form names the newest deployment and version that its reader saw, so the same button pressed
twice is done once. A rollback, pin or unpin is refused if another deployment came meanwhile. The field for the reason
is a text area, in which Enter confirms nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext
from django.views.decorators.http import require_http_methods

from backend.digits import selectors
from backend.digits.admin import filters
from backend.digits.admin.numerals import numeral
from backend.digits.admin.stored_words import refusal_of
from backend.digits.errors import RefusedError
from backend.digits.models import Deployment
from backend.digits.services import deployments
from backend.digits.services.learning import requests as retraining
from backend.digits.tasks import notify_worker

N_OFFERED = 50  # versions of the serving history to go back to; more make the choice longer
TITLES = {
    "rollback": gettext_noop("Serve an older version"),
    "pin": gettext_noop("Pin what is served"),
    "unpin": gettext_noop("Unpin"),
    "retrain": gettext_noop("Retrain now"),
    "retrain-without": gettext_noop("Retrain without excluded digits"),
}


@dataclass(frozen=True)
class Seen:
    """What the reader of a page saw: the newest deployment and the newest version."""

    deployment: int
    version: int


def deployment_context(request: HttpRequest) -> dict[str, Any]:
    """Return the served version, and the actions that this administrator may take."""
    newest = selectors.deployments.newest_deployment()
    return {
        "served_version": newest.model_state_id if newest else None,
        "is_pinned": newest.is_pinned if newest else False,
        "may_serve": request.user.has_perm("digits.serve_modelstate"),
        "may_retrain": request.user.has_perm("digits.retrain_modelstate"),
    }


@require_http_methods(["GET", "HEAD", "POST"])
def act_on_deployment(request: HttpRequest) -> HttpResponse:
    """Show what `?action=…&version=…` will change, or do it once it was confirmed, and show the list of versions."""
    fields = request.POST if request.method == "POST" else request.GET
    action, version = fields.get("action", ""), fields.get("version", "")
    needed = "retrain_modelstate" if action.startswith("retrain") else "serve_modelstate"
    if not request.user.has_perm(f"digits.{needed}"):
        raise PermissionDenied
    try:
        if request.method != "POST":
            return _confirm_page(request, action, version)
        seen = _seen(fields.get("deployment", ""), fields.get("newest", ""))
        by, reason = request.user.get_username(), request.POST.get("reason", "")
        messages.success(request, _act(action, version, by=by, reason=reason, seen=seen))
    except RefusedError as error:
        messages.error(request, refusal_of(error))
    return HttpResponseRedirect(reverse("admin:digits_modelstate_changelist"))


def _confirm_page(request: HttpRequest, action: str, version: str) -> HttpResponse:
    newest = selectors.deployments.newest_deployment()
    if action not in TITLES:
        raise RefusedError(_("That is nothing that can be done here."))
    if newest is None:
        raise RefusedError(_("No network is installed yet."))
    _check_possible(action, version, newest)
    served = newest.model_state_id
    after = _version_after(action, version, served)
    hidden = selectors.lineage.hidden_in_lineage(after)
    offered = selectors.deployments.offered_versions(n_newest=N_OFFERED) if action == "rollback" else []
    context = admin.site.each_context(request) | {
        "title": _(TITLES[action]),
        "action": action,
        "served": served,
        "is_pinned": newest.is_pinned,
        "after": after,
        "changes": _changes(action, served=newest, after=after),
        "way_back": _way_back(action, served=newest),
        "hidden": sorted(hidden),
        "offered": _choices(offered, served) if version == "" else [],
        "deployment": newest.pk,
        "newest": selectors.versions.newest_version(),
        "may_retrain": request.user.has_perm("digits.retrain_modelstate"),
    }
    return TemplateResponse(request, "admin/digits/steer.html", context)


def _check_possible(action: str, version: str, newest: Deployment) -> None:
    """Raise the RefusedError that the confirmed action would raise, as far as it is known without a reason."""
    match action:
        case "rollback" if version:
            deployments.check_servable(_number(version))
        case "pin":
            deployments.check_servable(newest.model_state_id)
        case "unpin" if not newest.is_pinned:
            raise RefusedError("Nothing is pinned.")
        case "retrain" | "retrain-without":
            retraining.check_learnable()


def _choices(offered: Sequence[tuple[int, datetime, float | None]], served: int) -> list[tuple[int, datetime, str]]:
    """Return the versions to go back to, with their accuracies as the reader writes them."""
    return [
        (version, since, "" if share is None else numeral(share, ".2%"))
        for version, since, share in offered
        if version != served
    ]


def _version_after(action: str, version: str, served: int) -> int:
    """Return the version whose lineage is shown: the one that will be served, or that the training starts from."""
    if action == "rollback" and version:
        return _number(version)
    return retraining.clean_start() if action == "retrain-without" else served


def _changes(action: str, *, served: Deployment, after: int) -> list[str]:
    """Say in sentences what the action will change."""
    now, n_waiting = served.model_state_id, selectors.deployments.n_digits_waiting()
    learns = _("Nothing is learned until it is unpinned.")
    count = [ngettext("%(n)s digit waits already.", "%(n)s digits wait already.", n_waiting) % {"n": n_waiting}]
    count = count if n_waiting else []
    match action:
        case "rollback" if after == now:
            chosen = _("From the next request on, the version that you choose is served instead of version %(now)s.")
            return [chosen % {"now": now}, _("It is pinned."), learns, *count]
        case "rollback":
            to = _("From the next request on, version %(version)s is served instead of version %(now)s.")
            return [to % {"version": after, "now": now}, _("It is pinned."), learns, *count]
        case "pin":
            return [_("Version %(version)s stays what is served.") % {"version": now}, learns, *count]
        case "unpin":
            again = _("The network learns again, starting from version %(version)s.") % {"version": now}
            at_once = _("They are learned at once: what is served may be another version some seconds later.")
            return [again, *count, at_once] if n_waiting else [again]
        case "retrain":
            how = _(
                "A version is trained on a fresh sample of all digits, from what is served then: now %(version)s."
            ) % {"version": now}
        case _other:
            how = _("A version is trained from version %(version)s, the newest that no excluded digit has trained.") % {
                "version": after
            }
    if served.is_pinned:
        return [how, _("It waits until what is served is unpinned.")]
    return [how, _("It is served instead of version %(version)s if the gate accepts it.") % {"version": now}]


def _way_back(action: str, *, served: Deployment) -> str:
    version = {"version": served.model_state_id}
    match action:
        case "pin":
            return _("unpin")
        case "unpin":
            return _("roll back to version %(version)s, which pins it again") % version
    if served.is_pinned:
        return _("roll back to version %(version)s") % version
    return _("roll back to version %(version)s, then unpin") % version


def _act(action: str, version: str, *, by: str, reason: str, seen: Seen) -> str:
    match action:
        case "rollback":
            number = _number(version)
            deployments.roll_back(to=number, by=by, reason=reason, seen=seen.deployment)
            return _("Version %(version)s is served from the next request on, and pinned.") % {"version": number}
        case "pin":
            deployments.pin(by=by, reason=reason, seen=seen.deployment)
            return _("What is served is pinned: nothing is learned until it is unpinned.")
        case "unpin":
            deployments.unpin(by=by, reason=reason, seen=seen.deployment)
            notify_worker()
            return _("The network learns again.")
        case "retrain" | "retrain-without":
            retrain = retraining.retrain_now if action == "retrain" else retraining.retrain_without
            queued = retrain(by=by, reason=reason, seen=seen.version)
            notify_worker()
            told = _("Version %(version)s is queued.")
            if queued.parent_id:
                told = _("Version %(version)s is queued, starting from version %(parent)s.")
            told %= {"version": queued.pk, "parent": queued.parent_id}
            newest = selectors.deployments.newest_deployment()
            waits = _("It waits until what is served is unpinned.")
            return f"{told} {waits}" if newest is not None and newest.is_pinned else told
    raise RefusedError(_("That is nothing that can be done here."))


def _number(version: str) -> int:
    number = filters.as_number(version)
    if number is None:
        raise RefusedError(_("Choose the version to go back to."))
    return number


def _seen(deployment: str, newest: str) -> Seen:
    numbers = [filters.as_number(text) for text in (deployment, newest)]
    if numbers[0] is None or numbers[1] is None:
        raise RefusedError(_("Nothing was changed: confirm it on the page that says what will change."))
    return Seen(numbers[0], numbers[1])
