"""The page of one version: its accuracies, curves, weights, digits and receipt."""

import json
from typing import Any

from django.contrib import admin, messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from backend.digits import selectors
from backend.digits.admin import charts
from backend.digits.admin.confusion import confusion_table, digits_address
from backend.digits.admin.deployment_actions import deployment_context
from backend.digits.admin.digit_reasons import REASONS
from backend.digits.admin.figures import MEASURES, are_alike, duration, interval_words, percent_of_count
from backend.digits.admin.numerals import numeral
from backend.digits.admin.own_digits import own_digits_context
from backend.digits.admin.stored_words import reason_of, refusal_of, why_served
from backend.digits.drawings import to_png
from backend.digits.errors import RefusedError
from backend.digits.models import ModelState
from backend.digits.services.learning import comparison
from backend.digits.services.transfer import networks
from nn.figures.sheets import weight_sheet


def version_page(request: HttpRequest, version: int) -> HttpResponse:
    if not request.user.has_perm("digits.view_modelstate") or request.method != "GET":
        raise PermissionDenied
    state: Any = selectors.versions.version_details(version)  # with has_weights
    if state is None:
        raise Http404
    parent = selectors.admin.versions_with_ids([state.parent_id]).get(state.parent_id) if state.parent_id else None
    detail = state.test_detail or {}
    context = admin.site.each_context(request) | deployment_context(request) | own_digits_context(state) | {
        "title": _("Version %(version)s") % {"version": state.pk},
        "state": state,
        "reason": reason_of(state),
        "parent": parent,
        "figures": [row for row in _accuracies(state, parent) if row[1] != "–"],
        "curve": _curves(state),
        "confusion": confusion_table(
            detail.get("confusion_matrix", []),
            rows=_("what it is, of %(digits)s") % {"digits": _tested_on(detail)},
            columns=_("what it was read as"),
        ),
        "of_people": digits_address(reader=state.pk),
        "may_review": request.user.has_perm("digits.review_digit"),
        "reasons": REASONS.values(),
        "receipt": json.dumps(state.receipt, indent=2) if state.receipt else "",
        "deployments": [(one, why_served(one, state)) for one in selectors.admin.deployments_of(state.pk)],
        "audit": selectors.admin.audit_of_version(state.pk),
        "duration": duration(state),
        "has_weights": state.has_weights,
        "may_export": request.user.has_perm("digits.export_modelstate"),
        "hidden": sorted(selectors.lineage.hidden_in_lineage(state.pk)),
        "was_served": selectors.deployments.was_deployed(state.pk),
    }  # fmt: skip
    return TemplateResponse(request, "admin/digits/version.html", context)


@permission_required("digits.view_modelstate", raise_exception=True)
def weights_png(_request: HttpRequest, version: int) -> HttpResponse:
    """Answer with a picture of the weights of the thirty hidden units."""
    try:
        network = comparison.network_of(version)
    except RefusedError as error:
        raise Http404 from error
    answer = HttpResponse(to_png(weight_sheet(network.weights[0])), content_type="image/png")
    answer["Cache-Control"] = "private, max-age=3600"
    return answer


@permission_required("digits.export_modelstate", raise_exception=True)
def network_file(request: HttpRequest, version: int, part: str) -> HttpResponse:
    """Answer with the blob of a network, or with the JSON that describes it."""
    if part not in ("blob", "json"):
        raise Http404
    try:
        exported = networks.export_network(version, by=request.user.get_username())
    except RefusedError as error:
        messages.error(request, refusal_of(error))
        return HttpResponseRedirect(reverse("admin:digits_modelstate_changelist"))
    content, media = (
        (exported.blob, "application/octet-stream") if part == "blob" else (exported.json, "application/json")
    )
    answer = HttpResponse(content, content_type=media)
    answer["Content-Disposition"] = f'attachment; filename="ductus-network-{version}.{part}"'
    return answer


def _accuracies(state: ModelState, parent: ModelState | None) -> list[tuple[str, SafeString | str, str]]:
    now, before = state.test_detail or {}, (parent.test_detail or {}) if parent else {}
    train = state.train_detail or {}
    return [
        *(
            (
                _(title),
                percent_of_count(now.get(name), before.get(name) if are_alike(state, parent, name) else None),
                interval_words(now.get(name)),
            )
            for title, name in MEASURES
        ),
        (_("People’s digits learned"), percent_of_count(train.get("people")), interval_words(train.get("people"))),
        (_("Rehearsed digits"), percent_of_count(train.get("rehearsed")), interval_words(train.get("rehearsed"))),
    ]


def _tested_on(detail: dict[str, Any]) -> str:
    """Name the digits that the confusion matrix counts: MNIST's test digits or the reference digits, and people's."""
    first = detail.get("mnist") or detail.get("reference") or {}
    name = _("MNIST’s test digits") if detail.get("mnist") else _(first.get("name") or "Yardstick")
    n_people = (detail.get("people") or {}).get("count", 0)
    named = {"n": numeral(first.get("count", 0)), "name": name, "n_people": numeral(n_people)}
    if not n_people:
        return _("%(n)s of these: %(name)s") % named
    return _("%(n)s of these: %(name)s, and %(n_people)s of people’s digits kept apart") % named


def _curves(state: ModelState) -> list[tuple[str, SafeString | str]]:
    """Chart cost and accuracy during the training, if the version kept them."""
    curve = (state.train_detail or {}).get("curve") or []
    if not curve:
        return []

    def points(name: str, form: str) -> list[charts.Point | None]:
        return [_point(step, len(curve), point[name], form) for step, point in enumerate(curve, start=1)]

    of_learned = _("the digits that it learned, while it learned them: no measure of how well it reads others")
    part, cost, accuracy = _("part"), _("Cost while it learned"), _("Accuracy while it learned")
    return [
        (cost, charts.chart(cost, points("cost", ".4f"), x_label=part, source=of_learned, is_share=False)),
        (accuracy, charts.chart(accuracy, points("accuracy", ".1%"), x_label=part, source=of_learned)),
    ]


def _point(step: int, n_steps: int, value: float | None, form: str) -> charts.Point | None:
    if value is None:
        return None
    name = _("part %(number)s of %(count)s") % {"number": step, "count": n_steps}
    return charts.Point(step, name, numeral(value, form), value)
