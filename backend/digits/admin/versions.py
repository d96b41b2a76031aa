"""The list of versions, each compared with its parent, and the addresses of the pages of a version."""

from typing import Any

from django.contrib import admin
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.html import format_html
from django.utils.safestring import SafeString

from backend.digits import selectors
from backend.digits.admin import filters
from backend.digits.admin.bounded_lists import BoundedList, ReadOnlyAdmin
from backend.digits.admin.comparison_page import compare_page
from backend.digits.admin.deployment_actions import act_on_deployment, deployment_context
from backend.digits.admin.figures import are_alike, duration, percent_of_count
from backend.digits.admin.history import version_link
from backend.digits.admin.lineage_page import lineage_page
from backend.digits.admin.times import moment
from backend.digits.admin.version_page import network_file, version_page, weights_png
from backend.digits.models import ModelState


class VersionList(BoundedList):
    """The list with each version's parent, all read in one query."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        parents = selectors.admin.versions_with_ids({version.parent_id for version in self.result_list} - {None})
        for version in self.result_list:
            version.parent_shown = parents.get(version.parent_id)


@admin.register(ModelState)
class ModelStateAdmin(ReadOnlyAdmin):
    list_display = [
        "version", "kind", "coloured_status", "shown_parent", "yardstick", "people", "mnist", "finished",
        "told_why",
    ]  # fmt: skip
    list_display_links = ["version"]
    list_filter = ["status", "kind"]
    search_fields = ["id"]
    search_help_text = "The number of a version"
    unread = ("weights", "biases", "receipt", "train_detail")
    change_list_template = "admin/digits/versions.html"

    def get_changelist(self, request: HttpRequest, **_: Any) -> type[BoundedList]:
        return VersionList

    def search_condition(self, term: str) -> Q:
        number = filters.as_number(term)
        return Q(pk__in=[]) if number is None else Q(pk=number)

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return super().changelist_view(request, deployment_context(request))

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        pages = [
            path("compare/", view(compare_page), name="compare"),
            path("steer/", view(act_on_deployment), name="steer"),
            path("<row:version>/weights.png", view(weights_png), name="weights"),
            path("<row:version>/lineage/", view(lineage_page), name="lineage"),
            path("<row:version>/network.<str:part>", view(network_file), name="network"),
        ]
        return pages + super().get_urls()

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return version_page(request, filters.as_number(object_id) or 0)

    # --- Columns ---

    @admin.display(description="Version", ordering="id")
    def version(self, state: ModelState) -> int:
        return state.pk

    @admin.display(description="Status")
    def coloured_status(self, state: ModelState) -> SafeString:
        return format_html('<span class="status {}">{}</span>', state.status, state.status)

    @admin.display(description="From")
    def shown_parent(self, state: ModelState) -> SafeString | str:
        return version_link(state.parent_id) if state.parent_id else "–"

    @admin.display(description="Yardstick")
    def yardstick(self, state: ModelState) -> SafeString | str:
        return _counts(state, "reference")

    @admin.display(description="MNIST test")
    def mnist(self, state: ModelState) -> SafeString | str:
        return _counts(state, "mnist")

    @admin.display(description="People’s, kept apart")
    def people(self, state: ModelState) -> SafeString | str:
        return _counts(state, "people")

    @admin.display(description="Why")
    def told_why(self, state: ModelState) -> SafeString:
        text = state.error or state.reason
        return format_html('<span class="why" title="{}">{}</span>', text, text)

    @admin.display(description="Finished, took")
    def finished(self, state: ModelState) -> SafeString | str:
        if state.finished_at is None:
            return "–"
        return format_html('{} <small class="took">{}</small>', moment(state.finished_at), duration(state))


def _counts(state: ModelState, name: str) -> SafeString | str:
    """Return an accuracy with its difference from the parent's, where both were measured on the same digits."""
    parent = getattr(state, "parent_shown", None)
    before = (parent.test_detail or {}).get(name) if parent and are_alike(state, parent, name) else None
    return percent_of_count((state.test_detail or {}).get(name), before)
