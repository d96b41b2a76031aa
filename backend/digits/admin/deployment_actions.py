"""The context of the forms that roll back, pin, unpin and retrain, and the view that carries them out.

Each action needs a reason, which is recorded.
"""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from backend.digits import selectors
from backend.digits.admin import filters
from backend.digits.errors import RefusedError
from backend.digits.services import deployments
from backend.digits.services.learning import requests as retraining
from backend.digits.tasks import notify_worker


def deployment_context(request: HttpRequest) -> dict[str, Any]:
    """Return the served version, and the actions that this administrator may take."""
    newest = selectors.deployments.newest_deployment()
    return {
        "served_version": newest.model_state_id if newest else None,
        "is_pinned": newest.is_pinned if newest else False,
        "may_serve": request.user.has_perm("digits.serve_modelstate"),
        "may_retrain": request.user.has_perm("digits.retrain_modelstate"),
    }


@require_POST
def act_on_deployment(request: HttpRequest) -> HttpResponse:
    """Do what the form asks for, then show the list of versions."""
    action, reason = request.POST.get("action", ""), request.POST.get("reason", "")
    by = request.user.get_username()
    needed = "retrain_modelstate" if action.startswith("retrain") else "serve_modelstate"
    if not request.user.has_perm(f"digits.{needed}"):
        raise PermissionDenied
    try:
        messages.success(request, _act(action, request.POST.get("version", ""), by=by, reason=reason))
    except RefusedError as error:
        messages.error(request, str(error))
    return HttpResponseRedirect(reverse("admin:digits_modelstate_changelist"))


def _act(action: str, version: str, *, by: str, reason: str) -> str:
    match action:
        case "rollback":
            number = filters.as_number(version)
            if number is None:
                raise RefusedError("Name the version to go back to, a number.")
            deployments.roll_back(to=number, by=by, reason=reason)
            return f"Version {number} is served from the next request on, and pinned."
        case "pin":
            deployments.pin(by=by, reason=reason)
            return "What is served is pinned: nothing is learned until it is unpinned."
        case "unpin":
            deployments.unpin(by=by, reason=reason)
            notify_worker()
            return "The network learns again."
        case "retrain" | "retrain-without":
            retrain = retraining.retrain_now if action == "retrain" else retraining.retrain_without
            queued = retrain(by=by, reason=reason)
            notify_worker()
            start = f", starting from version {queued.parent_id}" if queued.parent_id else ""
            return f"Version {queued.pk} is queued{start}."
    raise RefusedError("That is nothing that can be done here.")
