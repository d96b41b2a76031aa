"""The filters of the list of digits. Each is a column of the index `digits_filtered`."""

from typing import Any

from django.contrib import admin
from django.db.models import F, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from backend.digits import selectors
from backend.digits.models import HIDDEN, Digit, DigitState

Digits = QuerySet[Digit]


class ChoiceFilter(admin.SimpleListFilter):
    """A filter whose values are listed in `offered`."""

    offered: list[tuple[str, Any]]

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return self.offered


class DigitFilter(ChoiceFilter):
    """A filter by one of the ten digits in `column`."""

    offered = [(str(digit), str(digit)) for digit in range(10)]
    column: str

    def queryset(self, request: HttpRequest, queryset: Digits) -> Digits:
        value = self.value()
        is_digit = value is not None and len(value) == 1 and value in "0123456789"
        return queryset.filter(**{self.column: value}) if is_digit else queryset


class LabelFilter(DigitFilter):
    title = gettext_lazy("label")
    parameter_name = column = "label"


class GuessFilter(DigitFilter):
    title = gettext_lazy("guess")
    parameter_name = "guess"
    column = "predicted"


class AgreementFilter(ChoiceFilter):
    """A comparison of the present label with the guess on arrival. A digit without a guess is in neither group."""

    title = gettext_lazy("agreement")
    parameter_name = "agreement"
    offered = [("confirmed", gettext_lazy("confirmed")), ("corrected", gettext_lazy("corrected"))]

    def queryset(self, request: HttpRequest, queryset: Digits) -> Digits:
        match self.value():
            case "confirmed":
                return queryset.filter(predicted=F("label"))
            case "corrected":
                return queryset.exclude(predicted=F("label")).filter(predicted__isnull=False)
        return queryset


class SplitFilter(ChoiceFilter):
    title = gettext_lazy("split")
    parameter_name = "split"
    offered = [("training", gettext_lazy("training")), ("test", gettext_lazy("held out for testing"))]

    def queryset(self, request: HttpRequest, queryset: Digits) -> Digits:
        if self.value() not in ("training", "test"):
            return queryset
        return queryset.filter(is_training_input=self.value() == "training")


class StateFilter(ChoiceFilter):
    title = gettext_lazy("state")
    parameter_name = "state"
    offered = [
        ("visible", gettext_lazy("neither excluded nor withdrawn")),  # the digits that the dashboard counts
        *((state.value, gettext_lazy(state.value)) for state in DigitState),
    ]

    def queryset(self, request: HttpRequest, queryset: Digits) -> Digits:
        if self.value() == "visible":
            return queryset.exclude(state__in=HIDDEN)
        return queryset.filter(state=self.value()) if self.value() in DigitState.values else queryset


class TextFilter(admin.SimpleListFilter):
    """A filter whose value is typed, since there are too many values to list."""

    template = "admin/digits/text_filter.html"
    hint: Any = ""
    is_offered = True  # false: its form is there only while it is used

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("", "")]  # Django hides a filter without lookups

    def has_output(self) -> bool:
        return True

    def choices(self, changelist: Any) -> Any:
        others = {key: value for key, value in changelist.params.items() if key != self.parameter_name}
        hidden_fields = {key: value[-1] if isinstance(value, list) else value for key, value in others.items()}
        yield {"others": hidden_fields, "query_string": changelist.get_query_string(remove=[self.parameter_name])}


class ContributorFilter(TextFilter):
    """A filter by who drew a digit, named by the number of any digit of theirs: their key must stand in no address."""

    title = gettext_lazy("contributor")
    parameter_name = "contributor"
    hint = gettext_lazy("a digit of theirs")

    def queryset(self, request: HttpRequest, queryset: Digits) -> Digits:
        if not self.value():
            return queryset
        number = as_number(str(self.value()).strip())
        contributor = None if number is None else selectors.admin.contributor_of(number)
        return queryset.filter(contributor=contributor) if contributor else queryset.none()


class NumberFilter(TextFilter):
    """A filter by the number of a version in `column`."""

    hint = gettext_lazy("a number")
    column: str

    def queryset(self, request: HttpRequest, queryset: Digits) -> Digits:
        if not self.value():
            return queryset
        version = as_number(str(self.value()).strip())
        return queryset.none() if version is None else queryset.filter(**{self.column: version})


class VersionFilter(NumberFilter):
    title = gettext_lazy("version that learned it")
    parameter_name = "version"
    column = "model_state"


class ReaderFilter(NumberFilter):
    title = gettext_lazy("version that read it")
    parameter_name = "reader"
    column = "predicted_by"


def as_number(text: str) -> int | None:
    """Return the number in the text if it can be a primary key, or None."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 18 else None
