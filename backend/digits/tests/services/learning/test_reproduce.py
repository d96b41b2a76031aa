"""Tests of `reproduce`: a receipt gives the same bytes again, or the message says what has changed since."""

from collections.abc import Callable
from io import StringIO
from typing import Any
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command

from backend.digits.models import Digit, DigitState, ModelState
from backend.digits.services.learning import training_job
from backend.digits.services.learning.reproduce import reproduce
from backend.digits.services.learning.run import train_due
from backend.digits.services.learning.training_job import InputsChangedError

pytestmark = pytest.mark.usefixtures("each_ten_alone")

Add = Callable[..., Digit]


def learn(add: Add, n_tens: int) -> None:
    for number in range(10 * n_tens):
        add(number)
    assert train_due(owner="test", is_stopping=lambda: False) == n_tens


@pytest.fixture
def two_versions(add: Add) -> None:
    learn(add, 1)


@pytest.fixture
def four_versions(add: Add) -> None:
    learn(add, 3)


def test_every_version_gives_the_same_bytes_again(four_versions: None) -> None:
    assert all(reproduce(version).is_same for version in (2, 3, 4))


def test_a_digit_that_was_taken_back_since_does_not_hinder(four_versions: None) -> None:
    Digit.objects.update(state=DigitState.WITHDRAWN)
    assert reproduce(3).is_same


def test_a_network_that_was_not_made_so_is_found_out(four_versions: None) -> None:
    other = ModelState.objects.get(pk=4)
    ModelState.objects.filter(pk=3).update(sha256=other.sha256)
    assert not reproduce(3).is_same


def test_digits_that_are_gone_are_named(two_versions: None) -> None:
    gone = ModelState.objects.get(pk=2).receipt["digits"]["ids"][0]
    Digit.objects.filter(pk=gone).delete()
    with pytest.raises(InputsChangedError, match=rf"digits \[{gone}\] are gone"):
        reproduce(2)


def test_digits_that_have_another_label_are_named(two_versions: None) -> None:
    digit = Digit.objects.get(pk=ModelState.objects.get(pk=2).receipt["digits"]["ids"][0])
    Digit.objects.filter(pk=digit.pk).update(label=(digit.label + 1) % 10)
    with pytest.raises(InputsChangedError, match=rf"digits \[{digit.pk}\] have another label"):
        reproduce(2)


@pytest.mark.parametrize("changed", ["code_sha256", "base_receipt"])
def test_other_code_or_another_base_network_is_named(
    two_versions: None, monkeypatch: pytest.MonkeyPatch, changed: str
) -> None:
    other: Any = {"code_sha256": lambda: "other", "base_receipt": lambda: {"sha256": "other"}}[changed]
    monkeypatch.setattr(training_job, changed, other)
    with pytest.raises(InputsChangedError, match=f"{changed.partition('_')[0]}: .* other now"):
        reproduce(2)


def test_another_way_of_learning_is_named_alone(two_versions: None) -> None:
    version = ModelState.objects.get(pk=2)
    version.receipt["parameters"]["n_steps"] = 1
    version.save()
    with pytest.raises(InputsChangedError, match=r"^parameter n_steps: 1 then, \d+ now$"):
        reproduce(2)


def test_other_contributors_of_its_digits_are_named_alone(two_versions: None) -> None:
    Digit.objects.update(contributor=uuid4())
    with pytest.raises(InputsChangedError, match=r"^pictures or contributors of its digits have changed$"):
        reproduce(2)


def test_a_parent_whose_weights_are_gone_is_named(four_versions: None) -> None:
    ModelState.objects.filter(pk=2).update(weights=None, biases=None)
    with pytest.raises(InputsChangedError, match="parent, version 2"):
        reproduce(3)


@pytest.mark.parametrize(("version", "says"), [(1, "not trained here"), (99, "no trained version")])
def test_what_was_not_trained_here_is_said_to_be_so(two_versions: None, version: int, says: str) -> None:
    with pytest.raises(InputsChangedError, match=says):
        reproduce(version)


def test_the_command_counts_and_fails_where_one_differs(four_versions: None) -> None:
    out = StringIO()
    call_command("reproduce", "2", "3", stdout=out)
    assert "2 of 2 gave the same SHA-256." in out.getvalue()
    with pytest.raises(CommandError):
        call_command("reproduce", "1", "2", stdout=out)
