"""Tests of concurrency: tens stay exact, a key stays one digit, and order is kept where it matters."""

import threading
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.db import OperationalError, connection, transaction

from backend.digits import selectors
from backend.digits.models import Digit, DigitState, Kind, ModelState
from backend.digits.services.digits import Added, add_digit, withdraw_digit
from backend.digits.services.learning.lease import Lease, claim
from backend.digits.services.locking import lock_writers

Add = Callable[..., Digit]


def at_once(calls: list[Callable[[], Any]]) -> list[Any]:
    """Make the calls in threads that start at the same moment; return what each returned or raised."""
    start, results = threading.Barrier(len(calls)), [None] * len(calls)

    def make(number: int) -> None:
        try:
            start.wait()
            results[number] = calls[number]()
        except Exception as error:  # noqa: BLE001 - whatever it is, the test looks at it
            results[number] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=make, args=(number,)) for number in range(len(calls))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def test_a_hundred_at_once_over_the_threshold_join_one_version_and_leave_nine(add: Add) -> None:
    for number in range(9):
        add(number)
    results = at_once([lambda number=number: add(number) for number in range(9, 109)])
    assert [result for result in results if not isinstance(result, Digit)] == []
    version = ModelState.objects.get(kind=Kind.TEN)
    assert (version.digits.count(), selectors.digits.n_unassigned()) == (100, 9)


def test_the_same_request_twenty_times_at_once_is_one_digit(installed: None, drawn: Any) -> None:
    (drawing, label), key = drawn(0), uuid4()

    def send() -> Added:
        return add_digit(drawing=drawing, label=label, contributor=uuid4(), idempotency_key=key)

    results = at_once([send] * 20)
    assert [result for result in results if not isinstance(result, Added)] == []
    assert (len({added.digit.pk for added in results}), sum(added.is_new for added in results)) == (1, 1)
    assert Digit.objects.count() == 1


def test_of_ten_workers_one_gets_the_run(installed: None) -> None:
    for _ in range(2):
        ModelState.objects.create(kind=Kind.TEN)
    leases = at_once([lambda owner=str(number): claim(owner=owner) for number in range(10)])
    assert sum(lease is not None for lease in leases) == 1
    assert [lease for lease in leases if isinstance(lease, Exception)] == []


def in_a_turn() -> None:
    with transaction.atomic():
        lock_writers()


def waits_for_a_lock(write: Callable[[], Any]) -> bool:
    """Return whether a write on another connection meets a lock of PostgreSQL's; it gives up soon."""

    def soon() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '200ms'")
        write()

    (result,) = at_once([soon])
    return isinstance(result, OperationalError) and "lock timeout" in str(result)


def waits_for_a_turn(write: Callable[[], Any]) -> bool:
    """Return whether a write waits while this transaction has the lock of the writers."""
    with transaction.atomic():
        lock_writers()
        return waits_for_a_lock(write)


# On SQLite the transaction itself is the turn: see test_digits.
@pytest.mark.only("postgresql")
def test_a_turn_is_waited_for(installed: None) -> None:
    assert waits_for_a_turn(in_a_turn)
    assert at_once([in_a_turn]) == [None]


@pytest.mark.only("postgresql")  # as above
def test_no_run_is_claimed_in_the_midst_of_a_turn(installed: None) -> None:
    """Check it since whoever has the turn may have seen that no run is under way, and change digits."""
    ModelState.objects.create(kind=Kind.TEN)

    def claim_soon() -> Lease | None:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL lock_timeout = '200ms'")
            return claim(owner="a")

    with transaction.atomic():
        lock_writers()
        (refused,) = at_once([claim_soon])
    assert isinstance(refused, OperationalError)
    (lease,) = at_once([claim_soon])
    assert isinstance(lease, Lease)


@pytest.mark.only("postgresql")
def test_a_digit_is_taken_back_in_a_turn_of_its_own(add: Add) -> None:
    """Check that none is taken back while an archive is written to begin afresh: it would come back with that."""
    digit = add(1)
    assert waits_for_a_turn(lambda: withdraw_digit(digit_id=digit.pk, contributor=digit.contributor))
    assert Digit.objects.get().state == DigitState.COUNTED
