"""Tests of the served network: loaded once, replaced within one request, never served damaged."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from backend.digits import inference, selectors
from backend.digits.errors import BlankDrawingRefusedError, UnavailableError
from backend.digits.models import Kind, ModelState, Status
from backend.digits.services.deployments import deploy
from backend.digits.services.learning.promotion import as_columns
from nn.base import base_network
from nn.serialization import pack


def deploy_another(damage: Callable[[bytes], bytes] = bytes) -> int:
    network = base_network().copy()
    network.biases[1] += 0.25
    columns = as_columns(pack(network))
    columns["weights"] = damage(columns["weights"])
    version = ModelState.objects.create(kind=Kind.MANUAL, status=Status.PROMOTED, finished_at=timezone.now(), **columns)
    deploy(version.pk, by="test", reason="test")
    return version.pk


def test_the_network_is_loaded_once_and_asked_for_with_one_small_query(installed: None, drawn: Any) -> None:
    picture = inference.preprocess(drawn(0)[0]).picture
    inference.predict(picture)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        inference.predict(picture)
    assert len(queries) == 1
    assert "weights" not in queries[0]["sql"]


def test_a_deployment_is_followed_by_the_next_prediction(installed: None, drawn: Any) -> None:
    picture = inference.preprocess(drawn(0)[0]).picture
    before = inference.predict(picture)
    version = deploy_another()
    after = inference.predict(picture)
    assert (before.model, after.model) == (1, version)
    assert before.confidences != after.confidences


def test_deploying_an_older_version_gives_its_answers_back_to_the_bit(installed: None, drawn: Any) -> None:
    picture = inference.preprocess(drawn(0)[0]).picture
    before = inference.predict(picture)
    deploy_another()
    inference.predict(picture)
    deploy(1, by="test", reason="rolled back")
    assert inference.predict(picture) == before


@pytest.mark.parametrize(
    "damage",
    [
        lambda weights: weights[:1000] + bytes([weights[1000] ^ 1]) + weights[1001:],
        lambda weights: weights[:-4],
        lambda _: b"",
        lambda weights: weights + bytes(4),
        lambda weights: np.full(len(weights) // 4, np.nan, "<f4").tobytes(),
    ],
    ids=["one bit", "cut off", "empty", "too long", "not a number"],
)
def test_a_damaged_network_is_not_served_and_the_one_before_it_answers(
    installed: None, drawn: Any, damage: Callable[[bytes], bytes]
) -> None:
    deploy_another(damage)
    assert inference.predict(inference.preprocess(drawn(0)[0]).picture).model == 1


def test_where_no_network_is_sound_each_is_loaded_once_in_a_while(
    installed: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Damage version 1, which is deployed twice: not every prediction loads it, but one after some seconds."""
    deploy(1, by="test", reason="again")
    ModelState.objects.filter(pk=1).update(weights=b"")
    loaded, now = [], [100.0]
    load_network = selectors.versions.load_network

    def load(version: int) -> Any:
        loaded.append(version)
        return load_network(version)

    monkeypatch.setattr(selectors.versions, "load_network", load)
    monkeypatch.setattr("backend.digits.inference.time.monotonic", lambda: now[0])
    monkeypatch.setattr(inference, "_cached", None)
    monkeypatch.setattr(inference, "_unsound", None)
    for seconds, n_loaded in ((0, 1), (1, 1), (inference.LOOK_AGAIN_S, 2), (0, 2)):
        now[0] += seconds
        with pytest.raises(UnavailableError):
            inference.served()
        assert len(loaded) == n_loaded


def test_without_any_network_the_answer_is_unavailable(transactional_db: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inference, "_cached", None)
    with pytest.raises(UnavailableError):
        inference.served()


def test_a_blank_drawing_never_reaches_the_network() -> None:
    with pytest.raises(BlankDrawingRefusedError):
        inference.preprocess(np.zeros((280, 280), np.uint8))


def test_the_ten_outputs_are_those_of_the_network_and_the_guess_is_the_largest(installed: None, drawn: Any) -> None:
    picture = inference.preprocess(drawn(3)[0]).picture
    prediction = inference.predict(picture)
    expected = base_network().outputs(picture.reshape(1, 784).astype(np.float32) / 255)[0]
    np.testing.assert_allclose(prediction.confidences, expected, atol=1e-6)
    assert prediction.digit == int(expected.argmax())
