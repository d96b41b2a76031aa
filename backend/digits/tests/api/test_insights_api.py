"""Tests of the page beyond the guess: activations, weights, changes, confusion, hand."""

import base64
import json
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import numpy as np
import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from backend.digits import inference
from backend.digits.insights import units
from backend.digits.models import Digit, DigitState, Kind, ModelState, Status
from backend.digits.services.deployments import deploy
from backend.digits.services.learning.promotion import as_columns
from backend.digits.tests.api.doors import SANDBOX, SEE_ACTIVATIONS, SEE_STEPS, answered, as_base64, pixels_of
from backend.tests.pngs import saved, seven
from nn.base import base_blob, base_network
from nn.data.pseudo_digits import load_generator
from nn.figures.units import patterns
from nn.network import Network
from nn.preprocessing import as_inputs, preprocess
from nn.serialization import pack

pytestmark = pytest.mark.usefixtures("base")

SEVEN = as_base64(saved(seven()))


def version(network: Network | None = None, **columns: Any) -> ModelState:
    """Store a promoted version with this network, by default the base network."""
    packed = base_blob() if network is None else pack(network)
    filled = {"kind": Kind.TEN, "status": Status.PROMOTED, "finished_at": timezone.now(), **as_columns(packed)}
    return ModelState.objects.create(**filled | {"parent": ModelState.objects.earliest("id")} | columns)


def one_that_always_reads(digit: int) -> Network:
    network = base_network().copy()
    network.biases[1][:] = -50
    network.biases[1][digit] = 50
    return network


@pytest.fixture
def stored(client: Client) -> Callable[..., Digit]:
    """Return a function that stores the same seven with other columns; the first version read it as a 7 on arrival."""
    first = ModelState.objects.earliest("id").pk
    client.post("/api/digits", json.dumps({"image": SEVEN, "label": 7}), content_type="application/json")
    pattern = Digit.objects.get()
    Digit.objects.all().delete()
    kept = {field.attname: getattr(pattern, field.attname) for field in Digit._meta.fields if field.name != "id"}
    kept |= {"idempotency_key": None, "predicted_by_id": first}
    return lambda **changed: Digit.objects.create(**kept | changed)


@pytest.fixture
def mine(client: Client) -> Any:
    """Return the contributor whose cookie the client sends."""
    contributor = uuid4()
    client.cookies["contributor"] = str(contributor)
    return contributor


# --- The network opened ----------------------------------------------------------------------------------------------


def test_activations_are_those_of_the_served_network(client: Client) -> None:
    seen = answered(SEE_ACTIVATIONS.send_fields(client, {"image": SEVEN}))
    guessed = answered(client.post("/api/predictions", json.dumps({"image": SEVEN}), content_type="application/json"))
    assert guessed.items() <= seen.items()
    _, hidden, _ = base_network().activations(as_inputs(preprocess(seven()).reshape(1, 784)))
    assert np.allclose(seen["hidden"], hidden[0], atol=1e-6)
    assert (pixels_of(seen["picture"]) == preprocess(seven())).all()
    assert base64.b64decode(seen["pixels"]) == preprocess(seven()).tobytes()


def test_a_deployment_in_between_does_not_mix_two_networks(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    networks = [base_network(), base_network().copy()]
    networks[1].biases[0] += 1
    served = [
        inference.Served(deployment=n, version=n, network=network, sha256="") for n, network in enumerate(networks)
    ]
    asked = iter(served)
    monkeypatch.setattr(inference, "served", lambda: next(asked))
    seen = answered(SEE_ACTIVATIONS.send_fields(client, {"image": SEVEN}))
    _, hidden, outputs = networks[seen["model"]].activations(as_inputs(preprocess(seven()).reshape(1, 784)))
    assert np.allclose(seen["hidden"], hidden[0], atol=1e-6)
    assert np.allclose(seen["confidences"], outputs[0], atol=1e-6)


def test_weights_are_those_of_the_version(client: Client) -> None:
    served = ModelState.objects.get().pk
    weights = answered(client.get(f"/api/models/{served}/weights"))
    W1 = np.frombuffer(base64.b64decode(weights["hidden_weights"]), "<f4").reshape(784, 30)
    assert (base_network().weights[0] == W1).all()
    assert np.allclose(weights["output_weights"], base_network().weights[1])
    assert [len(weights[name]) for name in ("hidden_biases", "output_biases")] == [30, 10]


def units_of(client: Client, version: ModelState) -> Any:
    return answered(client.get(f"/api/models/{version.pk}/units"))


def test_units_show_their_patterns_and_the_made_up_digits_that_light_them_most(client: Client) -> None:
    found = units_of(client, ModelState.objects.get())
    shown = np.frombuffer(base64.b64decode(found["patterns"]), "<f4").reshape(30, 784)
    X, labels = load_generator().sample(2000, np.random.default_rng(0))
    assert np.allclose(shown, patterns(base_network().weights[0], X), atol=1e-6)
    inputs = X @ base_network().weights[0]
    for unit, of_unit in enumerate(found["units"]):
        best = inputs[:, unit].argsort()[::-1][:6]
        assert [lit["label"] for lit in of_unit["pseudo_digits"]] == labels[best].tolist()
        first = of_unit["pseudo_digits"][0]
        assert (pixels_of(first["picture"]).ravel() == np.rint(X[best[0]] * 255)).all()
        assert first["activation"] == pytest.approx(base_network().activations(X[best[:1]])[1][0, unit], abs=1e-5)


def test_of_drawings_only_those_that_all_may_see_light_a_unit(client: Client, stored: Any) -> None:
    shown, withdrawn = stored(), stored()
    first = units_of(client, ModelState.objects.get())["units"][0]
    assert [lit["id"] for lit in first["drawings"]] == [shown.pk, withdrawn.pk]
    _, hidden, _ = base_network().activations(as_inputs(np.frombuffer(shown.picture, np.uint8).reshape(1, 784)))
    assert first["drawings"][0] == {"id": shown.pk, "label": 7, "activation": pytest.approx(hidden[0, 0], abs=1e-5)}
    for state in (DigitState.WITHDRAWN, DigitState.EXCLUDED):
        Digit.objects.filter(id=withdrawn.pk).update(state=state)
        after = units_of(client, ModelState.objects.get())["units"]
        assert [[lit["id"] for lit in unit["drawings"]] for unit in after] == [[shown.pk]] * 30


def test_patterns_are_computed_once_for_each_network(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    computed = []
    monkeypatch.setattr(units, "patterns", lambda W, X: computed.append(W) or patterns(W, X))
    units._of_generator.cache_clear()
    other = base_network().copy()
    other.weights[0][:] *= 2
    first, same, other_version = ModelState.objects.get(), version(), version(other)
    answers = [units_of(client, asked) for asked in (first, first, same, other_version)]
    assert [answer["version"] for answer in answers] == [first.pk, first.pk, same.pk, other_version.pk]
    assert len(computed) == 2
    assert answers[0]["patterns"] == answers[2]["patterns"]


def test_a_blank_drawing_is_refused_kindly(client: Client) -> None:
    for door in (SEE_STEPS, SEE_ACTIVATIONS, SANDBOX):
        response = door.send_fields(
            client, {"pixels": [0] * 784, "steps": 1} if door is SANDBOX else {"pixels": [0] * 784}
        )
        assert (response.status_code, response.json()["code"]) == (400, "blank_drawing")


@pytest.mark.parametrize("what", ["weights", "training", "units", "changes", "confusion"])
def test_a_version_that_there_is_not_has_none(client: Client, what: str) -> None:
    response = client.get(f"/api/models/99/{what}")
    assert (response.status_code, response.json()["code"]) == (404, "not_found")


@pytest.mark.parametrize("what", ["weights", "units", "changes", "confusion"])
def test_weights_that_are_not_kept_or_damaged_are_gone(client: Client, what: str) -> None:
    for dropped in (version(weights=None, biases=None), version(weights=b"\0" * 94080)):
        response = client.get(f"/api/models/{dropped.pk}/{what}")
        assert (response.status_code, response.json()["code"]) == (410, "gone")


# --- What it has learned ---------------------------------------------------------------------------------------------


def test_changes_are_ones_own_drawings_that_a_version_reads_otherwise(client: Client, stored: Any, mine: Any) -> None:
    own, _ = stored(contributor=mine, label=3), stored(contributor=uuid4(), label=3)
    stored(contributor=mine, state=DigitState.WITHDRAWN)
    better = version(one_that_always_reads(3))
    changed = answered(client.get(f"/api/models/{better.pk}/changes"))
    assert (changed["since"], changed["n_digits"]) == (better.parent_id, 1)
    assert (changed["correct_before"], changed["correct_after"]) == (0, 1)
    assert changed["changed"] == [{"id": own.pk, "label": 3, "before": 7, "after": 3}]


def test_changes_since_another_version_than_the_parent(client: Client, stored: Any, mine: Any) -> None:
    stored(contributor=mine)
    one, two = version(one_that_always_reads(1)), version(one_that_always_reads(2))
    changed = answered(client.get(f"/api/models/{two.pk}/changes?since={one.pk}"))["changed"]
    assert [(change["before"], change["after"]) for change in changed] == [(1, 2)]


def test_without_a_cookie_nothing_is_ones_own(client: Client, stored: Any) -> None:
    client.cookies.clear()
    stored(contributor=None)
    served = ModelState.objects.get().pk
    assert answered(client.get(f"/api/models/{served}/changes"))["n_digits"] == 0
    assert answered(client.get("/api/hand"))["n_digits"] == 0
    assert answered(client.get("/api/digits?mine=true")) == {"results": [], "next": None}


def test_the_hand_is_what_was_read_on_arrival_version_by_version(client: Client, stored: Any, mine: Any) -> None:
    second = version()
    for label, guess in [(7, 7), (1, 7), (7, 7)]:
        stored(contributor=mine, label=label, predicted=guess)
    stored(contributor=mine, label=1, predicted=1, predicted_by_id=second.pk)
    stored(label=5, predicted=1)  # another's
    hand = answered(client.get("/api/hand"))
    assert (hand["n_digits"], hand["n_correct"]) == (4, 3)
    assert [hand["per_digit"][1], hand["per_digit"][7]] == [{"correct": 1, "count": 2}, {"correct": 2, "count": 2}]
    assert [(of["correct"], of["count"]) for of in hand["per_version"]] == [(2, 3), (1, 1)]
    assert hand["per_version"][1]["version"] == second.pk
    assert hand["wanted"] is None  # too few to ask


@pytest.mark.parametrize(
    ("readings", "wanted"),
    [
        ([(n % 10, n % 10) for n in range(20)], None),
        ([(n % 9, n % 9) for n in range(18)], {"digit": 9, "why": "scarce"}),
        ([(n % 10, n % 10) for n in range(20)] + [(7, 9), (7, 9)], {"digit": 7, "why": "weak"}),
        ([(n % 10, n % 10) for n in range(20)] + [(4, 7), (4, 7)], None),
        ([(7, 9), (7, 9), (7, 7)], None),
    ],
    ids=["balanced", "no nine", "sevens misread", "fours that the network is certain are sevens", "too few"],
)
def test_the_digit_that_is_wanted(client: Client, stored: Any, mine: Any, readings: Any, wanted: Any) -> None:
    for label, guess in readings:
        stored(contributor=mine, label=label, predicted=guess)
    assert answered(client.get("/api/hand"))["wanted"] == wanted


def test_the_confusion_is_everybodys_newest_digits_as_the_version_reads_them(client: Client, stored: Any) -> None:
    first, second = stored(label=7), stored(label=1)
    stored(label=1, state=DigitState.EXCLUDED)
    served = ModelState.objects.get().pk
    found = answered(client.get(f"/api/models/{served}/confusion"))
    assert (found["n_digits"], found["n_correct"]) == (2, 1)
    assert (found["matrix"][1][7], found["matrix"][7][7]) == (1, 1)
    assert found["readings"] == [
        {"id": second.pk, "label": 1, "guess": 7},
        {"id": first.pk, "label": 7, "guess": 7},
    ]


def test_before_any_digit_the_confusion_is_empty(client: Client) -> None:
    found = answered(client.get(f"/api/models/{ModelState.objects.get().pk}/confusion"))
    assert (found["n_digits"], found["readings"], np.sum(found["matrix"])) == (0, [], 0)


def test_digits_of_ones_own_and_misread_ones_are_listed_alone(client: Client, stored: Any, mine: Any) -> None:
    own, misread = stored(contributor=mine), stored(label=1)
    both = stored(contributor=mine, label=2)

    def listed(query: str) -> list[int]:
        return [digit["id"] for digit in answered(client.get(f"/api/digits?{query}"))["results"]]

    assert listed("mine=true") == [both.pk, own.pk]
    assert listed("misread=true") == [both.pk, misread.pk]
    assert listed("mine=true&misread=true&label=2") == [both.pk]
    assert listed("mine=false&misread=false") == [both.pk, misread.pk, own.pk]
    first = answered(client.get("/api/digits?mine=true&limit=1"))
    assert "mine=true" in first["next"]
    assert [digit["id"] for digit in answered(client.get(first["next"]))["results"]] == [own.pk]


def test_misread_and_own_digits_are_found_through_an_index(client: Client, stored: Any, mine: Any) -> None:
    for query, index in [("misread=true", "digits_misread"), ("mine=true", "digits_of_contributor")]:
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/api/digits?{query}")
        with connection.cursor() as cursor:
            cursor.execute("EXPLAIN QUERY PLAN " + queries[-1]["sql"])
            plan = " ".join(row[3] for row in cursor.fetchall())
        assert index in plan, plan


def test_a_version_says_since_when_it_is_served(client: Client) -> None:
    rejected = version(status=Status.REJECTED)
    again = version()
    since = deploy(again.pk, by="the gate", reason="It reads better.").created_at
    listed = answered(client.get("/api/models"))["results"]
    assert [row["version"] for row in listed[:2]] == [again.pk, rejected.pk]
    assert listed[0]["served_since"] == since.isoformat().replace("+00:00", "Z")
    assert listed[1]["served_since"] is None
    assert listed[2]["served_since"] is not None


# --- All of them -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "address",
    [
        "/api/hand?mine=true",
        "/api/models/1/weights?limit=1",
        "/api/models/1/confusion?since=1",
        "/api/models/1/changes?since=x",
        "/api/models/1/changes?since=0",
        "/api/models/1/changes?before=1",
        "/api/digits?mine=yes",
        "/api/digits?misread=true&misread=true",
        "/api/models?mine=true",
    ],
)
def test_an_address_that_asks_for_something_else(client: Client, address: str) -> None:
    response = client.get(address)
    assert (response.status_code, response.json()["code"]) == (400, "invalid_request")


def test_looking_is_throttled_apart_from_reading(client: Client, settings: Any, mine: Any) -> None:
    settings.DIGITS_THROTTLE_PREDICTIONS = "2/min"
    cache.clear()
    statuses = [SEE_STEPS.send_fields(client, {"image": SEVEN}).status_code for _ in range(3)]
    assert statuses == [200, 200, 429]
    assert SEE_ACTIVATIONS.send_fields(client, {"image": SEVEN}).status_code == 200
    served = ModelState.objects.get().pk
    assert [client.get(f"/api/models/{served}/weights").status_code for _ in range(3)] == [200, 200, 429]
    cache.clear()


def test_nothing_of_a_contributor_is_answered(client: Client, stored: Any, mine: Any) -> None:
    stored(contributor=mine)
    served = ModelState.objects.get().pk
    for address in ("/api/hand", f"/api/models/{served}/changes", f"/api/models/{served}/confusion", "/api/digits"):
        assert str(mine) not in client.get(address).content.decode()


def test_each_look_costs_few_queries(client: Client, stored: Any, mine: Any) -> None:
    for _ in range(20):
        stored(contributor=mine, label=1)
    served = ModelState.objects.get().pk
    others = (f"models/{served}/changes", f"models/{served}/confusion", "digits?mine=true")
    for address, most in {"hand": 6, **dict.fromkeys(others, 5)}.items():
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/api/{address}")
        assert len(queries) <= most, address  # one of them asks whether an administrator hides drawings
