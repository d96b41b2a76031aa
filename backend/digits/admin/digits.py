"""The list of digits with its filters and decisions, and the page of one digit."""

import re
from copy import copy
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ActionForm
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from backend.digits import drawings, selectors
from backend.digits.admin import bounded_lists, contributors, filters
from backend.digits.admin.bounded_lists import ReadOnlyAdmin
from backend.digits.admin.contributors import tag_of
from backend.digits.admin.digit_reasons import REASONS
from backend.digits.admin.numerals import numeral
from backend.digits.admin.pictures import picture
from backend.digits.admin.stored_words import refusal_of, why_in_state
from backend.digits.admin.stroke_ink import stroke_ink
from backend.digits.admin.times import moment
from backend.digits.errors import RefusedError
from backend.digits.models import Digit, DigitState, Status
from backend.digits.services.audit import MAX_REASON
from backend.digits.services.moderation import review
from backend.digits.tasks import notify_worker


class ReasonForm(ActionForm):
    reason = forms.CharField(required=False, max_length=MAX_REASON, label=gettext_lazy("Why:"))


@admin.register(Digit)
class DigitAdmin(ReadOnlyAdmin):
    title = gettext_lazy("Digits")
    list_display = [
        "drawing",
        "shown_label",
        "first_guess",
        "split",
        "shown_state",
        "shown_doubt",
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
    search_help_text = gettext_lazy(
        "A digit’s number, the start of its ink’s SHA-256, the eight signs of a contributor, or a day (UTC) such as"
        " 2026-11-21"
    )
    actions = ["hold_them", "exclude_them", "restore_them"]
    action_form = ReasonForm
    unread = ("ink", "strokes")

    class Media:
        css = {"all": ["digits/deciding.css"]}
        js = [forms.Script("digits/decide.js", type="module")]

    def search_condition(self, term: str) -> Q:
        """Return the condition for a search: a day, an id, a contributor's tag, or the start of an ink's SHA-256.

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
        if re.fullmatch(r"[0-9a-f]{8}", term) and (contributor := contributors.with_tag(term)):
            return Q(contributor=contributor)
        if re.fullmatch(r"[0-9a-fA-F]{6,64}", term):
            # A range is answered by the index; LIKE would read the whole table.
            return Q(ink_sha256__gte=term.lower(), ink_sha256__lt=f"{term.lower()}g")
        return Q(pk__in=[])

    def has_review_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("digits.review_digit")

    @admin.action(description=gettext_lazy("Hold"), permissions=["review"])
    def hold_them(self, request: HttpRequest, queryset: QuerySet[Digit]) -> HttpResponse | None:
        return self._decide(request, queryset, review.hold)

    @admin.action(description=gettext_lazy("Exclude"), permissions=["review"])
    def exclude_them(self, request: HttpRequest, queryset: QuerySet[Digit]) -> HttpResponse | None:
        return self._decide(request, queryset, review.exclude)

    @admin.action(description=gettext_lazy("Restore"), permissions=["review"])
    def restore_them(self, request: HttpRequest, queryset: QuerySet[Digit]) -> HttpResponse | None:
        return self._decide(request, queryset, review.restore)

    def _decide(self, request: HttpRequest, queryset: QuerySet[Digit], decide: Any) -> HttpResponse | None:
        ids = list(queryset.values_list("pk", flat=True)[: bounded_lists.N_REACHED])  # those that the list counted
        by, reason = request.user.get_username(), request.POST.get("reason", "")
        if not reason.strip():
            return self._ask_why(request, len(ids))
        try:
            result: review.ReviewResult = decide(ids, by=by, reason=reason)
        except RefusedError as error:
            messages.error(request, refusal_of(error))
            return None
        if result.n_queued:
            notify_worker()
        done = [_("%(n)s done.") % {"n": result.n_changed}]
        if n_others := len(ids) - result.n_changed:
            others = ngettext("%(n)s was not in a state for that.", "%(n)s were not in a state for that.", n_others)
            done.append(others % {"n": n_others})
        messages.success(request, " ".join([*done, _("Review has it among your decisions.")]))
        return None

    def _ask_why(self, request: HttpRequest, n_digits: int) -> HttpResponse:
        """Ask for the reason on a page that keeps what was chosen."""
        context = self.admin_site.each_context(request) | {
            "title": _("Why?"),
            "n_digits": n_digits,
            "kept": [(name, value) for name in ("action", "select_across", "index", "_selected_action")
                     for value in request.POST.getlist(name)],
            "reasons": REASONS.values(),
        }  # fmt: skip
        return TemplateResponse(request, "admin/digits/ask_why.html", context)

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        more = {"may_review": self.has_review_permission(request), "labels": range(10), "reasons": REASONS}
        return super().changelist_view(request, more)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show a digit as drawn and as the network sees it, its history, and the decisions that are possible."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        number = filters.as_number(object_id)
        digit = _with_version(number) if number is not None else None
        if digit is None or request.method != "GET":
            raise Http404 if digit is None else PermissionDenied
        context = self.admin_site.each_context(request) | {
            "title": _("Digit %(id)s") % {"id": digit.pk},
            "digit": digit,
            "strokes": stroke_ink(digit.strokes, _("the strokes of digit %(id)s") % {"id": digit.pk}),
            "ink": picture(bytes(digit.ink), _("a drawn %(label)s") % {"label": digit.label}, css_class="large"),
            "seen_small": picture(drawings.picture_png(bytes(digit.picture)), "", css_class="small pixels"),
            "seen": picture(
                drawings.picture_png(bytes(digit.picture)), _("As the network sees it"), css_class="large pixels"
            ),
            "contributor": digit.contributor and tag_of(digit.contributor),
            "learned": digit.model_state is not None and digit.model_state.status == Status.PROMOTED,
            "learned_status": digit.model_state and digit.model_state.status,
            "edition": review.edition_of(digit),
            "batch": uuid4(),
            "undoable": selectors.audit.newest_of_digit(digit.pk),
            "audit": selectors.admin.audit_of_digit(digit.pk),
            **self._neighbours(request, digit),
            "may_review": self.has_review_permission(request) and digit.state != DigitState.WITHDRAWN,
            "is_aside": digit.state in review.SET_ASIDE,
            "labels": range(10),
            "reasons": REASONS.values(),
        }
        return TemplateResponse(request, "admin/digits/digit.html", context)

    def _neighbours(self, request: HttpRequest, digit: Digit) -> dict[str, Any]:
        """Return the list that the page was opened from, and the digits before and after this one in it."""
        filters_ = request.GET.get("_changelist_filters", "")
        listing = copy(request)
        listing.GET = QueryDict(filters_)
        try:
            rows = self.get_changelist_instance(listing).queryset.order_by()
        except IncorrectLookupParameters:
            rows = Digit.objects.all()
        ids = rows.values_list("pk", flat=True)
        return {
            "list_query": f"?{filters_}" if filters_ else "",
            "page_query": f"?{urlencode({'_changelist_filters': filters_})}" if filters_ else "",
            "newer": ids.filter(pk__gt=digit.pk).order_by("pk").first(),
            "older": ids.filter(pk__lt=digit.pk).order_by("-pk").first(),
        }

    @admin.display(description=gettext_lazy("Drawing"))
    def drawing(self, digit: Digit) -> SafeString:
        png = drawings.picture_png(bytes(digit.picture))
        return format_html(
            '<span data-digit="{}" data-label="{}" data-edition="{}">{}</span>',
            digit.pk,
            digit.label,
            review.edition_of(digit),
            picture(png, _("a drawn %(label)s") % {"label": digit.label}, css_class="thumbnail"),
        )

    @admin.display(description=gettext_lazy("Label"))
    def shown_label(self, digit: Digit) -> SafeString:
        return format_html('<b class="label">{}</b>', digit.label)

    @admin.display(description=gettext_lazy("Guess"))
    def first_guess(self, digit: Digit) -> SafeString | str:
        if digit.predicted is None:
            return "–"
        if digit.predicted == digit.label:
            return f"{digit.predicted} ✓"
        return format_html('<span class="corrected">{} ✗</span>', digit.predicted)

    @admin.display(description=gettext_lazy("Split"))
    def split(self, digit: Digit) -> str:
        return _("training") if digit.is_training_input else _("test")

    @admin.display(description=gettext_lazy("State"))
    def shown_state(self, digit: Digit) -> SafeString:
        shown = format_html('<span class="state {}">{}</span>', digit.state, _(digit.state))
        return format_html('{} <small class="state-reason">{}</small>', shown, why_in_state(digit.state_reason))

    @admin.display(description=gettext_lazy("Doubt"))
    def shown_doubt(self, digit: Digit) -> str:
        return "–" if digit.doubt is None else numeral(digit.doubt, "+.2f")

    @admin.display(description=gettext_lazy("Version"))
    def version(self, digit: Digit) -> str:
        return "–" if digit.model_state_id is None else str(digit.model_state_id)

    @admin.display(description=gettext_lazy("Contributor"))
    def who(self, digit: Digit) -> SafeString | str:
        if digit.contributor is None:
            return "–"
        address = reverse("admin:contributor", args=[digit.pk])
        return format_html('<a href="{}">{}</a>', address, tag_of(digit.contributor))

    @admin.display(description=gettext_lazy("Arrived"))
    def arrived(self, digit: Digit) -> SafeString | str:
        return moment(digit.created_at)

    @admin.display(description=gettext_lazy("Number"), ordering="id")
    def number(self, digit: Digit) -> int:
        return digit.pk


def _with_version(number: int) -> Digit | None:
    """Return a digit with the status of its version."""
    heavy = ("weights", "biases", "receipt", "train_detail", "test_detail")
    found = Digit.objects.select_related("model_state").filter(pk=number)
    return found.defer(*(f"model_state__{name}" for name in heavy)).first()
