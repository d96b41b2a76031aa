"""The list of digits with its filters and decisions, and the page of one digit."""

import hashlib
import re
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ActionForm
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from backend.digits import drawings, selectors
from backend.digits.admin import filters
from backend.digits.admin.bounded_lists import ReadOnlyAdmin
from backend.digits.admin.pictures import picture
from backend.digits.errors import RefusedError
from backend.digits.models import Digit, DigitState
from backend.digits.services.moderation import review
from backend.digits.tasks import notify_worker

REASONS = ("not a digit", "unreadable", "wrong label", "sent more than once", "looked at again")


class ReasonForm(ActionForm):
    reason = forms.CharField(required=False, max_length=500, label="Why:")


@admin.register(Digit)
class DigitAdmin(ReadOnlyAdmin):
    list_display = [
        "drawing",
        "shown_label",
        "first_guess",
        "split",
        "shown_state",
        "version",
        "who",
        "arrived",
        "number",
    ]
    list_display_links = ["number"]
    list_filter = [
        filters.LabelFilter, filters.GuessFilter, filters.AgreementFilter, filters.SplitFilter, filters.StateFilter,
        filters.VersionFilter, filters.ReaderFilter, filters.ContributorFilter,
    ]  # fmt: skip
    search_fields = ["id"]
    search_help_text = "A digit’s number, the start of its ink’s SHA-256, or a day such as 2026-11-21"
    actions = ["hold_them", "exclude_them", "restore_them"]
    action_form = ReasonForm
    unread = ("ink", "strokes")

    class Media:
        js = [forms.Script("digits/decide.js", type="module")]

    def search_condition(self, term: str) -> Q:
        """Return the condition for a search: a day, an id, or the start of an ink's SHA-256.

        A contributor's id is not searched for: it is a key, and a search stands in the address and in logs.
        """
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", term):
            try:
                day = datetime.fromisoformat(term).replace(tzinfo=UTC)
            except ValueError:
                return Q(pk__in=[])
            return Q(created_at__gte=day, created_at__lt=day + timedelta(days=1))
        if (number := filters.as_number(term)) is not None and len(term) < 12:
            return Q(pk=number)
        if re.fullmatch(r"[0-9a-fA-F]{6,64}", term):
            # A range is answered by the index; LIKE would read the whole table.
            return Q(ink_sha256__gte=term.lower(), ink_sha256__lt=f"{term.lower()}g")
        return Q(pk__in=[])

    def has_review_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("digits.review_digit")

    @admin.action(description="Hold", permissions=["review"])
    def hold_them(self, request: HttpRequest, queryset: QuerySet[Digit]) -> None:
        self._decide(request, queryset, review.hold)

    @admin.action(description="Exclude", permissions=["review"])
    def exclude_them(self, request: HttpRequest, queryset: QuerySet[Digit]) -> None:
        self._decide(request, queryset, review.exclude)

    @admin.action(description="Restore", permissions=["review"])
    def restore_them(self, request: HttpRequest, queryset: QuerySet[Digit]) -> None:
        self._decide(request, queryset, review.restore)

    def _decide(self, request: HttpRequest, queryset: QuerySet[Digit], decide: Any) -> None:
        ids = list(queryset.values_list("pk", flat=True)[:1000])
        by, reason = request.user.get_username(), request.POST.get("reason", "")
        try:
            result: review.ReviewResult = decide(ids, by=by, reason=reason)
        except RefusedError as error:
            messages.error(request, str(error))
            return
        if result.n_queued:
            notify_worker()
        others = f"; {len(ids) - result.n_changed} were not in a state for that" if result.n_changed < len(ids) else ""
        messages.success(request, f"{result.n_changed} done{others}.")

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return super().changelist_view(request, {"may_review": self.has_review_permission(request)})

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show a digit as drawn and as the network sees it, its history, and the decisions that are possible."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        number = filters.as_number(object_id)
        digit = Digit.objects.filter(pk=number).first() if number is not None else None
        if digit is None or request.method != "GET":
            raise Http404 if digit is None else PermissionDenied
        context = self.admin_site.each_context(request) | {
            "title": f"Digit {digit.pk}",
            "digit": digit,
            "ink": picture(bytes(digit.ink), f"a drawn {digit.label}", css_class="large"),
            "seen": picture(
                drawings.picture_png(bytes(digit.picture)), "as the network sees it", css_class="large pixels"
            ),
            "contributor": digit.contributor and tag_of(digit.contributor),
            "audit": selectors.admin.audit_of_digit(digit.pk),
            "may_review": self.has_review_permission(request) and digit.state != DigitState.WITHDRAWN,
            "is_aside": digit.state in review.SET_ASIDE,
            "labels": range(10),
            "reasons": REASONS,
        }
        return TemplateResponse(request, "admin/digits/digit.html", context)

    @admin.display(description="Drawing")
    def drawing(self, digit: Digit) -> SafeString:
        png = drawings.picture_png(bytes(digit.picture))
        return format_html(
            '<span data-digit="{}" data-label="{}">{}</span>',
            digit.pk,
            digit.label,
            picture(png, f"a drawn {digit.label}", css_class="thumbnail"),
        )

    @admin.display(description="Label")
    def shown_label(self, digit: Digit) -> SafeString:
        return format_html('<b class="label">{}</b>', digit.label)

    @admin.display(description="Guess")
    def first_guess(self, digit: Digit) -> SafeString | str:
        if digit.predicted is None:
            return "–"
        if digit.predicted == digit.label:
            return f"{digit.predicted} ✓"
        return format_html('<span class="corrected">{} ✗</span>', digit.predicted)

    @admin.display(description="Split")
    def split(self, digit: Digit) -> str:
        return "training" if digit.is_training_input else "test"

    @admin.display(description="State")
    def shown_state(self, digit: Digit) -> SafeString:
        return format_html('<span class="state {}" title="{}">{}</span>', digit.state, digit.state_reason, digit.state)

    @admin.display(description="Version")
    def version(self, digit: Digit) -> str:
        return "–" if digit.model_state_id is None else str(digit.model_state_id)

    @admin.display(description="Contributor")
    def who(self, digit: Digit) -> SafeString | str:
        if digit.contributor is None:
            return "–"
        return format_html('<a href="?contributor={}">{}</a>', digit.pk, tag_of(digit.contributor))

    @admin.display(description="Arrived")
    def arrived(self, digit: Digit) -> str:
        return f"{digit.created_at:%Y-%m-%d %H:%M}"

    @admin.display(description="Number", ordering="id")
    def number(self, digit: Digit) -> int:
        return digit.pk


def tag_of(contributor: UUID) -> str:
    """Return a name for a contributor. The id itself is never shown: it is the key to all that the person drew."""
    return hashlib.sha256(contributor.bytes).hexdigest()[:8]
