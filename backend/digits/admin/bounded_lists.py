"""What all lists share: nothing is edited in place, and a page costs two reads of bounded size.

Django would count all rows that match before it shows fifty. Here the numbers of the first rows that match are read,
in one query that one narrow index answers, and then the rows of the page by their numbers.
"""

from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ChangeList
from django.core.paginator import InvalidPage, Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString

from backend.digits.models import ModelState

if TYPE_CHECKING:
    _ModelAdmin = admin.ModelAdmin[Any]
    _Paginator = Paginator[Any]
else:
    _ModelAdmin = admin.ModelAdmin  # it takes no type argument at run time
    _Paginator = Paginator

N_REACHED = 2000  # rows that one list shows; filters and search reach the others


class BoundedPaginator(_Paginator):
    """The pages of the first N_REACHED rows."""

    @cached_property
    def ids(self) -> list[int]:
        rows: QuerySet[Any] = self.object_list  # type: ignore[assignment]
        return list(rows.values_list("pk", flat=True)[: N_REACHED + 1])

    @cached_property
    def count(self) -> int:
        return min(len(self.ids), N_REACHED)

    @property
    def has_more(self) -> bool:
        """Whether rows match that are on no page."""
        return len(self.ids) > N_REACHED

    def page(self, number: int | str) -> Page[Any]:
        number = self.validate_number(number)
        first = (number - 1) * self.per_page
        ids = self.ids[first : min(first + self.per_page, N_REACHED)]
        rows: QuerySet[Any] = self.object_list  # type: ignore[assignment]
        by_id = rows.model._default_manager.filter(pk__in=ids)
        order = {id_: place for place, id_ in enumerate(ids)}
        found = sorted(self.as_shown(by_id), key=lambda row: order[row.pk])
        return Page(found, number, self)

    def as_shown(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Only the columns that the list shows."""
        return rows.defer(*self.unread)

    unread: tuple[str, ...] = ()


class BoundedList(ChangeList):
    """A list whose rows come from its paginator, and from nowhere else."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.title = str(self.opts.verbose_name_plural).capitalize()

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


class ReadOnlyAdmin(_ModelAdmin):
    """Looking; what may be done besides has a page or an action of its own."""

    list_per_page = 50
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER  # each would count the whole table
    ordering = ["-id"]
    sortable_by = ["number", "version"]
    unread: tuple[str, ...] = ()

    def get_paginator(self, request: HttpRequest, queryset: QuerySet[Any], per_page: int, *_: Any) -> BoundedPaginator:
        paginator = BoundedPaginator(queryset, per_page)
        paginator.unread = self.unread
        return paginator

    def get_changelist(self, request: HttpRequest, **_: Any) -> type[ChangeList]:
        return BoundedList

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


def percent(accuracy: float | None) -> str:
    return "–" if accuracy is None else f"{accuracy:.2%}"


def points(now: float | None, before: float | None) -> SafeString | str:
    """The difference of two accuracies in percentage points, coloured."""
    if now is None or before is None or abs(now - before) < 5e-5:
        return ""
    css_class = "better" if now > before else "worse"
    return format_html('<span class="difference {}">{}</span>', css_class, f"{100 * (now - before):+.2f}")


def counted(counts: dict[str, Any] | None, before: dict[str, Any] | None = None) -> SafeString | str:
    """An accuracy with its count, its interval as a title, and how it differs from another."""
    if not counts or not counts["count"]:
        return "–"
    low, high = counts["interval"]
    return format_html(
        '<span class="figure" title="95 % interval: {} to {}">{} {} <small>of {}</small></span>',
        percent(low),
        percent(high),
        percent(counts["accuracy"]),
        points(counts["accuracy"], before["accuracy"] if before else None),
        f"{counts['count']:,}",
    )


def with_difference(now: float | None, before: float | None) -> SafeString:
    """An accuracy and how far it is from another."""
    return format_html('<span class="figure">{} {}</span>', percent(now), points(now, before))


def duration(state: ModelState) -> str:
    """How long a run took."""
    if state.started_at is None or state.finished_at is None:
        return "–"
    return f"{(state.finished_at - state.started_at).total_seconds():.1f} s"
