"""The review queue: its page, and the addresses that take decisions and take them back.

The page's script sends JSON and is answered in JSON, with 401 where the session is over and 409 where somebody else was
faster. It says that a decision is stored only when this answer has come. Forms do the same without a script.
"""

import json
from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID, uuid4

from django.contrib import admin, messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.middleware.csrf import get_token
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from backend.digits import selectors
from backend.digits.admin.digit_reasons import REASONS
from backend.digits.admin.numerals import numeral
from backend.digits.admin.review_cards import cards_of
from backend.digits.admin.stored_words import refusal_of
from backend.digits.errors import ChangedMeanwhileError, RefusedError
from backend.digits.models import Digit, DigitState
from backend.digits.services.moderation import review
from backend.digits.services.moderation.review import ReviewResult, Sight, edition_of
from backend.digits.services.moderation.review_queue import review_queue
from backend.digits.tasks import notify_worker

N_SHOWN = 100
N_UNDONE = 100  # decisions of one's own that the page offers to take back
MAX_IDS = 1000  # digits in one decision; a longer request is refused

View = Callable[..., HttpResponse]


def answering_json(site: admin.AdminSite, view: View) -> View:
    """Return the view of an administrator's page that answers 401 in JSON where a script asks without a session.

    A redirect to the login page would be followed by the script, and its 200 mistaken for success.
    """
    protected = site.admin_view(view)

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if _is_json(request) and not site.has_permission(request):
            detail = _("You are signed out. Sign in; what you pressed is kept and sent then.")
            return JsonResponse({"code": "signed_out", "detail": detail}, status=401)
        return protected(request, *args, **kwargs)

    return answer


@permission_required("digits.view_digit", raise_exception=True)
def review_page(request: HttpRequest) -> HttpResponse:
    """Show what most needs a decision: digits that belong together as one card, or with `?each=1` each for itself."""
    is_apart = request.GET.get("each") == "1"
    cards = cards_of(review_queue(limit=N_SHOWN), is_apart=is_apart)
    states = [item.state for card in cards for item in card.items]
    by = request.user.get_username()
    context = admin.site.each_context(request) | {
        "title": _("Review"),
        "cards": cards,
        "is_apart": is_apart,
        "n_digits": len(states),
        "n_held": states.count(DigitState.HELD),
        "n_not_held": len(states) - states.count(DigitState.HELD),
        "reasons": REASONS,
        "labels": range(10),
        "may_review": request.user.has_perm("digits.review_digit"),
        "decided": selectors.audit.decisions_of(by, n_newest=N_UNDONE),
    }
    return TemplateResponse(request, "admin/digits/review.html", context)


@never_cache
@require_safe
def session(request: HttpRequest) -> HttpResponse:
    """Answer who is signed in, and the token that decisions are sent with: a new session has a new one."""
    return JsonResponse({"user": request.user.get_username(), "token": get_token(request)})


@permission_required("digits.review_digit", raise_exception=True)
@require_POST
def decide(request: HttpRequest, digit_id: int | None = None) -> HttpResponse:
    """Take one decision: a `label`, or the `action` keep, hold, exclude or restore with its `reason`.

    `ids` names the digits where the address does not, `editions` what was seen of each, `batch` the request itself: the
    same request again is answered as the first time and changes nothing.
    """
    return _answer(request, digit_id, lambda fields, by: _decide(digit_id, fields, by=by))


@permission_required("digits.review_digit", raise_exception=True)
@require_POST
def undo(request: HttpRequest) -> HttpResponse:
    """Take the decision `batch` back."""
    return _answer(request, None, lambda fields, by: review.undo(_uuid(fields.get("batch"), "batch"), by=by))


def _answer(
    request: HttpRequest, digit_id: int | None, work: Callable[[dict[str, Any], str], ReviewResult]
) -> HttpResponse:
    is_json = _is_json(request)
    try:
        fields = _fields(request, is_json=is_json)
        result = work(fields, request.user.get_username())
    except RefusedError as error:
        if is_json:
            now = _as_json(error.row) if isinstance(error, ChangedMeanwhileError) else None
            return JsonResponse({"code": "refused", "detail": refusal_of(error), "now": now}, status=409)
        messages.error(request, refusal_of(error))
    else:
        if result.n_queued:
            notify_worker()
        if is_json:
            digits = [_as_json(digit) for digit in result.digits]
            return JsonResponse({"batch": str(result.batch), "words": _words(result), "digits": digits})
        messages.success(request, _words(result))
    return HttpResponseRedirect(_next_address(request, digit_id))


def _decide(digit_id: int | None, fields: dict[str, Any], *, by: str) -> ReviewResult:
    ids = [digit_id] if digit_id is not None else _ids(fields.get("ids"))
    given = fields.get("editions")
    if digit_id is not None and isinstance(edition := fields.get("edition"), str) and edition:
        given = {str(digit_id): edition}
    if isinstance(given, str) and given:  # of a form
        given = _json(given)
    pairs = given.items() if isinstance(given, dict) else ()
    editions = {int(id_): str(edition) for id_, edition in pairs if str(id_).isdecimal()}
    batch = fields.get("batch")
    sight = Sight(_uuid(batch, "batch") if batch else uuid4(), editions)
    reason = str(fields.get("reason", ""))
    if (label := fields.get("label")) not in (None, ""):
        if str(label) not in "0123456789" or len(str(label)) != 1:
            raise RefusedError(_("A label is a digit from 0 to 9."))
        result = review.relabel_all(ids, label=int(label), by=by, reason=reason, sight=sight)
    else:
        decisions = {"keep": review.keep, "hold": review.hold, "exclude": review.exclude, "restore": review.restore}
        if (action := str(fields.get("action"))) not in decisions:
            raise RefusedError(_("Send a label, or an action: keep, hold, exclude or restore."))
        result = decisions[action](ids, by=by, reason=reason, sight=sight)
    if not result.n_changed:
        raise RefusedError(_("It is not in a state for that any more: it was taken back, or decided on meanwhile."))
    return result


def _words(result: ReviewResult) -> str:
    """Say what the table has now, in one sentence."""
    digits = result.digits
    if len(digits) == 1:
        one = {"id": digits[0].pk, "label": digits[0].label, "state": _(str(digits[0].state))}
        return _("Digit %(id)s: a %(label)s, %(state)s.") % one
    labels = sorted({digit.label for digit in digits})
    states = _(" and ").join(sorted({_(str(digit.state)) for digit in digits}))
    all_ = {"n": len(digits), "label": labels[0], "states": states}
    if len(labels) == 1:
        return _("%(n)s digits: all labelled %(label)s, %(states)s.") % all_
    return _("%(n)s digits: %(states)s.") % all_


def _as_json(digit: Digit) -> dict[str, Any]:
    state = str(digit.state)
    return {
        "id": digit.pk, "label": digit.label, "state": state, "state_said": _(state), "edition": edition_of(digit),
    }  # fmt: skip


def _next_address(request: HttpRequest, digit_id: int | None) -> str:
    wanted = request.POST.get("next", "")
    if wanted.startswith(reverse("admin:index")) and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None):
        return wanted
    return reverse("admin:digits_digit_change", args=[digit_id]) if digit_id else reverse("admin:review")


def _is_json(request: HttpRequest) -> bool:
    return request.content_type == "application/json" or request.headers.get("Accept") == "application/json"


def _fields(request: HttpRequest, *, is_json: bool) -> dict[str, Any]:
    return _json(request.body) if is_json else request.POST.dict() | {"ids": request.POST.getlist("ids")}


def _json(text: str | bytes) -> dict[str, Any]:
    try:
        fields = json.loads(text)
    except ValueError:
        fields = None
    if not isinstance(fields, dict):
        raise RefusedError(_("Send a JSON object."))
    return fields


def _ids(given: Any) -> list[int]:
    numbers = [str(id_) for id_ in given] if isinstance(given, list) else []
    if not numbers or len(numbers) > MAX_IDS or not all(id_.isascii() and id_.isdecimal() for id_ in numbers):
        raise RefusedError(_("Send the numbers of 1 to %(most)s digits as `ids`.") % {"most": numeral(MAX_IDS)})
    return [int(id_) for id_ in numbers if len(id_) < 19]


def _uuid(given: Any, name: str) -> UUID:
    try:
        return UUID(str(given))
    except ValueError as error:
        raise RefusedError(
            _("%(name)s is %(given)s: a UUID is wanted.") % {"name": name, "given": f"{given!s:.40}"}
        ) from error
