"""The page of the review queue, used with single keys, and the address that takes every decision."""

import json
from typing import Any

from django.contrib import admin, messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from backend.digits import drawings
from backend.digits.admin.digits import REASONS
from backend.digits.admin.pictures import picture
from backend.digits.errors import RefusedError
from backend.digits.services.moderation import review
from backend.digits.services.moderation.review import ReviewResult
from backend.digits.services.moderation.review_queue import review_queue
from backend.digits.tasks import notify_worker

N_SHOWN = 100


@permission_required("digits.view_digit", raise_exception=True)
def review_page(request: HttpRequest) -> HttpResponse:
    """Show the hundred digits that most need a decision."""
    rows = [
        {
            "digit": item.digit,
            "guess": item.guess,
            "reasons": "; ".join(item.reasons),
            "picture": picture(
                drawings.picture_png(bytes(item.digit.picture)),
                f"digit {item.digit.pk}, sent as a {item.digit.label}",
                css_class="pixels",
            ),
        }
        for item in review_queue(limit=N_SHOWN)
    ]
    context = admin.site.each_context(request) | {
        "title": "Review",
        "rows": rows,
        "reasons": REASONS,
        "may_review": request.user.has_perm("digits.review_digit"),
    }
    return TemplateResponse(request, "admin/digits/review.html", context)


@permission_required("digits.review_digit", raise_exception=True)
@require_POST
def decide(request: HttpRequest, digit_id: int) -> HttpResponse:
    """Take one decision: a `label`, or the `action` hold, exclude or restore with its `reason`.

    The keys send JSON and get JSON. After a form comes the page of the digit.
    """
    is_json = request.content_type == "application/json"
    try:
        result = _decide(digit_id, _fields(request, is_json=is_json), by=request.user.get_username())
    except RefusedError as error:
        if is_json:
            return JsonResponse({"code": "refused", "detail": str(error)}, status=409)
        messages.error(request, str(error))
    else:
        if result.n_queued:
            notify_worker()
        if is_json:
            return JsonResponse({"changed": result.n_changed})
        messages.success(request, "Done.")
    return HttpResponseRedirect(reverse("admin:digits_digit_change", args=[digit_id]))


def _decide(digit_id: int, fields: dict[str, Any], *, by: str) -> ReviewResult:
    reason = str(fields.get("reason", ""))
    if (label := fields.get("label")) not in (None, ""):
        if str(label) not in "0123456789" or len(str(label)) != 1:
            raise RefusedError("A label is a digit from 0 to 9.")
        return review.relabel(digit_id, label=int(label), by=by, reason=reason)
    decisions = {"hold": review.hold, "exclude": review.exclude, "restore": review.restore}
    if (action := str(fields.get("action"))) not in decisions:
        raise RefusedError("Send a label, or an action: hold, exclude or restore.")
    result = decisions[action]([digit_id], by=by, reason=reason)
    if not result.n_changed:
        raise RefusedError("It is not in a state for that any more.")
    return result


def _fields(request: HttpRequest, *, is_json: bool) -> dict[str, Any]:
    if not is_json:
        return request.POST.dict()
    try:
        fields = json.loads(request.body)
    except ValueError:
        fields = None
    if not isinstance(fields, dict):
        raise RefusedError("Send a JSON object.")
    return fields
