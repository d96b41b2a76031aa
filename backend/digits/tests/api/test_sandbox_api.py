"""Tests of the sandbox: a copy of the network learns one drawing, and nothing of it is kept."""

import base64
from typing import Any

import numpy as np
import pytest
from django.test import Client

from backend.digits.tests.api.doors import SANDBOX, answered, as_base64, n_rows
from backend.tests.pngs import saved, seven
from nn.base import base_network
from nn.preprocessing import as_inputs, preprocess

pytestmark = pytest.mark.usefixtures("base")

SEVEN = as_base64(saved(seven()))


def tried(client: Client, **fields: Any) -> Any:
    return answered(SANDBOX.send_fields(client, {"image": SEVEN, "steps": 1} | fields))


def test_each_step_lowers_the_cost_of_the_drawing_in_a_copy(client: Client) -> None:
    before = n_rows()
    found = tried(client, label=3, steps=5)
    costs = [moment["cost"] for moment in found["moments"]]
    assert len(costs) == 6
    assert costs == sorted(costs, reverse=True)
    assert found["moments"][-1]["outputs"][3] > found["moments"][0]["outputs"][3]
    assert n_rows() == before
    assert tried(client, label=3, steps=0)["moments"] == found["moments"][:1]  # the served network has not moved


def test_one_step_is_the_gradient_times_the_learning_rate(client: Client) -> None:
    found = tried(client, label=3, steps=1, learning_rate=0.25)
    X, Y = as_inputs(preprocess(seven()).reshape(1, 784)), np.eye(10, dtype=np.float32)[[3]]
    slope = base_network().gradients(X, Y).weights[0]
    assert np.allclose(found["moved"], 0.25 * np.linalg.norm(slope, axis=0), atol=1e-5)


def test_learning_one_drawing_alone_forgets_others_and_rehearsing_keeps_them(client: Client) -> None:
    # At a rate of 1, five times that of a training, forty steps lose 251 of 396 digits even with rehearsal.
    alone, rehearsed = (
        tried(client, label=3, steps=40, learning_rate=0.3, rehearse=rehearse) for rehearse in (False, True)
    )
    at_first, alone_last, rehearsed_last = (
        moment["others_correct"] for moment in (alone["moments"][0], alone["moments"][-1], rehearsed["moments"][-1])
    )
    assert alone_last < rehearsed_last <= alone["n_others"]
    assert at_first - rehearsed_last < (at_first - alone_last) / 2
    assert rehearsed["moments"][-1]["outputs"][3] > rehearsed["moments"][0]["outputs"][3]


def test_the_known_digits_are_those_whose_guesses_the_sandbox_gives(client: Client) -> None:
    known = answered(client.get("/api/known-digits"))
    pixels = np.frombuffer(base64.b64decode(known["pixels"]), np.uint8).reshape(-1, 784)
    assert len(known["labels"]) == len(pixels) == 400
    found = tried(client, label=3, steps=10, learning_rate=1)
    guesses = base_network().outputs(as_inputs(pixels)).argmax(axis=1)
    assert (guesses == found["guesses_before"]).mean() > 0.99  # whole pixels turn a digit on the brink
    for moment, given in ((0, found["guesses_before"]), (-1, found["guesses_after"])):
        n_read = sum(guess == label for guess, label in zip(given, known["labels"], strict=True))
        assert n_read == found["moments"][moment]["others_correct"]


@pytest.mark.parametrize(
    "fields",
    [
        {"steps": 101},
        {"steps": -1},
        {"steps": 1.0},
        {"steps": True},
        {"label": None},
        {"label": 10},
        {"learning_rate": 0},
        {"learning_rate": "1"},
        {"learning_rate": True},
        {"learning_rate": 11},
        {"rehearse": 1},
        {"momentum": 1},
        {"pixels": [0] * 784},
    ],
    ids=str,
)
def test_an_experiment_of_another_form_is_refused(client: Client, fields: dict[str, Any]) -> None:
    response = SANDBOX.send_fields(client, {"image": SEVEN, "steps": 1} | fields)
    assert (response.status_code, response.json()["code"]) == (400, "invalid_request")


def test_a_png_body_is_no_experiment(client: Client) -> None:
    response = SANDBOX.send(client, saved(seven()), content_type="image/png")
    assert (response.status_code, response.json()["code"]) == (400, "invalid_request")
