"""Tests of tens: ten counted digits become a version at once, and each digit belongs to one."""

import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import override_settings

from backend.digits import selectors
from backend.digits.models import Digit, DigitState, Kind, ModelState, Status
from backend.digits.services.digit_rules import is_held_out
from backend.digits.services.digits import queue_full_tens, withdraw_digit

Add = Callable[..., Digit]


def members() -> list[int]:
    versions = ModelState.objects.filter(kind=Kind.TEN).order_by("id")
    return [version.digits.count() for version in versions]


def test_nine_digits_queue_nothing(add: Add) -> None:
    for number in range(9):
        add(number)
    assert members() == []
    assert selectors.digits.n_unassigned() == 9


def test_the_tenth_digit_queues_a_version_made_of_exactly_those_ten(add: Add) -> None:
    digits = [add(number) for number in range(10)]
    version = ModelState.objects.get(kind=Kind.TEN)
    assert version.status == Status.QUEUED
    assert sorted(version.digits.values_list("id", flat=True)) == sorted(digit.pk for digit in digits)
    assert selectors.digits.n_unassigned() == 0


def test_the_oldest_ten_are_taken_and_the_rest_waits(add: Add) -> None:
    first = [add(number).pk for number in range(23)]
    assert members() == [20]
    assert list(selectors.digits.next_ten(10)) == first[20:]


def test_digits_that_come_to_count_together_make_as_many_tens_as_they_can(add: Add) -> None:
    for number in range(9):
        add(number)
    Digit.objects.update(state=DigitState.HELD)
    for number in range(9, 25):
        Digit.objects.filter(pk=add(number).pk).update(state=DigitState.HELD)
    with transaction.atomic():
        Digit.objects.update(state=DigitState.COUNTED)
        assert queue_full_tens()[:2] == (1, 5)
    assert members() == [20]
    assert selectors.digits.n_unassigned() == 5


def test_held_and_imported_digits_do_not_count_towards_the_ten(add: Add) -> None:
    for number, state in enumerate([DigitState.HELD, DigitState.IMPORTED]):
        Digit.objects.filter(pk=add(number).pk).update(state=state)
    for number in range(2, 11):
        add(number)
    assert members() == []
    add(11)
    assert members() == [10]


def test_a_digit_that_is_held_out_counts_towards_the_ten_too(add: Add) -> None:
    for number in range(200):
        add(number)
    held_out = Digit.objects.filter(is_training_input=False)
    assert 5 <= held_out.count() <= 40  # one in ten, by chance of the hash: 20 expected of 200, five deviations allowed
    assert members() == [200]
    assert not held_out.filter(model_state__isnull=True).exists()


def test_the_same_drawing_is_always_on_the_same_side_of_the_split(add: Add) -> None:
    digits = [add(7) for _ in range(3)]
    assert len({digit.is_training_input for digit in digits}) == 1
    assert digits[0].is_training_input is not is_held_out(digits[0].ink_sha256)


def test_who_lacks_the_installations_key_cannot_tell_which_drawings_are_held_out() -> None:
    drawings = [f"{number:064x}" for number in range(1000)]
    held_out = {drawing for drawing in drawings if is_held_out(drawing)}
    with override_settings(SECRET_KEY="another installation's"):
        elsewhere = {drawing for drawing in drawings if is_held_out(drawing)}
    for found in (held_out, elsewhere):
        assert 53 <= len(found) <= 147  # 100 are expected, five deviations allowed
    assert len(held_out & elsewhere) <= 26  # 10 are expected by chance


def test_a_copy_takes_the_side_of_the_drawing_that_is_stored_whatever_the_key_says(add: Add) -> None:
    digit = add(7)
    Digit.objects.filter(pk=digit.pk).update(is_training_input=not digit.is_training_input)
    assert add(7).is_training_input is not digit.is_training_input


def test_a_digit_taken_back_leaves_its_place_in_its_ten(add: Add) -> None:
    digits = [add(number) for number in range(10)]
    withdraw_digit(digit_id=digits[3].pk, contributor=digits[3].contributor)
    assert members() == [10]


def test_a_digit_taken_back_before_its_ten_is_full_counts_no_more(add: Add) -> None:
    digits = [add(number) for number in range(9)]
    withdraw_digit(digit_id=digits[0].pk, contributor=digits[0].contributor)
    add(9)
    assert members() == []
    assert selectors.digits.n_unassigned() == 9


def test_a_digit_that_comes_to_count_late_is_not_passed_over(add: Add) -> None:
    """Take a digit whose id is lower than those of a formed ten, as after a transaction that commits late."""
    late = add(0)
    Digit.objects.filter(pk=late.pk).update(state=DigitState.HELD)
    for number in range(1, 11):
        add(number)
    Digit.objects.filter(pk=late.pk).update(state=DigitState.COUNTED)
    for number in range(11, 20):
        add(number)
    assert members() == [20]
    late.refresh_from_db()
    assert late.model_state_id == ModelState.objects.latest("id").pk


def test_digits_added_at_the_same_moment_still_make_exact_tens(add: Add) -> None:
    for number in range(9):
        add(number)
    start, failures = threading.Barrier(8), []

    def add_eight(first: int) -> None:
        try:
            start.wait()
            for number in range(first, first + 8):
                add(number)
        except Exception as error:  # noqa: BLE001 - whatever it is, it fails the test
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=add_eight, args=(9 + 8 * k,)) for k in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert members() == [70]
    assert selectors.digits.n_unassigned() == 3


@pytest.mark.only("sqlite")
def test_a_transaction_is_the_only_writer_from_its_beginning(installed: None) -> None:
    """Lock at the beginning. By default SQLite locks at the first write, which fails if two read and then write."""
    with transaction.atomic(), closing(sqlite3.connect(connection.settings_dict["NAME"], timeout=0)) as other:
        selectors.digits.n_unassigned()
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")


def test_tens_are_formed_inside_a_transaction_or_not_at_all(installed: None) -> None:
    with pytest.raises(RuntimeError, match="transaction"):
        queue_full_tens()


def test_a_digit_whose_ten_cannot_be_formed_is_not_stored_by_halves(add: Add, monkeypatch: Any) -> None:
    for number in range(9):
        add(number)

    def broken(**_: Any) -> None:
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(ModelState.objects, "create", broken)
    with pytest.raises(RuntimeError, match="disk"):
        add(9)
    assert Digit.objects.count() == 9
