"""Versions: the list with what each gained over its parent, and the page of one with all that is known of it."""

import json
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.safestring import SafeString

from backend.digits import overview, selectors
from backend.digits.admin import charts, comparing, filters
from backend.digits.admin.confusion import confusion_table
from backend.digits.admin.history import to_version
from backend.digits.admin.pictures import thumbnails
from backend.digits.admin.reading import BoundedList, ReadOnlyAdmin, counted, percent, points
from backend.digits.models import Digit, ModelState
from backend.digits.services import comparison, networks, retraining, steering
from backend.digits.services.comparison import CannotCompareError
from backend.digits.services.retraining import CannotRetrainError
from backend.digits.services.serving import CannotServeError
from backend.digits.tasks import ring_doorbell
from nn import plots

N_DIGITS = 30
N_ANCESTORS = 500  # whose receipts are read unless all are asked for


class VersionList(BoundedList):
    """The list with each version's parent beside it, read at once."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        parents = overview.versions_with_ids({version.parent_id for version in self.result_list} - {None})
        for version in self.result_list:
            version.parent_shown = parents.get(version.parent_id)


@admin.register(ModelState)
class ModelStateAdmin(ReadOnlyAdmin):
    list_display = [
        "version", "kind", "coloured_status", "shown_parent", "train", "test", "mnist", "people", "finished",
        "why",
    ]  # fmt: skip
    list_display_links = ["version"]
    list_filter = ["status", "kind"]
    search_fields = ["id"]
    search_help_text = "The number of a version"
    unread = ("weights", "biases", "receipt", "train_detail")
    change_list_template = "admin/digits/versions.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[ModelState]:
        return super().get_queryset(request).select_related(None)

    def get_changelist(self, request: HttpRequest, **_: Any) -> type[BoundedList]:
        return VersionList

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[ModelState], search_term: str
    ) -> tuple[QuerySet[ModelState], bool]:
        if not (term := search_term.strip()):
            return queryset, False
        number = filters.as_number(term)
        return (queryset.none() if number is None else queryset.filter(pk=number)), False

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return super().changelist_view(request, steering_context(request))

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        own = [
            path("compare/", view(comparing.compare_page), name="compare"),
            path("steer/", view(self.steer), name="steer"),
            path("<row:version>/weights.png", view(self.weights_png), name="weights"),
            path("<row:version>/lineage/", view(self.lineage), name="lineage"),
            path("<row:version>/network.<str:part>", view(self.network_file), name="network"),
        ]
        return own + super().get_urls()

    # --- One version ---

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        if not self.has_view_permission(request) or request.method != "GET":
            raise PermissionDenied
        state = self._found(filters.as_number(object_id))
        parent = overview.versions_with_ids([state.parent_id]).get(state.parent_id) if state.parent_id else None
        detail = state.test_detail or {}
        ten = Digit.objects.filter(model_state_id=state.pk).order_by("id").defer("ink")[:N_DIGITS]
        context = self.admin_site.each_context(request) | steering_context(request) | {
            "title": f"Version {state.pk}",
            "state": state,
            "parent": parent,
            "figures": [(title, shown, count) for title, shown, count in _figures(state, parent) if shown != "–"],
            "curve": _curves(state),
            "confusion": confusion_table(detail.get("confusion_matrix", []), address=_misread_by(state.pk)),
            "thumbnails": thumbnails(ten),
            "receipt": json.dumps(state.receipt, indent=2) if state.receipt else "",
            "deployments": overview.deployments_of(state.pk),
            "audit": overview.audit_of_version(state.pk),
            "duration": _duration(state),
            "has_weights": state.has_weights,
            "may_export": request.user.has_perm("digits.export_modelstate"),
            "was_served": selectors.was_deployed(state.pk),
        }  # fmt: skip
        return TemplateResponse(request, "admin/digits/version.html", context)

    def weights_png(self, request: HttpRequest, version: int) -> HttpResponse:
        """What each of the thirty hidden units looks for."""
        self._check_view(request)
        try:
            network = comparison.network_of(version)
        except CannotCompareError as error:
            raise Http404 from error
        answer = HttpResponse(plots.png(plots.weight_sheet(network.weights[0])), content_type="image/png")
        answer["Cache-Control"] = "private, max-age=3600"
        return answer

    def lineage(self, request: HttpRequest, version: int) -> HttpResponse:
        """What a version owes to whom: every version it was trained from, and the excluded digits among theirs."""
        self._check_view(request)
        ancestors = overview.lineage(version, n_newest=None if "all" in request.GET else N_ANCESTORS)
        if not ancestors:
            raise Http404
        hidden = overview.hidden_digits()
        tainted = [(ancestor, sorted(hidden.intersection(ancestor.digits))) for ancestor in ancestors]
        context = self.admin_site.each_context(request) | {
            "title": f"Lineage of version {version}",
            "version": version,
            "n_ancestors": len(ancestors),
            "is_whole": ancestors[-1].parent is None,
            "n_hidden": len({id_ for _, ids in tainted for id_ in ids}),
            "shown": [
                {
                    "version": to_version(ancestor.version),
                    "kind": ancestor.kind,
                    "n": len(ancestor.digits),
                    "hidden": ids,
                }
                for ancestor, ids in tainted[:N_DIGITS]
            ],
        }
        return TemplateResponse(request, "admin/digits/lineage.html", context)

    def network_file(self, request: HttpRequest, version: int, part: str) -> HttpResponse:
        """The blob, or the JSON that describes it."""
        if not request.user.has_perm("digits.export_modelstate"):
            raise PermissionDenied
        try:
            taken = networks.take_out(version, by=request.user.get_username())
        except networks.CannotExchangeError as error:
            messages.error(request, str(error))
            return HttpResponseRedirect(reverse("admin:digits_modelstate_changelist"))
        if part not in ("blob", "json"):
            raise Http404
        content, media = (
            (taken.blob, "application/octet-stream") if part == "blob" else (taken.json, "application/json")
        )
        answer = HttpResponse(content, content_type=media)
        answer["Content-Disposition"] = f'attachment; filename="ductus-network-{version}.{part}"'
        return answer

    # --- Steering ---

    def steer(self, request: HttpRequest) -> HttpResponse:
        """Roll back, pin, unpin, or have the network learn; then back to the list."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        action, by, reason = (
            request.POST.get("action", ""),
            request.user.get_username(),
            request.POST.get("reason", ""),
        )
        needed = "retrain_modelstate" if action.startswith("retrain") else "serve_modelstate"
        if not request.user.has_perm(f"digits.{needed}"):
            raise PermissionDenied
        try:
            messages.success(request, _steer(action, request.POST.get("version", ""), by=by, reason=reason))
        except (CannotServeError, CannotRetrainError) as error:
            messages.error(request, str(error))
        return HttpResponseRedirect(reverse("admin:digits_modelstate_changelist"))

    # --- Columns ---

    @admin.display(description="Version", ordering="id")
    def version(self, state: ModelState) -> int:
        return state.pk

    @admin.display(description="Status")
    def coloured_status(self, state: ModelState) -> SafeString:
        return format_html('<span class="status {}">{}</span>', state.status, state.status)

    @admin.display(description="From")
    def shown_parent(self, state: ModelState) -> SafeString | str:
        return to_version(state.parent_id) if state.parent_id else "–"

    @admin.display(description="Training")
    def train(self, state: ModelState) -> SafeString:
        return _share(state, "train_accuracy")

    @admin.display(description="Test")
    def test(self, state: ModelState) -> SafeString:
        return _share(state, "test_accuracy")

    @admin.display(description="MNIST test")
    def mnist(self, state: ModelState) -> SafeString | str:
        return _counts(state, "mnist")

    @admin.display(description="People")
    def people(self, state: ModelState) -> SafeString | str:
        return _counts(state, "people")

    @admin.display(description="Why")
    def why(self, state: ModelState) -> SafeString:
        text = state.error or state.reason
        return format_html('<span class="why" title="{}">{}</span>', text, text)

    @admin.display(description="Finished, took")
    def finished(self, state: ModelState) -> SafeString | str:
        if state.finished_at is None:
            return "–"
        told = '<span class="figure" title="{}">{} <small>{}</small></span>'
        return format_html(
            told, f"{state.finished_at:%Y-%m-%d %H:%M:%S}", f"{state.finished_at:%-d %b %H:%M}", _duration(state)
        )

    def _check_view(self, request: HttpRequest) -> None:
        if not self.has_view_permission(request):
            raise PermissionDenied

    def _found(self, version: int | None) -> Any:
        state = overview.version_for_its_page(version) if version is not None else None
        if state is None:
            raise Http404
        return state


def steering_context(request: HttpRequest) -> dict[str, Any]:
    """What is served and what may be done about it."""
    newest = selectors.newest_deployment()
    return {
        "served_version": newest.model_state_id if newest else None,
        "is_pinned": newest.is_pinned if newest else False,
        "may_serve": request.user.has_perm("digits.serve_modelstate"),
        "may_retrain": request.user.has_perm("digits.retrain_modelstate"),
    }


def _steer(action: str, version: str, *, by: str, reason: str) -> str:
    match action:
        case "rollback":
            number = filters.as_number(version)
            if number is None:
                raise CannotServeError("Name the version to go back to, a number.")
            steering.roll_back(to=number, by=by, reason=reason)
            return f"Version {number} is served from the next request on, and pinned."
        case "pin":
            steering.pin(by=by, reason=reason)
            return "What is served is pinned: nothing is learned until it is unpinned."
        case "unpin":
            steering.unpin(by=by, reason=reason)
            ring_doorbell()
            return "The network learns again."
        case "retrain" | "retrain-without":
            retrain = retraining.retrain_now if action == "retrain" else retraining.retrain_without
            queued = retrain(by=by, reason=reason)
            ring_doorbell()
            start = f", starting from version {queued.parent_id}" if queued.parent_id else ""
            return f"Version {queued.pk} is queued{start}."
    raise CannotServeError("That is nothing that can be done here.")


def _duration(state: ModelState) -> str:
    if state.started_at is None or state.finished_at is None:
        return "–"
    return f"{(state.finished_at - state.started_at).total_seconds():.1f} s"


def _figures(state: ModelState, parent: ModelState | None) -> list[tuple[str, SafeString | str, str]]:
    now, before = state.test_detail or {}, (parent.test_detail or {}) if parent else {}
    train = state.train_detail or {}
    return [
        ("Training", _with_difference(state.train_accuracy, parent.train_accuracy if parent else None), ""),
        ("Test", _with_difference(state.test_accuracy, parent.test_accuracy if parent else None), ""),
        *(
            (title, counted(now.get(name), before.get(name)), _interval(now.get(name)))
            for title, name in (
                ("MNIST test", "mnist"),
                ("People’s held-out digits", "people"),
                ("Reference digits", "reference"),
            )
        ),
        ("People’s digits learned", counted(train.get("people")), _interval(train.get("people"))),
        ("Rehearsed digits", counted(train.get("rehearsed")), _interval(train.get("rehearsed"))),
    ]


def _interval(counts: dict[str, Any] | None) -> str:
    if not counts or not counts["count"]:
        return ""
    low, high = counts["interval"]
    return f"95 % interval {percent(low)} – {percent(high)}"


def _curves(state: ModelState) -> list[tuple[str, SafeString | str]]:
    """Cost and accuracy after each part of the training, where the version kept them."""
    curve = (state.train_detail or {}).get("curve") or []
    if not curve:
        return []
    steps = list(range(1, len(curve) + 1))
    cost = charts.Line("cost", [point["cost"] for point in curve])
    right = charts.Line("digits learned that are read correctly", [point["accuracy"] for point in curve])
    return [
        ("Cost", charts.lines(steps, [cost], across="part of the training", is_share=False)),
        ("Accuracy", charts.lines(steps, [right], across="part of the training")),
    ]


def _misread_by(version: int) -> Any:
    changelist = reverse("admin:digits_digit_changelist")
    return lambda label, guess: f"{changelist}?{urlencode({'label': label, 'guess': guess, 'reader': version})}"


def _share(state: ModelState, name: str) -> SafeString:
    parent = getattr(state, "parent_shown", None)
    return _with_difference(getattr(state, name), getattr(parent, name) if parent else None)


def _with_difference(now: float | None, before: float | None) -> SafeString:
    return format_html('<span class="figure">{} {}</span>', percent(now), points(now, before))


def _counts(state: ModelState, name: str) -> SafeString | str:
    parent = getattr(state, "parent_shown", None)
    before = (parent.test_detail or {}).get(name) if parent else None
    return counted((state.test_detail or {}).get(name), before)
