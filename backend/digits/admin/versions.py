"""The list of versions, each compared with its parent, and the addresses of the pages of a version."""

from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from backend.digits import selectors
from backend.digits.admin import filters
from backend.digits.admin.bounded_lists import BoundedList, ReadOnlyAdmin
from backend.digits.admin.comparison_page import compare_page
from backend.digits.admin.deployment_actions import act_on_deployment, deployment_context
from backend.digits.admin.figures import are_alike, duration, percent_of_count
from backend.digits.admin.history import version_link
from backend.digits.admin.lineage_page import lineage_page
from backend.digits.admin.stored_words import reason_of, told
from backend.digits.admin.times import moment
from backend.digits.admin.version_page import network_file, version_page, weights_png
from backend.digits.models import Kind, ModelState, Status


class StatusFilter(filters.ChoiceFilter):
    title, parameter_name = gettext_lazy("status"), "status__exact"
    offered = [(status.value, gettext_lazy(status.value)) for status in Status]

    def queryset(self, request: HttpRequest, queryset: QuerySet[ModelState]) -> QuerySet[ModelState]:
        return queryset.filter(status=self.value()) if self.value() in Status.values else queryset


class KindFilter(filters.ChoiceFilter):
    title, parameter_name = gettext_lazy("kind"), "kind__exact"
    offered = [(kind.value, gettext_lazy(kind.value)) for kind in Kind]

    def queryset(self, request: HttpRequest, queryset: QuerySet[ModelState]) -> QuerySet[ModelState]:
        return queryset.filter(kind=self.value()) if self.value() in Kind.values else queryset


class VersionList(BoundedList):
    """The list with each version's parent, all read in one query."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        parents = selectors.admin.versions_with_ids({version.parent_id for version in self.result_list} - {None})
        for version in self.result_list:
            version.parent_shown = parents.get(version.parent_id)


@admin.register(ModelState)
class ModelStateAdmin(ReadOnlyAdmin):
    title = gettext_lazy("Versions")
    list_display = [
        "version", "shown_kind", "coloured_status", "shown_parent", "yardstick", "people", "mnist", "finished",
        "told_why",
    ]  # fmt: skip
    list_display_links = ["version"]
    list_filter = [StatusFilter, KindFilter]
    search_fields = ["id"]
    search_help_text = gettext_lazy("The number of a version")
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

    @admin.display(description=gettext_lazy("Version"), ordering="id")
    def version(self, state: ModelState) -> int:
        return state.pk

    @admin.display(description=gettext_lazy("Kind"))
    def shown_kind(self, state: ModelState) -> str:
        return _(state.kind)

    @admin.display(description=gettext_lazy("Status"))
    def coloured_status(self, state: ModelState) -> SafeString:
        return format_html('<span class="status {}">{}</span>', state.status, _(state.status))

    @admin.display(description=gettext_lazy("From"))
    def shown_parent(self, state: ModelState) -> SafeString | str:
        return version_link(state.parent_id) if state.parent_id else "–"

    @admin.display(description=gettext_lazy("Yardstick"))
    def yardstick(self, state: ModelState) -> SafeString | str:
        return _counts(state, "reference")

    @admin.display(description=gettext_lazy("MNIST test"))
    def mnist(self, state: ModelState) -> SafeString | str:
        return _counts(state, "mnist")

    @admin.display(description=gettext_lazy("People’s, kept apart"))
    def people(self, state: ModelState) -> SafeString | str:
        return _counts(state, "people")

    @admin.display(description=gettext_lazy("Why"))
    def told_why(self, state: ModelState) -> SafeString:
        text = told(state.error) or reason_of(state)
        return format_html('<span class="why" title="{}">{}</span>', text, text)

    @admin.display(description=gettext_lazy("Finished, took"))
    def finished(self, state: ModelState) -> SafeString | str:
        if state.finished_at is None:
            return "–"
        return format_html('{} <small class="took">{}</small>', moment(state.finished_at), duration(state))


def _counts(state: ModelState, name: str) -> SafeString | str:
    """Return an accuracy with its difference from the parent's, where both were measured on the same digits."""
    parent = getattr(state, "parent_shown", None)
    before = (parent.test_detail or {}).get(name) if parent and are_alike(state, parent, name) else None
    return percent_of_count((state.test_detail or {}).get(name), before)
