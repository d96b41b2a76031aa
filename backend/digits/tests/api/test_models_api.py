"""Tests of GET /api/model and /api/models: the served version, all versions, and how far the next one is."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from backend.digits.models import BY_WATCH, Deployment, Kind, ModelState, Status
from backend.digits.services.deployments import deploy, roll_back, unpin
from backend.digits.services.learning.promotion import as_columns
from backend.digits.tests.api.doors import ADD, as_base64
from backend.digits.why import Why
from backend.tests.pngs import saved, seven
from nn.base import base_blob, base_receipt

SERVED_FIELDS = [
    "version", "trained_at", "served_since", "is_pinned", "undone", "train_accuracy", "test_accuracy", "test_detail",
    "is_training", "progress", "new_digits", "retrain_at", "gallery", "program",
]  # fmt: skip


@pytest.fixture
def served(base: None, client: Client) -> Any:
    return client.get("/api/model").json()


def version(status: Status, **columns: Any) -> ModelState:
    return ModelState.objects.create(kind=Kind.TEN, status=status, parent=ModelState.objects.earliest("id"), **columns)


def promoted(**columns: Any) -> ModelState:
    return version(Status.PROMOTED, finished_at=timezone.now(), **as_columns(base_blob()), **columns)


def test_after_the_first_start_the_base_network_is_served(served: Any) -> None:
    assert list(served) == SERVED_FIELDS
    assert served["version"] == ModelState.objects.get(kind=Kind.BASE).pk
    assert (served["is_training"], served["progress"]) == (False, None)
    assert (served["new_digits"], served["retrain_at"]) == (0, 10)
    assert served["is_pinned"] is False


def test_it_says_that_what_is_served_is_pinned(base: None, client: Client) -> None:
    roll_back(to=ModelState.objects.get().pk, by="an administrator", reason="why")
    assert client.get("/api/model").json()["is_pinned"] is True
    unpin(by="an administrator", reason="why")
    assert client.get("/api/model").json()["is_pinned"] is False


def test_the_accuracies_of_the_base_network_are_those_of_its_receipt(served: Any) -> None:
    wanted = base_receipt()["accuracies"]
    assert served["train_accuracy"] == wanted["train"]["correct"] / wanted["train"]["count"]
    mnist = served["test_detail"]["mnist"]
    assert (mnist["correct"], mnist["count"]) == (wanted["mnist_test"]["correct"], 10_000)


def test_the_test_detail_counts_mnist_and_people_separately(served: Any) -> None:
    detail = served["test_detail"]
    assert set(detail) == {"mnist", "people", "reference", "per_digit", "confusion_matrix"}
    assert detail["people"]["count"] == 0
    assert detail["people"]["accuracy"] is None
    low, high = detail["mnist"]["interval"]
    assert 0 < low < detail["mnist"]["accuracy"] < high < 1
    assert [len(row) for row in detail["confusion_matrix"]] == [10] * 10


def test_new_digits_are_counted_as_they_come(base: None, client: Client) -> None:
    for _ in range(3):
        ADD.send_fields(client, {"image": as_base64(saved(seven()))})
    assert client.get("/api/model").json()["new_digits"] == 3


def test_training_and_its_progress_are_told(base: None, client: Client) -> None:
    version(Status.TRAINING, progress=0.25)
    told = client.get("/api/model").json()
    assert (told["is_training"], told["progress"]) == (True, 0.25)


def test_a_version_that_waits_is_not_in_training(base: None, client: Client) -> None:
    version(Status.QUEUED)
    assert client.get("/api/model").json()["is_training"] is False


def test_what_was_deployed_last_is_what_is_served(base: None, client: Client, served: Any) -> None:
    better = promoted(test_accuracy=0.99)
    deploy(better.pk, by="the gate", reason="It reads better.")
    told = client.get("/api/model").json()
    assert (told["version"], told["test_accuracy"]) == (better.pk, 0.99)
    deploy(served["version"], by="anna", reason="Taken back.")
    again = client.get("/api/model").json()
    assert again["version"] == served["version"]
    assert again["served_since"] > served["served_since"]


def test_it_says_which_version_the_watch_took_back_and_the_list_says_of_each(base: None, client: Client) -> None:
    """Check it with two versions that go back together, a rejected one between them, and one after that stays."""
    first = ModelState.objects.get().pk
    worse, between, after = promoted().pk, version(Status.REJECTED).pk, promoted().pk
    for served_then in (worse, after):
        deploy(served_then, by="the gate", reason="It reads better.")
    assert client.get("/api/model").json()["undone"] is None
    deploy(first, by=BY_WATCH, reason="It reads people worse.")
    assert client.get("/api/model").json()["undone"] == after
    stays = promoted().pk
    deploy(stays, by="the gate", reason="It reads better.")
    assert client.get("/api/model").json()["undone"] is None
    listed = {row["version"]: row["is_undone"] for row in client.get("/api/models").json()["results"]}
    assert listed == {first: False, worse: True, between: False, after: True, stays: False}
    assert client.get(f"/api/models/{worse}").json()["is_undone"] is True


def is_undone(client: Client) -> dict[int, bool]:
    return {row["version"]: row["is_undone"] for row in client.get("/api/models").json()["results"]}


def test_a_version_that_a_person_left_before_is_not_undone_and_one_that_a_person_serves_again_no_longer(
    base: None, client: Client
) -> None:
    first, left, worse, next_one = ModelState.objects.get().pk, promoted().pk, promoted().pk, promoted().pk
    deploy(left, by="the gate", reason="It reads better.")
    deploy(first, by="anna", reason="It misreads my sevens.")
    deploy(worse, by="the gate", reason="It reads better.")
    deploy(first, by=BY_WATCH, reason="It reads people worse.")
    assert is_undone(client) == {first: False, left: False, worse: True, next_one: False}
    deploy(worse, by="anna", reason="It reads us better.")
    assert not any(is_undone(client).values())
    deploy(next_one, by="the gate", reason="It reads better.")
    assert not any(is_undone(client).values())
    deploy(worse, by=BY_WATCH, reason="It reads people worse.")
    assert is_undone(client) == {first: False, left: False, worse: False, next_one: True}


def test_who_goes_back_as_a_person_takes_no_version_back(base: None, client: Client, served: Any) -> None:
    deploy(promoted().pk, by="the gate", reason="It reads better.")
    deploy(served["version"], by="anna", reason="Taken back.")
    assert client.get("/api/model").json()["undone"] is None
    assert [row["is_undone"] for row in client.get("/api/models").json()["results"]] == [False, False]


def test_a_rejected_version_is_not_served(base: None, client: Client, served: Any) -> None:
    version(Status.REJECTED, finished_at=timezone.now())
    assert client.get("/api/model").json()["version"] == served["version"]


def test_lists_do_not_read_the_weights(base: None, client: Client) -> None:
    with CaptureQueriesContext(connection) as queries:
        client.get("/api/model")
        client.get("/api/models")
    assert len(queries) == 6  # one asks whether an administrator hides drawings, one what the watch took back
    assert not any("weights" in query["sql"] or "receipt" in query["sql"] for query in queries)


@pytest.mark.parametrize("address", ["/api/model", "/api/models"])
def test_before_a_network_is_installed_the_list_is_empty_and_the_model_is_unavailable(
    db: None, client: Client, address: str
) -> None:
    response = client.get(address)
    if address == "/api/models":
        assert response.json() == {"results": [], "next": None}
    else:
        assert (response.status_code, response.json()["code"]) == (503, "unavailable")
        assert int(response.headers["Retry-After"]) > 0


def test_every_version_is_listed_newest_first_with_what_became_of_it(base: None, client: Client) -> None:
    why = Why("forgot", {"correct": 1700, "count": 2000, "wanted": 1890})
    bad = version(Status.REJECTED, finished_at=timezone.now(), test_accuracy=0.85, **why.columns)
    failed = version(Status.FAILED, error="ValueError: no digits", finished_at=timezone.now())
    queued = version(Status.QUEUED)
    listed = client.get("/api/models").json()["results"]
    assert [row["version"] for row in listed[:3]] == [queued.pk, failed.pk, bad.pk]
    assert [row["status"] for row in listed] == ["queued", "failed", "rejected", "promoted"]
    assert [row["kind"] for row in listed] == ["ten", "ten", "ten", "base"]
    said = "It reads 1,700 of 2,000 reference digits; at least 1,890 are wanted."
    assert (listed[2]["reason"], listed[2]["test_accuracy"]) == (said, 0.85)
    assert listed[2]["why"] == {"code": "forgot", "params": {"correct": 1700, "count": 2000, "wanted": 1890}}
    assert (listed[3]["why"], listed[0]["why"]) == ({"code": "shipped", "params": {}}, None)
    assert ("error" in listed[1], listed[0]["train_accuracy"]) == (False, None)  # errors are for the administrator


def test_versions_come_a_page_at_a_time(base: None, client: Client) -> None:
    added = [version(Status.FAILED).pk for _ in range(4)]
    first = client.get("/api/models?limit=2").json()
    second = client.get(first["next"]).json()
    third = client.get(second["next"]).json()
    seen = [row["version"] for listed in (first, second, third) for row in listed["results"]]
    assert seen == [*added[::-1], ModelState.objects.earliest("id").pk]
    assert third["next"] is None


def test_one_version_is_told_as_in_the_list(base: None, client: Client) -> None:
    number = promoted(test_accuracy=0.5).pk
    told = client.get(f"/api/models/{number}").json()
    assert told == client.get("/api/models").json()["results"][0]


@pytest.mark.parametrize("number", ["0", "99", "9" * 18, "9" * 30, "-1", "base", "1/", "%00"])
def test_an_unknown_version_is_not_found(base: None, client: Client, number: str) -> None:
    response = client.get(f"/api/models/{number}")
    assert (response.status_code, response.json()["code"]) == (404, "not_found")


@pytest.mark.parametrize("query", ["limit=0", "limit=201", "cursor=x", "label=7", "status=rejected", "limit=1&limit=1"])
def test_a_wrong_or_unknown_parameter_is_refused(base: None, client: Client, query: str) -> None:
    response = client.get(f"/api/models?{query}")
    assert (response.status_code, response.json()["code"]) == (400, "invalid_request")


@pytest.mark.parametrize("address", ["/api/model", "/api/models", "/api/models/1"])
@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_versions_are_changed_by_no_request(base: None, client: Client, address: str, method: str) -> None:
    response = client.generic(method, address, b"{}", content_type="application/json")
    assert (response.status_code, response.json()["code"]) == (405, "method_not_allowed")
    assert (ModelState.objects.count(), Deployment.objects.count()) == (1, 1)


def test_times_are_told_in_utc(served: Any) -> None:
    deployed = Deployment.objects.get().created_at
    assert served["served_since"] == deployed.isoformat().replace("+00:00", "Z")
    assert timezone.now() - deployed < timedelta(hours=1)
