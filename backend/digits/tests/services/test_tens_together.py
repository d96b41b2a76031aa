"""Tests of group commit: tens that come faster than runs end join one queued version, until a worker claims it."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from backend.digits import selectors
from backend.digits.models import Digit, Kind, ModelState, Status
from backend.digits.services import digits as service
from backend.digits.services.learning import lease as leases
from backend.digits.services.learning.lease import claim
from backend.digits.services.learning.run import train_due
from backend.tests.programs import HANG_S, awaited

Add = Callable[..., Digit]


def members() -> list[int]:
    versions = ModelState.objects.filter(kind=Kind.TEN).order_by("id")
    return [version.digits.count() for version in versions]


def is_one_waiting_for_this_connection() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(  # other tests wait for other locks on the same server
            "SELECT count(*) FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))"
        )
        return bool(cursor.fetchone()[0])


def add_digits(add: Add, n: int) -> None:
    for number in range(n):
        add(number)


def test_tens_join_the_queued_version_until_it_is_claimed(add: Add) -> None:
    add_digits(add, 30)
    assert members() == [30]
    assert claim(owner="a") is not None
    add_digits(add, 20)
    assert members() == [30, 20]


def test_with_quiet_traffic_every_version_has_ten_digits(add: Add) -> None:
    for _ in range(3):
        add_digits(add, 10)
        assert claim(owner="a") is not None
        ModelState.objects.filter(status=Status.TRAINING).update(status=Status.REJECTED)
    assert members() == [10, 10, 10]


def test_a_full_version_takes_no_more_and_another_is_queued(add: Add, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service, "MAX_TOGETHER", 25)
    add_digits(add, 50)
    assert members() == [20, 20, 10]
    assert ModelState.objects.get(takes_tens=True).digits.count() == 10


def test_one_ten_larger_than_the_bound_is_a_version_of_its_own(
    add: Add, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.DIGITS_RETRAIN_AT = 4
    monkeypatch.setattr(service, "MAX_TOGETHER", 3)
    add_digits(add, 9)
    assert members() == [4, 4]


@pytest.mark.parametrize("ending", ["given back", "broken"])
def test_a_version_that_is_tried_again_learns_the_same_digits(add: Add, ending: str) -> None:
    add_digits(add, 10)
    lease = claim(owner="a")
    assert lease is not None
    if ending == "given back":
        leases.give_back(lease)
    else:
        leases.fail(lease, error="the disk is full")
    add_digits(add, 20)
    assert members() == [10, 20]
    again = claim(owner="a")
    assert again is not None
    assert again.version == lease.version


def test_one_run_learns_all_that_waited_and_its_receipt_names_them(add: Add) -> None:
    add_digits(add, 40)
    assert train_due(owner="a", is_stopping=lambda: False) == 1
    version = ModelState.objects.get(kind=Kind.TEN)
    trainable = version.digits.filter(is_training_input=True)
    assert version.receipt["digits"]["ids"] == list(trainable.order_by("id").values_list("id", flat=True))
    assert version.receipt["digits"]["n_new"] == trainable.count()


def test_a_queue_of_an_earlier_release_is_drained_in_its_order_and_new_tens_wait_together(add: Add) -> None:
    """Make the rows that a release without group commit left: a version for each ten, none of which takes more."""
    for _ in range(3):
        add_digits(add, 10)
        ModelState.objects.update(takes_tens=False)
    add_digits(add, 20)
    assert members() == [10, 10, 10, 20]
    claimed = []
    while lease := claim(owner="a"):
        claimed.append(lease.version)
        ModelState.objects.filter(pk=lease.version).update(status=Status.REJECTED)
    assert claimed == list(ModelState.objects.filter(kind=Kind.TEN).order_by("id").values_list("id", flat=True))


def test_the_database_itself_refuses_two_versions_that_take_tens(installed: None) -> None:
    ModelState.objects.create(kind=Kind.TEN, takes_tens=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        ModelState.objects.create(kind=Kind.TEN, takes_tens=True)
    ModelState.objects.create(kind=Kind.TEN)
    ModelState.objects.create(kind=Kind.TEN)


@pytest.mark.parametrize("changed", [{"status": Status.REJECTED}, {"status": Status.TRAINING}, {"kind": Kind.MANUAL}])
def test_the_database_itself_refuses_that_anything_but_a_queued_ten_takes_tens(
    installed: None, changed: dict[str, str]
) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        ModelState.objects.create(**{"kind": Kind.TEN, "takes_tens": True} | changed)


@pytest.mark.only("postgresql")  # on SQLite the transaction itself is the lock
def test_a_version_is_not_claimed_before_the_digits_that_join_it_are_committed(add: Add) -> None:
    add_digits(add, 19)
    claimed = threading.Event()
    learned: list[int] = []

    def work() -> None:
        lease = claim(owner="a")
        assert lease is not None
        claimed.set()
        learned.append(selectors.training.n_digits_of(lease.version))
        connection.close()

    worker = threading.Thread(target=work)
    with transaction.atomic():
        last = Digit.objects.latest("id")
        last.pk, last.idempotency_key = None, None
        last.save(force_insert=True)
        assert service.queue_full_tens()[:2] == (0, 0)  # the ten joins the version that waits
        worker.start()
        awaited(lambda: claimed.is_set() or is_one_waiting_for_this_connection())
    worker.join(HANG_S)
    assert learned == [20]
