"""The filters of the list of digits. Each is a column of the index `digits_filtered`."""

from typing import Any
from uuid import UUID

from django.contrib import admin
from django.db.models import F, QuerySet
from django.http import HttpRequest

from backend.digits.models import Digit, DigitState

Digits = QuerySet[Digit]
DIGIT_CHOICES = [(str(digit), str(digit)) for digit in range(10)]


class LabelFilter(admin.SimpleListFilter):
    title = "label"
    parameter_name = "label"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return DIGIT_CHOICES

    def queryset(self, request: HttpRequest, queryset: Digits) -> Digits:
        return queryset.filter(label=value) if (value := _digit_or_none(self.value())) is not None else queryset


class GuessFilter(admin.SimpleListFilter):
    title = "guess"
    parameter_name = "guess"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return DIGIT_CHOICES

    def queryset(self, request: HttpRequest, queryset: Digits) -> Digits:
        return queryset.filter(predicted=value) if (value := _digit_or_none(self.value())) is not None else queryset


class AgreementFilter(admin.SimpleListFilter):
    """A comparison of the present label with the guess on arrival. A digit without a guess is in neither group."""

    title = "agreement"
    parameter_name = "agreement"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("confirmed", "confirmed"), ("corrected", "corrected")]

    def queryset(self, request: HttpRequest, queryset: Digits) -> Digits:
        match self.value():
            case "confirmed":
                return queryset.filter(predicted=F("label"))
            case "corrected":
                return queryset.exclude(predicted=F("label")).filter(predicted__isnull=False)
        return queryset


class SplitFilter(admin.SimpleListFilter):
    title = "split"
    parameter_name = "split"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("training", "training"), ("test", "held out for testing")]

    def queryset(self, request: HttpRequest, queryset: Digits) -> Digits:
        if self.value() not in ("training", "test"):
            return queryset
        return queryset.filter(is_training_input=self.value() == "training")


class StateFilter(admin.SimpleListFilter):
    title = "state"
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(state.value, state.value) for state in DigitState]

    def queryset(self, request: HttpRequest, queryset: Digits) -> Digits:
        return queryset.filter(state=self.value()) if self.value() in DigitState.values else queryset


class TextFilter(admin.SimpleListFilter):
    """A filter whose value is typed, since there are too many values to list."""

    template = "admin/digits/text_filter.html"
    hint = ""

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("", "")]  # Django hides a filter without lookups

    def has_output(self) -> bool:
        return True

    def choices(self, changelist: Any) -> Any:
        others = {key: value for key, value in changelist.params.items() if key != self.parameter_name}
        hidden_fields = {key: value[-1] if isinstance(value, list) else value for key, value in others.items()}
        yield {"others": hidden_fields, "query_string": changelist.get_query_string(remove=[self.parameter_name])}


class ContributorFilter(TextFilter):
    title = "contributor"
    parameter_name = "contributor"
    hint = "an anonymous id"

    def queryset(self, request: HttpRequest, queryset: Digits) -> Digits:
        if not self.value():
            return queryset
        contributor = as_uuid(str(self.value()))
        return queryset.filter(contributor=contributor) if contributor else queryset.none()


class VersionFilter(TextFilter):
    title = "version that learned it"
    parameter_name = "version"
    hint = "a number"

    def queryset(self, request: HttpRequest, queryset: Digits) -> Digits:
        return _filter_by_version(queryset, "model_state", self.value())


class ReaderFilter(TextFilter):
    title = "version that read it"
    parameter_name = "reader"
    hint = "a number"

    def queryset(self, request: HttpRequest, queryset: Digits) -> Digits:
        return _filter_by_version(queryset, "predicted_by", self.value())


def as_uuid(text: str) -> UUID | None:
    """Return the UUID that is written in the text, or None if it is none."""
    try:
        return UUID(text.strip())
    except ValueError:
        return None


def as_number(text: str) -> int | None:
    """Return the number in the text if it can be a primary key, or None."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 18 else None


def _filter_by_version(queryset: Digits, column: str, value: str | None) -> Digits:
    if not value:
        return queryset
    version = as_number(value.strip())
    return queryset.none() if version is None else queryset.filter(**{column: version})


def _digit_or_none(value: str | None) -> int | None:
    return int(value) if value is not None and len(value) == 1 and value in "0123456789" else None
