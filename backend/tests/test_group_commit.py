"""Tests of group commit: what waits at the same moment is stored in one transaction, and nobody's error is lost."""

import threading
from collections.abc import Callable, Sequence
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError

from backend.digits.models import Digit
from backend.digits.services import digits as service
from backend.group_commit import GroupCommit, _Waiting
from backend.tests.programs import HANG_S, awaited

Add = Callable[..., Digit]


class Store:
    """A store that notes its calls; the first waits until it may go on."""

    def __init__(self) -> None:
        self.calls: list[list[int]] = []
        self.may_go_on = threading.Event()

    def __call__(self, items: Sequence[int]) -> list[int]:
        self.calls.append(list(items))
        if len(self.calls) == 1:
            assert self.may_go_on.wait(HANG_S)
        if -1 in items:
            raise OSError("the disk is full")
        return [10 * item for item in items]


def submitted(
    store: Store, first: int, others: list[int], concern_all: tuple[type[Exception], ...] = ()
) -> dict[int, Any]:
    """Submit the others, each in a thread, while the first is being stored; return what each got or raised."""
    place: GroupCommit[int, int] = GroupCommit(store, concern_all=concern_all)
    results: dict[int, Any] = {}

    def submit(item: int) -> None:
        try:
            results[item] = place.submit(item)
        except OSError as error:
            results[item] = error

    threads = [threading.Thread(target=submit, args=(item,)) for item in (first, *others)]
    threads[0].start()
    awaited(lambda: store.calls)
    for thread in threads[1:]:
        thread.start()
    awaited(lambda: len(place._queue) == len(others))
    store.may_go_on.set()
    for thread in threads:
        thread.join(HANG_S)
    return results


def test_what_comes_while_another_is_stored_is_stored_together() -> None:
    store = Store()
    results = submitted(store, 1, [2, 3, 4])
    assert (store.calls[0], sorted(store.calls[1]), len(store.calls)) == ([1], [2, 3, 4], 2)
    assert results == {1: 10, 2: 20, 3: 30, 4: 40}


def test_a_fault_of_one_item_is_told_to_nobody_else() -> None:
    store = Store()
    results = submitted(store, 1, [-1, 2, 3])
    assert str(results.pop(-1)) == "the disk is full"
    assert results == {1: 10, 2: 20, 3: 30}
    assert sorted(map(sorted, store.calls[2:])) == [[-1], [2], [3]]


def test_an_error_that_concerns_all_is_told_to_all_without_another_try() -> None:
    store = Store()
    results = submitted(store, 1, [-1, 2], concern_all=(OSError,))
    assert results[1] == 10
    assert [str(results[item]) for item in (-1, 2)] == ["the disk is full"] * 2
    assert len(store.calls) == 2


def test_after_an_error_the_next_is_stored() -> None:
    store = Store()
    store.may_go_on.set()
    place: GroupCommit[int, int] = GroupCommit(store)
    with pytest.raises(OSError, match="full"):
        place.submit(-1)
    assert place.submit(5) == 50


def test_of_digits_stored_together_the_tenth_queues_the_version_and_the_rest_waits(add: Add) -> None:
    models = [copy_of(add(number)) for number in range(4)]
    added = service.store([copy_of(model) for model in models for _ in range(2)])
    assert [(one.is_new, one.n_queued, one.n_waiting) for one in added] == [(True, 1, 2)] * 8
    assert Digit.objects.exclude(model_state=None).count() == 10


def test_of_digits_stored_together_each_gets_its_own_ten(add: Add) -> None:
    models = [copy_of(add(number)) for number in range(4)]
    *of_the_ten, one_more, another = service.store([copy_of(model) for model in models for _ in range(2)])
    learned = Digit.objects.exclude(model_state=None).order_by("id")
    ten = service.FullTen(learned[0].model_state_id, [digit.pk for digit in learned])
    assert [added.ten for added in of_the_ten] == [ten] * 6
    assert {added.digit.pk for added in of_the_ten} < set(ten.digits)
    assert (one_more.ten, another.ten) == (None, None)


def test_one_key_twice_in_a_group_is_one_digit(add: Add) -> None:
    model, key = add(0), uuid4()
    first, second, other = service.store([copy_of(model, key), copy_of(model, key), copy_of(model)])
    assert (first.is_new, second.is_new, other.is_new) == (True, False, True)
    assert first.digit.pk == second.digit.pk != other.digit.pk
    assert Digit.objects.count() == 3


def test_a_digit_that_the_database_refuses_spares_the_others_that_came_with_it(add: Add) -> None:
    place = GroupCommit(service.store, concern_all=service.CONCERN_ALL)
    sound, faulty = copy_of(add(0)), copy_of(add(0))
    faulty.label = 10
    waiting = [_Waiting[Digit, service.Added](digit) for digit in (faulty, sound)]
    place._queue.extend(waiting)
    place._store_all()
    assert isinstance(waiting[0].error, IntegrityError)
    assert waiting[1].results[0].digit == Digit.objects.latest("id")
    assert Digit.objects.count() == 3


def test_a_digit_whose_transaction_was_rolled_back_gets_an_id_that_is_free(add: Add) -> None:
    earlier = add(0)
    digit = copy_of(earlier)
    digit.pk = earlier.pk  # another process took it meanwhile
    (added,) = service.store([digit])
    assert added.digit.pk != earlier.pk
    assert Digit.objects.count() == 2


def test_copies_in_one_group_are_on_the_same_side_as_the_copy_that_is_stored(add: Add) -> None:
    model = add(0)
    Digit.objects.update(is_training_input=not model.is_training_input)
    service.store([copy_of(model), copy_of(model)])
    assert set(Digit.objects.values_list("is_training_input", flat=True)) == {not model.is_training_input}


def copy_of(digit: Digit, key: Any = None) -> Digit:
    columns = {field.attname: getattr(digit, field.attname) for field in Digit._meta.concrete_fields}
    return Digit(**columns | {"id": None, "idempotency_key": key, "model_state_id": None})
