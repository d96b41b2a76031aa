"""The administrator's room: digits with their pictures, versions with their accuracies, and what was served when.

Nothing is edited here: digits are what people verified, finished versions and deployments never change.
"""

import base64
from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.db.models import F, QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString

from backend.digits import drawings
from backend.digits.models import Deployment, Digit, ModelState, Status

if TYPE_CHECKING:
    _ModelAdmin = admin.ModelAdmin[Any]
else:
    _ModelAdmin = admin.ModelAdmin  # it takes no type argument at run time

admin.site.site_title = "Ductus"
admin.site.site_header = "Ductus"
admin.site.enable_nav_sidebar = False  # there are three tables; their lists need the width
admin.site.index_title = "What was drawn, what was learned, what is served"


class ReadOnlyAdmin(_ModelAdmin):
    """Looking, and nothing else."""

    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class SplitFilter(admin.SimpleListFilter):
    title = "split"
    parameter_name = "split"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("training", "training"), ("test", "held out for testing")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Digit]) -> QuerySet[Digit]:
        if self.value() is None:
            return queryset
        return queryset.filter(is_training_input=self.value() == "training")


class AgreementFilter(admin.SimpleListFilter):
    title = "guess"
    parameter_name = "guess"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("confirmed", "confirmed"), ("corrected", "corrected")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Digit]) -> QuerySet[Digit]:
        match self.value():
            case "confirmed":
                return queryset.filter(predicted=F("label"))
            case "corrected":
                return queryset.exclude(predicted=F("label"))
        return queryset


@admin.register(Digit)
class DigitAdmin(ReadOnlyAdmin):
    list_display = ["drawing", "label", "guess", "split", "state", "version", "created_at", "id"]
    list_display_links = ["drawing", "id"]
    list_filter = ["label", SplitFilter, AgreementFilter, "state"]
    list_per_page = 50
    ordering = ["-id"]
    fields = [
        "drawing_large", "picture_large", "label", "guess", "predicted_by", "split", "state", "state_reason",
        "model_state", "contributor", "idempotency_key", "ink_sha256", "preprocessing", "created_at",
    ]  # fmt: skip
    readonly_fields = ["drawing_large", "picture_large", "guess", "split"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Digit]:
        return super().get_queryset(request).select_related(None).defer("ink")

    @admin.display(description="Drawing")
    def drawing(self, digit: Digit) -> SafeString:
        return _picture(drawings.picture_png(bytes(digit.picture)), f"a drawn {digit.label}", css_class="thumbnail")

    @admin.display(description="As drawn")
    def drawing_large(self, digit: Digit) -> SafeString:
        return _picture(bytes(digit.ink), f"a drawn {digit.label}", css_class="large")

    @admin.display(description="As the network sees it")
    def picture_large(self, digit: Digit) -> SafeString:
        return _picture(drawings.picture_png(bytes(digit.picture)), "28×28 pixels", css_class="large pixels")

    @admin.display(description="Guess", ordering="predicted")
    def guess(self, digit: Digit) -> SafeString | str:
        if digit.predicted is None:
            return "–"
        if digit.predicted == digit.label:
            return f"{digit.predicted} ✓"
        return format_html('<span class="corrected">{} ✗</span>', digit.predicted)

    @admin.display(description="Split", ordering="is_training_input")
    def split(self, digit: Digit) -> str:
        return "training" if digit.is_training_input else "test"

    @admin.display(description="Version", ordering="model_state")
    def version(self, digit: Digit) -> str:
        return "–" if digit.model_state_id is None else str(digit.model_state_id)


@admin.register(ModelState)
class ModelStateAdmin(ReadOnlyAdmin):
    list_display = [
        "version", "kind", "coloured_status", "train", "mnist", "people", "reference", "why_not", "finished_at",
    ]  # fmt: skip
    list_filter = ["status", "kind"]
    list_per_page = 50
    ordering = ["-id"]
    fields = [
        "version", "kind", "coloured_status", "parent", "its_digits", "train", "test", "mnist", "people", "reference",
        "confusion", "reason", "error", "attempts", "owner", "progress", "sha256", "layout", "receipt", "created_at",
        "started_at", "finished_at",
    ]  # fmt: skip
    readonly_fields = [
        "version", "coloured_status", "its_digits", "train", "test", "mnist", "people", "reference", "confusion",
    ]  # fmt: skip

    def get_queryset(self, request: HttpRequest) -> QuerySet[ModelState]:
        return super().get_queryset(request).defer("weights", "biases")

    @admin.display(description="Version", ordering="id")
    def version(self, state: ModelState) -> int:
        return state.pk

    @admin.display(description="Status", ordering="status")
    def coloured_status(self, state: ModelState) -> SafeString:
        return format_html('<span class="status {}">{}</span>', state.status, state.status)

    @admin.display(description="Training", ordering="train_accuracy")
    def train(self, state: ModelState) -> str:
        return _percent(state.train_accuracy)

    @admin.display(description="Test", ordering="test_accuracy")
    def test(self, state: ModelState) -> str:
        return _percent(state.test_accuracy)

    @admin.display(description="MNIST test")
    def mnist(self, state: ModelState) -> SafeString | str:
        return _counts(state, "mnist")

    @admin.display(description="People")
    def people(self, state: ModelState) -> SafeString | str:
        return _counts(state, "people")

    @admin.display(description="Reference")
    def reference(self, state: ModelState) -> SafeString | str:
        return _counts(state, "reference")

    @admin.display(description="Why not")
    def why_not(self, state: ModelState) -> str:
        """Why it is not served; what was promoted says so on its own page."""
        return state.error or (state.reason if state.status == Status.REJECTED else "")

    @admin.display(description="Its ten digits")
    def its_digits(self, state: ModelState) -> SafeString | str:
        digits = state.digits.order_by("id").only("picture", "label")[:20]
        pictures = [
            _picture(drawings.picture_png(bytes(digit.picture)), f"a drawn {digit.label}", css_class="thumbnail")
            for digit in digits
        ]
        return SafeString(" ".join(pictures)) if pictures else "–"

    @admin.display(description="Confusion on test digits (rows: true)")
    def confusion(self, state: ModelState) -> SafeString | str:
        if not state.test_detail:
            return "–"
        head = "".join(f"<th>{digit}</th>" for digit in range(10))
        rows = "".join(
            f"<tr><th>{digit}</th>{''.join(_cell(count, digit == guess) for guess, count in enumerate(row))}</tr>"
            for digit, row in enumerate(state.test_detail["confusion_matrix"])
        )
        return SafeString(f'<table class="confusion"><tr><th></th>{head}</tr>{rows}</table>')


@admin.register(Deployment)
class DeploymentAdmin(ReadOnlyAdmin):
    list_display = ["served_since", "version", "by", "reason"]
    list_per_page = 50
    ordering = ["-id"]

    @admin.display(description="Served since", ordering="id")
    def served_since(self, deployment: Deployment) -> str:
        return f"{deployment.created_at:%Y-%m-%d %H:%M:%S}"

    @admin.display(description="Version", ordering="model_state")
    def version(self, deployment: Deployment) -> int:
        return deployment.model_state_id


def _picture(png: bytes, alt: str, *, css_class: str) -> SafeString:
    data = base64.b64encode(png).decode()
    return format_html('<img class="{}" src="data:image/png;base64,{}" alt="{}">', css_class, data, alt)


def _cell(count: int, is_right: bool) -> str:
    css_class = "right" if is_right else "wrong" if count else "none"
    return f'<td class="{css_class}">{int(count)}</td>'


def _percent(accuracy: float | None) -> str:
    return "–" if accuracy is None else f"{accuracy:.2%}"


def _counts(state: ModelState, name: str) -> SafeString | str:
    counts = (state.test_detail or {}).get(name)
    if not counts or not counts["count"]:
        return "–"
    low, high = counts["interval"]
    return format_html(
        '<span class="figure" title="95 % interval: {} to {}">{} <small>of {}</small></span>',
        *(_percent(share) for share in (low, high, counts["accuracy"])),
        f"{counts['count']:,}",
    )
