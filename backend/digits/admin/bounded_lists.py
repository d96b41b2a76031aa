"""Read-only lists of tables, at a cost that does not grow with the table.

Django would count all matching rows before it shows fifty. Here one query, answered by one narrow index, reads the ids
of the first matching rows, and a second query reads the rows of the page by their ids.
"""

from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ChangeList
from django.core.paginator import InvalidPage, Page, Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    ModelAdmin = admin.ModelAdmin[Any]
    _Paginator = Paginator[Any]
else:
    ModelAdmin = admin.ModelAdmin  # at run time it takes no type argument
    _Paginator = Paginator

N_REACHED = 2000  # rows in all pages of a list; with more, each list costs more. Filters and search reach the others.


class BoundedPaginator(_Paginator):
    """The pages of the first N_REACHED rows, read without the columns `unread`."""

    unread: tuple[str, ...] = ()

    @cached_property
    def ids(self) -> list[int]:
        rows: QuerySet[Any] = self.object_list  # type: ignore[assignment]
        return list(rows.values_list("pk", flat=True)[: N_REACHED + 1])

    @cached_property
    def count(self) -> int:
        return min(len(self.ids), N_REACHED)

    @property
    def has_more(self) -> bool:
        """Say whether more rows match than the pages show."""
        return len(self.ids) > N_REACHED

    def page(self, number: int | str) -> Page[Any]:
        number = self.validate_number(number)
        first = (number - 1) * self.per_page
        ids = self.ids[first : min(first + self.per_page, N_REACHED)]
        rows: QuerySet[Any] = self.object_list  # type: ignore[assignment]
        by_id = rows.model._default_manager.filter(pk__in=ids)
        return Page(sorted(by_id.defer(*self.unread), key=lambda row: ids.index(row.pk)), number, self)


class BoundedList(ChangeList):
    """A list that takes its rows from its paginator alone."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.title = getattr(self.model_admin, "title", self.title)

    def get_results(self, request: HttpRequest) -> None:
        paginator = self.model_admin.get_paginator(request, self.queryset, self.list_per_page)
        try:
            self.result_list = paginator.page(self.page_num).object_list
        except InvalidPage as error:
            raise IncorrectLookupParameters from error
        self.paginator = paginator
        self.result_count = paginator.count
        self.full_result_count = None
        self.show_full_result_count = False
        self.show_admin_actions = True
        self.can_show_all = False
        self.multi_page = paginator.count > self.list_per_page
        self.has_more = getattr(paginator, "has_more", False)


class ReadOnlyAdmin(ModelAdmin):
    """A list of rows that cannot be edited. What may be done with a row has its own page or action."""

    list_per_page = 50
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER  # a facet would count the whole table
    ordering = ["-id"]
    sortable_by = ["number", "version"]
    title: Any = ""
    unread: tuple[str, ...] = ()

    def get_paginator(self, request: HttpRequest, queryset: QuerySet[Any], per_page: int, *_: Any) -> BoundedPaginator:
        paginator = BoundedPaginator(queryset, per_page)
        paginator.unread = self.unread
        return paginator

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        term = search_term.strip()
        return (queryset.filter(self.search_condition(term)) if term else queryset), False

    def search_condition(self, term: str) -> Q:
        raise NotImplementedError  # asked for only where `search_fields` puts a field for it on the page

    def get_changelist(self, request: HttpRequest, **_: Any) -> type[ChangeList]:
        return BoundedList

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Show the list, and say so where the address names a page or a filter that does not exist."""
        if "e" in request.GET:  # Django's own sign for it
            messages.warning(request, _("There is no such page or filter: this is the whole list, from its beginning."))
            return HttpResponseRedirect(request.path)
        response: HttpResponse = super().changelist_view(request, extra_context)
        return response

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Lead to the page of the row: what was done with it stands there, from the audit trail."""
        return HttpResponseRedirect("../change/")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
