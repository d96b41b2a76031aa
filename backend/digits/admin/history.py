"""The serving history and the audit trail: two lists to which rows are only added.

A decision on many digits is one line of the audit trail, whose link shows its entries.
"""

import csv
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.auth.decorators import permission_required
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path, reverse
from django.utils.decorators import method_decorator
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from backend.digits import selectors
from backend.digits.admin.bounded_lists import BoundedList, ReadOnlyAdmin
from backend.digits.admin.filters import ChoiceFilter, TextFilter, as_number
from backend.digits.admin.numerals import numeral
from backend.digits.admin.stored_words import together, who, why, why_served
from backend.digits.admin.times import moment
from backend.digits.models import Action, AuditEntry, Deployment
from backend.digits.selectors.audit import Deed, deed_of

N_IN_CSV = 100_000  # the newest entries; with more, the browser waits for minutes
COLUMNS = ("at", "by", "action", "digit_id", "version_id", "before", "after", "reason", "batch")
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # spreadsheets take text that begins so for a formula


class DeploymentList(BoundedList):
    """The list with each deployment's version, all read in one query."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        versions = selectors.admin.versions_with_ids({deployment.model_state_id for deployment in self.result_list})
        for deployment in self.result_list:
            deployment.version_shown = versions.get(deployment.model_state_id)


@admin.register(Deployment)
class DeploymentAdmin(ReadOnlyAdmin):
    title = gettext_lazy("Serving history")
    list_display = ["put_into_service", "version", "who", "pinned", "why"]
    list_display_links = None

    def get_changelist(self, request: HttpRequest, **_kwargs: Any) -> type[BoundedList]:
        return DeploymentList

    @admin.display(description=gettext_lazy("Put into service"))
    def put_into_service(self, deployment: Deployment) -> SafeString | str:
        return moment(deployment.created_at)

    @admin.display(description=gettext_lazy("Version"))
    def version(self, deployment: Deployment) -> SafeString:
        return version_link(deployment.model_state_id)

    @admin.display(description=gettext_lazy("Who"))
    def who(self, deployment: Deployment) -> str:
        return who(deployment.by)

    @admin.display(description=gettext_lazy("Why"))
    def why(self, deployment: Deployment) -> str:
        version = getattr(deployment, "version_shown", None)
        return why(deployment) if version is None else why_served(deployment, version)

    @admin.display(description=gettext_lazy("Pinned"))
    def pinned(self, deployment: Deployment) -> str:
        return _("pinned") if deployment.is_pinned else ""


class ActionFilter(ChoiceFilter):
    title, parameter_name = gettext_lazy("action"), "action"
    offered = [(action.value, gettext_lazy(action.value)) for action in Action]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(action=self.value()) if self.value() in Action.values else queryset


class DayFilter(TextFilter):
    title, parameter_name, hint = gettext_lazy("day (UTC)"), "day", "2026-11-28"

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if not self.value():
            return queryset
        try:
            day = datetime.strptime(str(self.value()).strip(), "%Y-%m-%d").replace(tzinfo=UTC)
        except ValueError:
            return queryset.none()
        return queryset.filter(at__gte=day, at__lt=day + timedelta(days=1))


class WhoFilter(TextFilter):
    title, parameter_name, hint = gettext_lazy("who"), "who", gettext_lazy("a name")

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(by=str(self.value()).strip()) if self.value() else queryset


class WhatFilter(TextFilter):
    """A filter by what an action was on, in the words of the list."""

    title, parameter_name, hint = gettext_lazy("on what"), "on", gettext_lazy("digit 12, version 3, user anna")

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(on_what(str(self.value()).strip())) if self.value() else queryset


class BatchFilter(TextFilter):
    """The entries of one decision, which its line in the list opens."""

    title, parameter_name, hint = gettext_lazy("decision"), "batch", gettext_lazy("its number")
    is_offered = False

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if not self.value():
            return queryset
        try:
            return queryset.filter(batch=UUID(str(self.value()).strip()))
        except ValueError:
            return queryset.none()


class AuditList(BoundedList):
    """The list with one line for each decision, and with what its entries say together, read by one query.

    `each_entry` has the entries of the list under its filters that are no line of their own, too.
    """

    each_entry: QuerySet[AuditEntry]

    def get_queryset(self, request: HttpRequest, *args: Any, **kwargs: Any) -> QuerySet[AuditEntry]:
        self.each_entry = super().get_queryset(request, *args, **kwargs)
        return _first_of_each_decision(self.each_entry) if _is_folded(request) else self.each_entry

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        batches = {entry.batch for entry in self.result_list if entry.batch} if _is_folded(request) else set()
        deeds = selectors.audit.deeds_of(batches)
        for entry in self.result_list:
            entry.decided = deeds.get(entry.batch)


@admin.register(AuditEntry)
class AuditEntryAdmin(ReadOnlyAdmin):
    title = gettext_lazy("Audit trail")
    list_display = ["when", "who", "deed", "what", "was", "became", "why"]
    list_display_links = None
    list_filter = [ActionFilter, DayFilter, WhoFilter, WhatFilter, BatchFilter]
    search_fields = ["by"]
    search_help_text = gettext_lazy("The name of an administrator, or what it was on: digit 12, version 3, user anna")
    unread = ("rows",)
    change_list_template = "admin/digits/audit_list.html"

    def get_changelist(self, request: HttpRequest, **_: Any) -> type[BoundedList]:
        return AuditList

    def search_condition(self, term: str) -> Q:
        return Q(by=term) | on_what(term)

    def get_urls(self) -> list[URLPattern]:
        return [path("csv/", self.admin_site.admin_view(self.as_csv), name="audit_csv"), *super().get_urls()]

    @method_decorator(permission_required("digits.view_auditentry", raise_exception=True))
    def as_csv(self, request: HttpRequest) -> HttpResponseBase:
        """Answer the entries of the list under its filters, each on a line of its own, the newest first."""
        try:
            listed: Any = self.get_changelist_instance(request)  # an AuditList
        except IncorrectLookupParameters:
            return HttpResponseRedirect(reverse("admin:digits_auditentry_changelist"))
        rows = listed.each_entry.order_by("-id").values_list(*COLUMNS)[:N_IN_CSV]
        answer = StreamingHttpResponse(_lines(rows), content_type="text/csv; charset=utf-8")
        answer["Content-Disposition"] = 'attachment; filename="ductus-audit-trail.csv"'
        return answer

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return HttpResponseRedirect(reverse("admin:digits_auditentry_changelist"))

    @admin.display(description=gettext_lazy("When"))
    def when(self, entry: AuditEntry) -> SafeString | str:
        return moment(entry.at)

    @admin.display(description=gettext_lazy("Who"))
    def who(self, entry: AuditEntry) -> str:
        return who(entry.by)

    @admin.display(description=gettext_lazy("Action"))
    def deed(self, entry: AuditEntry) -> str:
        return ", ".join(map(_, _deed(entry).actions))

    @admin.display(description=gettext_lazy("Before"))
    def was(self, entry: AuditEntry) -> str:
        return together(_deed(entry).before)

    @admin.display(description=gettext_lazy("After"))
    def became(self, entry: AuditEntry) -> str:
        return together(_deed(entry).after)

    @admin.display(description=gettext_lazy("Why"))
    def why(self, entry: AuditEntry) -> str:
        return why(entry)

    @admin.display(description=gettext_lazy("What"))
    def what(self, entry: AuditEntry) -> SafeString | str:
        n_digits = _deed(entry).n_entries
        if n_digits > 1:
            many = ngettext("%(n)s digit", "%(n)s digits", n_digits) % {"n": numeral(n_digits)}
            return format_html('<a href="?batch={}">{}</a>', entry.batch, many)
        if entry.digit_id is not None:
            address = reverse("admin:digits_digit_change", args=[entry.digit_id])
            return format_html('<a href="{}">{}</a>', address, _("digit %(id)s") % {"id": entry.digit_id})
        if entry.version_id is not None:
            return version_link(entry.version_id, _("version %(number)s") % {"number": entry.version_id})
        if entry.action == Action.ACCOUNT and entry.before:  # all that was done to this account
            return format_html(
                '<a href="?{}">{}</a>', urlencode({WhatFilter.parameter_name: entry.before}), entry.before
            )
        return "–"


def on_what(term: str) -> Q:
    """Return the condition for entries on a digit, a version, an account, or a token.

    >>> on_what("digit 12")
    <Q: (AND: ('digit', 12))>
    """
    words = {"digit": "digit", "digits": "digit", "version": "version", "versions": "version"}
    words |= {_("digit").lower(): "digit", _("version").lower(): "version"}  # as the list says it
    found = re.fullmatch(r"(\w+) +#?([0-9]+)", term.lower())
    if found and (column := words.get(found[1])) and (number := as_number(found[2])) is not None:
        return Q(**{column: number})
    return Q(before=term if term.startswith(("user ", "group ", "token ")) else f"user {term}")


def version_link(version: int, words: str = "") -> SafeString:
    address = reverse("admin:digits_modelstate_change", args=[version])
    return format_html('<a href="{}">{}</a>', address, words or version)


def _deed(entry: AuditEntry) -> Deed:
    """Return what the entries of a line say together."""
    return getattr(entry, "decided", None) or deed_of(entry)


def _is_folded(request: HttpRequest) -> bool:
    """Say whether a decision on many digits is one line: not where one of them is looked for."""
    return not any(request.GET.get(name) for name in (BatchFilter.parameter_name, WhatFilter.parameter_name, "q"))


def _first_of_each_decision(entries: QuerySet[AuditEntry]) -> QuerySet[AuditEntry]:
    """Leave the first of those entries of a decision that came through the filters."""
    earlier = entries.order_by().filter(batch=OuterRef("batch"), id__lt=OuterRef("id"))
    return entries.filter(Q(batch__isnull=True) | ~Q(Exists(earlier)))


def _lines(rows: QuerySet[Any, Any]) -> Iterator[str]:
    """Yield the lines of a CSV file that a spreadsheet takes for text and nothing else."""
    writer = csv.writer(_Echo())
    yield writer.writerow(COLUMNS)
    for row in rows.iterator(chunk_size=2000):
        yield writer.writerow([_cell(value) for value in row])


def _cell(value: Any) -> str:
    text = value.isoformat() if isinstance(value, datetime) else "" if value is None else str(value)
    return f"'{text}" if text.startswith(FORMULA) else text


class _Echo:
    """A file that gives back each line that is written to it."""

    def write(self, line: str) -> str:
        return line
