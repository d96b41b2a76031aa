"""Tests of POST /api/predictions: a drawing in, the ten outputs out; nothing is stored and nobody is followed."""

import base64
from typing import Any

import numpy as np
import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from backend.digits import selectors
from backend.digits.models import Deployment
from backend.digits.tests.api.doors import PREDICT, as_base64, n_rows
from backend.tests.pngs import saved, seven
from nn.base import base_network
from nn.data.strokes import fit, render
from nn.preprocessing import as_inputs, preprocess


@pytest.fixture
def answer(base: None, client: Client) -> Any:
    return PREDICT.send_png(client, saved(seven()))


def test_the_answer_has_the_fields_of_the_contract_and_no_other(answer: Any) -> None:
    prediction = answer.json()
    assert answer.status_code == 200
    assert list(prediction) == ["digit", "confidences", "certain", "model", "n_seen", "network", "hand", "because"]
    assert type(prediction["digit"]) is int
    assert type(prediction["certain"]) is bool
    assert len(prediction["confidences"]) == 10
    assert all(type(output) is float and 0 <= output <= 1 for output in prediction["confidences"])


def test_the_confidences_are_the_outputs_of_the_served_network(answer: Any) -> None:
    """Compute the ten outputs from the drawing without the program. The answer is rounded to six decimals."""
    outputs = base_network().outputs(as_inputs(preprocess(seven())[None]))[0]
    assert answer.json()["confidences"] == pytest.approx(outputs.tolist(), abs=1e-6)
    assert answer.json()["digit"] == outputs.argmax() == 7


def test_the_inside_of_the_network_comes_where_it_is_asked_for(base: None, client: Client) -> None:
    """Compute the picture and the hidden units without the program, by the formula of a sigmoid layer."""
    picture = preprocess(seven())
    (weights, _), (biases, _) = base_network().weights, base_network().biases
    hidden = 1 / (1 + np.exp(-(as_inputs(picture[None]) @ weights + biases)[0]))
    inside = client.post(
        "/api/predictions", {"image": as_base64(saved(seven())), "inside": True}, content_type="application/json"
    ).json()["inside"]
    assert base64.b64decode(inside["pixels"]) == picture.tobytes()
    assert inside["hidden"] == pytest.approx(hidden.tolist(), abs=1e-5)


def test_the_answer_names_the_version_that_is_served(answer: Any) -> None:
    assert answer.json()["model"] == Deployment.objects.latest("id").model_state_id


def test_a_clear_seven_is_certain_and_a_scribble_is_not(base: None, client: Client) -> None:
    scribble = np.full((60, 60), 255, np.uint8)
    scribble[5:55:10, 5:55] = scribble[5:55, 5:55:10] = 0
    assert PREDICT.send_png(client, saved(seven())).json()["certain"]
    assert not PREDICT.send_png(client, saved(scribble)).json()["certain"]


def test_a_digit_on_a_line_of_the_paper_is_never_certain_and_hinted_at(base: None, client: Client) -> None:
    """Draw a thin seven, certain by itself, and a line across the whole drawing, which the seven joins."""
    strokes = [np.array([[0, 0], [60, 0], [20, 100]], np.float32)]
    thin = render(fit(strokes), width_px=4)
    crossed = thin.copy()
    crossed[200:204] = 255
    assert PREDICT.send_png(client, saved(thin)).json()["certain"]
    assert not PREDICT.send_png(client, saved(crossed)).json()["certain"]
    steps = client.post("/api/steps", saved(crossed), content_type="image/png").json()
    assert "ruled" in steps["hints"]


def test_nothing_is_stored_and_nobody_is_followed(answer: Any) -> None:
    assert n_rows() == (0, 1, 1)
    assert not answer.cookies


def test_an_answer_costs_one_query(answer: Any, client: Client) -> None:
    with CaptureQueriesContext(connection) as queries:
        PREDICT.send_png(client, saved(seven()))
    assert len(queries) == 1


@pytest.mark.parametrize("method", ["GET", "PUT", "PATCH", "DELETE"])
def test_only_post_is_understood(base: None, client: Client, method: str) -> None:
    response = client.generic(method, PREDICT.address)
    assert (response.status_code, response.json()["code"]) == (405, "method_not_allowed")
    assert "POST" in response.headers["Allow"]


def test_before_a_network_is_installed_the_answer_is_to_try_again(db: None, client: Client) -> None:
    response = PREDICT.send_png(client, saved(seven()))
    assert (response.status_code, response.json()["code"]) == (503, "unavailable")
    assert int(response.headers["Retry-After"]) > 0


def test_with_the_database_away_the_answer_is_to_try_again(
    base: None, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away() -> None:
        raise OperationalError("the disk is gone: /secret/path")

    monkeypatch.setattr(selectors.deployments, "served", away)
    response = PREDICT.send_png(client, saved(seven()))
    assert (response.status_code, response.json()["code"]) == (503, "unavailable")
    assert int(response.headers["Retry-After"]) > 0
    assert b"secret" not in response.content
