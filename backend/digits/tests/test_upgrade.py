"""Tests of an upgrade to another base network or preprocessing: nothing that was learned or drawn is lost."""

from collections.abc import Callable
from dataclasses import replace
from io import StringIO
from typing import Any

import numpy as np
import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.test import Client
from django.test.utils import CaptureQueriesContext

from backend.digits import inference, selectors
from backend.digits.base import base_blob
from backend.digits.drawings import sha256_of, to_png
from backend.digits.models import Deployment, Digit, Kind, ModelState, Status
from backend.digits.services.deployments import roll_back
from backend.digits.services.learning import install as base
from backend.digits.services.learning import training_job
from backend.digits.services.learning.datasets import load_datasets
from backend.digits.services.learning.install import install_base
from backend.digits.services.learning.run import train_due
from backend.digits.services.pictures import rebuild_pictures
from nn.base import base_network
from nn.data.strokes import unpack as unpack_strokes
from nn.preprocessing import PREPROCESSING_VERSION, place_strokes
from nn.serialization import PackedNetwork, pack

Add = Callable[..., Digit]

OLDER_REFERENCE = "0" * 64


def another_base() -> PackedNetwork:
    network = base_network().copy()
    network.biases[1] += 0.01
    return pack(network)


@pytest.fixture
def newer_release(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(base, "base_blob", another_base)


@pytest.mark.parametrize(
    ("column", "index"), [("contributor", "digits_of_contributor"), ("model_state_id", "digits_in_version")]
)
def test_a_column_is_found_by_one_index_alone(db: None, column: str, index: str) -> None:
    """Check in the database that one index is left. A migration drops the other by its name alone."""
    with connection.cursor() as cursor:
        found = connection.introspection.get_constraints(cursor, Digit._meta.db_table)
    assert [name for name, key in found.items() if key["columns"][:1] == [column] and key["index"]] == [index]


def test_the_base_network_is_installed_once(installed: None) -> None:
    assert install_base() is False
    assert ModelState.objects.count() == Deployment.objects.count() == 1


def test_the_base_network_comes_with_its_measured_accuracies(installed: None) -> None:
    first = ModelState.objects.get()
    assert (first.pk, first.kind, first.status) == (1, Kind.BASE, Status.PROMOTED)
    assert first.test_detail["mnist"]["count"] == 10_000
    assert first.test_accuracy == first.test_detail["mnist"]["accuracy"] >= 0.97
    assert first.test_detail["reference"]["count"] == 5_000


def test_a_newer_base_network_is_served_where_nothing_was_drawn(installed: None, newer_release: None) -> None:
    assert install_base()
    assert inference.served().version == 2
    assert not ModelState.objects.filter(status=Status.QUEUED).exists()


def test_going_back_to_an_earlier_release_serves_its_base_network_again(
    installed: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as newer:
        newer.setattr(base, "base_blob", another_base)
        install_base()
    assert install_base()
    assert inference.served().version == 1
    assert ModelState.objects.count() == 2


def test_a_newer_base_network_is_not_deployed_over_a_pin(installed: None, newer_release: None) -> None:
    roll_back(to=1, by="an administrator", reason="why")
    assert install_base() is False
    assert inference.served().version == 1


def test_a_newer_base_network_is_not_deployed_over_a_pin_that_came_while_it_was_measured(
    installed: None, newer_release: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    measure = base._measured

    def pin_meanwhile(receipt: dict[str, Any]) -> dict[str, Any]:
        roll_back(to=1, by="an administrator", reason="why")
        return measure(receipt)

    monkeypatch.setattr(base, "_measured", pin_meanwhile)
    assert install_base() is False
    assert inference.served().version == 1


def test_a_base_network_in_place_of_a_pinned_one_of_older_preprocessing_is_pinned_too(
    installed: None, newer_release: None
) -> None:
    roll_back(to=1, by="an administrator", reason="why")
    ModelState.objects.update(preprocessing=PREPROCESSING_VERSION - 1)
    assert install_base()
    newest = Deployment.objects.latest("id")
    assert (newest.model_state_id, newest.is_pinned) == (2, True)


def test_the_best_ever_accepted_outlives_a_newer_base_network(installed: None, newer_release: None) -> None:
    first = ModelState.objects.get()
    first.test_detail["reference"]["best_correct"] = 4_999
    first.save(update_fields=["test_detail"])
    install_base()
    assert ModelState.objects.latest("id").test_detail["reference"]["best_correct"] == 4_999


def test_a_newer_base_network_learns_what_had_been_drawn(add: Add, newer_release: None) -> None:
    digits = [add(number) for number in range(10)]
    train_due(owner="test", is_stopping=lambda: False)
    install_base()
    train_due(owner="test", is_stopping=lambda: False)
    learned = ModelState.objects.latest("id")
    assert (learned.kind, learned.status, learned.parent.kind) == (Kind.MANUAL, Status.PROMOTED, Kind.BASE)
    trainable = {digit.pk for digit in digits if digit.is_training_input}
    assert set(learned.receipt["digits"]["ids"]) == trainable


@pytest.fixture
def earlier_release(add: Add, monkeypatch: pytest.MonkeyPatch) -> dict[int, bytes]:
    """Make tables as an earlier release leaves them, and return the pictures that its digits should get.

    Its base network, preprocessing and reference digits were others; ten digits were learned, and three wait.
    """
    monkeypatch.setattr(training_job, "CONFIG", replace(training_job.CONFIG, n_steps=20))
    with monkeypatch.context() as earlier:
        earlier.setattr(base, "base_blob", another_base)
        install_base()
    digits = [add(number) for number in range(13)]
    train_due(owner="test", is_stopping=lambda: False)
    Deployment.objects.filter(model_state=1).delete()  # this release's base network, which `add` installs
    ModelState.objects.filter(pk=1).delete()
    for version in ModelState.objects.all():
        version.test_detail["reference"] |= {"best_correct": 4_990}
        version.reference_sha256, version.preprocessing = OLDER_REFERENCE, PREPROCESSING_VERSION - 1
        version.save(update_fields=["test_detail", "reference_sha256", "preprocessing"])
    Digit.objects.update(picture=bytes(784), preprocessing=PREPROCESSING_VERSION - 1)
    monkeypatch.setattr(inference, "_cached", None)
    return {digit.pk: bytes(digit.picture) for digit in digits}


def prepare_and_train() -> None:
    call_command("prepare", stdout=StringIO())
    while train_due(owner="test", is_stopping=lambda: False):
        pass


def test_an_upgrade_keeps_all_digits_rebuilds_their_pictures_and_learns_them_once(
    earlier_release: dict[int, bytes],
) -> None:
    kept = ("id", "label", "state", "contributor", "ink", "ink_sha256", "is_training_input")
    before, n_versions = list(Digit.objects.order_by("id").values_list(*kept)), ModelState.objects.count()
    prepare_and_train()
    assert list(Digit.objects.order_by("id").values_list(*kept)) == before
    assert {digit.pk: bytes(digit.picture) for digit in Digit.objects.all()} == earlier_release
    installed, learned = ModelState.objects.order_by("id")[n_versions:]
    assert (installed.kind, installed.sha256) == (Kind.BASE, base_blob().sha256)
    assert (learned.kind, learned.status, learned.parent) == (Kind.MANUAL, Status.PROMOTED, installed)
    waiting = set(Digit.objects.filter(model_state=None).values_list("id", flat=True))
    assert len(waiting) == 3  # for seven more
    assert set(learned.receipt["digits"]["ids"]) == {row[0] for row in before if row[-1]} - waiting
    assert inference.served().version == learned.pk
    prepare_and_train()
    assert ModelState.objects.count() == n_versions + 2


def test_new_reference_digits_begin_with_floors_of_their_own_and_the_old_ones_keep_theirs(
    earlier_release: dict[int, bytes],
) -> None:
    old = selectors.versions.best_on(OLDER_REFERENCE)
    prepare_and_train()
    *_, installed, learned = ModelState.objects.order_by("id")
    assert selectors.versions.best_on(OLDER_REFERENCE) == old
    assert installed.reference_sha256 == learned.reference_sha256 == load_datasets().reference_sha256
    floors = [version.test_detail["reference"] for version in (installed, learned)]
    assert floors[0]["best_correct"] == floors[0]["correct"] < old[0]
    assert floors[1]["best_correct"] == max(floors[0]["correct"], floors[1]["correct"])


def test_pictures_of_older_preprocessing_are_made_again_from_the_ink(add: Add) -> None:
    wanted = {digit.pk: bytes(digit.picture) for digit in map(add, range(3))}
    Digit.objects.update(picture=bytes(784), preprocessing=0)
    assert list(rebuild_pictures()) == [3]
    assert {digit.pk: bytes(digit.picture) for digit in Digit.objects.all()} == wanted
    assert not Digit.objects.exclude(preprocessing=PREPROCESSING_VERSION).exists()


def test_pictures_of_older_preprocessing_are_made_again_from_the_strokes_where_there_are_any(
    add: Add, add_strokes: Add
) -> None:
    wanted = {digit.pk: bytes(digit.picture) for digit in (add(0), *map(add_strokes, range(2)))}
    Digit.objects.update(picture=bytes(784), preprocessing=0)
    assert list(rebuild_pictures()) == [3]
    assert {digit.pk: bytes(digit.picture) for digit in Digit.objects.all()} == wanted
    of_strokes = Digit.objects.exclude(strokes=None)
    assert all(
        bytes(digit.picture) == place_strokes(unpack_strokes(bytes(digit.strokes))).tobytes() for digit in of_strokes
    )


def migrate_to_the_newest() -> None:
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes("digits"))


def test_digits_from_before_there_were_strokes_go_on_as_they_were(installed: None, drawn: Any, client: Client) -> None:
    """Go back to the tables of the release before, draw a digit there, and upgrade."""
    executor = MigrationExecutor(connection)
    before = ("digits", "0007_indexes_that_are_taken")
    executor.migrate([before])
    try:
        OldDigit = executor.loader.project_state(before).apps.get_model("digits", "Digit")
        ink = np.full((20, 20), 255, np.uint8)
        columns = {"picture": bytes(784), "ink": to_png(ink), "ink_sha256": sha256_of(ink), "label": 7, "predicted": 7}
        columns |= {"preprocessing": PREPROCESSING_VERSION, "is_training_input": True, "payload_sha256": ""}
        old = OldDigit.objects.create(**columns)
    finally:
        migrate_to_the_newest()
    digit = Digit.objects.get()
    assert (digit.pk, digit.strokes, digit.guess, digit.ink_sha256) == (old.pk, None, None, columns["ink_sha256"])
    assert (bytes(digit.picture), bytes(digit.ink)) == (columns["picture"], columns["ink"])
    assert client.get(f"/api/digits/{digit.pk}").json()["has_strokes"] is False
    assert client.get(f"/api/digits/{digit.pk}/image.png").content == columns["ink"]
    assert client.get(f"/api/digits/{digit.pk}/strokes").status_code == 404
    Digit.objects.update(preprocessing=0)
    assert list(rebuild_pictures()) == [1]
    assert any(Digit.objects.get().picture)


def test_the_database_itself_refuses_a_guess_that_is_no_digit(add: Add) -> None:
    digit = add(0)
    for guess in (10, 11):
        with pytest.raises(IntegrityError), transaction.atomic():
            Digit.objects.filter(pk=digit.pk).update(guess=guess)
    assert Digit.objects.filter(pk=digit.pk).update(guess=9) == 1


@pytest.mark.only("sqlite")
def test_the_column_of_guesses_comes_without_a_copy_of_the_table(installed: None) -> None:
    executor = MigrationExecutor(connection)
    executor.migrate([("digits", "0008_strokes")])
    try:
        with CaptureQueriesContext(connection) as queries:
            executor = MigrationExecutor(connection)
            executor.migrate([("digits", "0009_guess")])
    finally:
        migrate_to_the_newest()
    statements = [query["sql"] for query in queries]
    assert any("ADD COLUMN" in sql for sql in statements)
    assert not any("INSERT INTO" in sql and "digits_digit" in sql for sql in statements)


def test_pictures_that_are_up_to_date_are_left_alone(add: Add) -> None:
    add(0)
    assert list(rebuild_pictures()) == []


def test_a_network_trained_on_other_pictures_is_not_served(installed: None, drawn: Any) -> None:
    older = ModelState.objects.get()
    older.pk, older.kind, older.preprocessing = None, Kind.MANUAL, PREPROCESSING_VERSION - 1
    older.save(force_insert=True)
    Deployment.objects.create(model_state=older, by="test", reason="by mistake")
    assert inference.served().version == 1
