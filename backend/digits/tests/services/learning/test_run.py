"""Tests of a run: ten digits matter, nothing is forgotten, nothing is lost when it breaks."""

import threading
from collections.abc import Callable, Iterator
from copy import copy
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any
from uuid import uuid4

import numpy as np
import pytest
from django.test import Client

from backend.digits import inference, selectors
from backend.digits.models import Deployment, Digit, DigitState, ModelState, Status
from backend.digits.services.deployments import deploy
from backend.digits.services.digit_rules import is_held_out
from backend.digits.services.learning import run as training
from backend.digits.services.learning import training_job
from backend.digits.services.learning.datasets import NamedDataset, _pens, load_datasets
from backend.digits.services.learning.gate import Verdict
from backend.digits.services.learning.reproduce import reproduce
from backend.digits.services.learning.run import train_due
from backend.digits.tests.services.learning.people import PEOPLE
from backend.digits.why import Why
from nn.base import base_network
from nn.network import Network
from nn.online.rehearsal import RehearsalConfig, rehearse
from nn.preprocessing import PREPROCESSING_VERSION, as_inputs
from nn.serialization import pack

pytestmark = pytest.mark.usefixtures("each_ten_alone")

Add = Callable[..., Digit]


def never() -> bool:
    return False


def train() -> int:
    return train_due(owner="test", is_stopping=never)


def test_ten_digits_make_the_next_version_and_it_is_served(add: Add) -> None:
    for number in range(10):
        add(number)
    assert train() == 1
    version = ModelState.objects.latest("id")
    assert (version.status, version.parent_id, version.progress) == (Status.PROMOTED, 1, 1.0)
    assert inference.served().version == version.pk
    assert Deployment.objects.latest("id").by == "the gate"


def test_every_version_that_is_due_is_trained_in_order_each_from_the_one_before(add: Add) -> None:
    for number in range(30):
        add(number)
    assert train() == 3
    versions = list(ModelState.objects.order_by("id"))
    assert [version.status for version in versions] == [Status.PROMOTED] * 4
    assert [version.parent_id for version in versions] == [None] + [version.pk for version in versions[:-1]]


def turned(drawing: Any) -> Any:
    """Return the drawing turned by 50 degrees, which no preprocessing undoes."""
    wide = np.pad(drawing, 8)
    y, x = np.indices(wide.shape) - 21.5
    turn = np.deg2rad(50)
    sources = np.rint([np.cos(turn) * y - np.sin(turn) * x + 21.5, np.sin(turn) * y + np.cos(turn) * x + 21.5])
    return wide[tuple(sources.clip(0, 43).astype(int))]


def test_a_new_hand_is_learned_and_nothing_is_forgotten(add: Add, drawn: Any) -> None:
    hand = [(turned(drawing), label) for drawing, label in map(drawn, range(260))]
    pictures = np.stack([inference.preprocess(drawing).picture for drawing, _ in hand[60:]])
    labels, reference = np.array([label for _, label in hand[60:]]), load_datasets().reference

    def n_read() -> int:
        return int((inference.served().network.outputs(as_inputs(pictures)).argmax(axis=1) == labels).sum())

    def n_known() -> int:
        outputs = inference.served().network.outputs(as_inputs(reference.pictures))
        return int((outputs.argmax(axis=1) == reference.labels).sum())

    read_before, known_before = n_read(), n_known()
    for number, (drawing, label) in enumerate(hand[:60]):
        add(number, drawing=drawing, label=label, contributor=PEOPLE[0])
        train()
    assert n_read() >= read_before + 20, f"{read_before} of 200 were read before, {n_read()} after"
    assert n_known() >= known_before - 25  # half a point of 5,000


def test_held_out_digits_are_tested_on_and_never_trained_on(add: Add, settings: Any) -> None:
    settings.DIGITS_RETRAIN_AT = 20  # two runs
    for number in range(40):
        add(number)
    train()
    held_out = set(Digit.objects.filter(is_training_input=False).values_list("id", flat=True))
    assert held_out
    for version in ModelState.objects.filter(id__gt=1):
        assert not held_out & set(version.receipt["digits"]["ids"])
    assert ModelState.objects.latest("id").test_detail["people"]["count"] == len(held_out)


def test_the_gate_judges_by_digits_drawn_here_not_by_those_brought_in(add: Add, settings: Any) -> None:
    """Judge by digits drawn here alone: thousands of MNIST's would outweigh them."""
    settings.DIGITS_RETRAIN_AT = 40  # one run
    for number in range(40):
        add(number)
    brought_in, *drawn_here = Digit.objects.filter(is_training_input=False).order_by("id")
    assert drawn_here
    Digit.objects.filter(pk=brought_in.pk).update(state=DigitState.IMPORTED)
    train()
    newest = ModelState.objects.latest("id")
    assert newest.test_detail["people"]["count"] == len(drawn_here)


@pytest.mark.parametrize("state", [DigitState.HELD, DigitState.EXCLUDED, DigitState.WITHDRAWN])
def test_digits_that_were_held_excluded_or_taken_back_are_not_trained_on(add: Add, state: DigitState) -> None:
    digits = [add(number) for number in range(10)]
    out = next(digit for digit in digits if not is_held_out(digit.ink_sha256))
    Digit.objects.filter(pk=out.pk).update(state=state)
    train()
    assert out.pk not in ModelState.objects.latest("id").receipt["digits"]["ids"]


def test_ten_digits_that_were_all_taken_back_still_end_as_a_version(add: Add) -> None:
    for number in range(10):
        add(number)
    Digit.objects.update(state=DigitState.WITHDRAWN)
    train()
    assert ModelState.objects.latest("id").status == Status.PROMOTED
    assert ModelState.objects.latest("id").sha256 == ModelState.objects.get(pk=1).sha256


def test_the_same_digits_train_to_the_same_bytes(add: Add, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(10):
        add(number)
    train()
    version = ModelState.objects.latest("id")
    Deployment.objects.filter(model_state=version).delete()
    monkeypatch.setattr(inference, "_cached", None)
    ModelState.objects.filter(pk=version.pk).update(status=Status.QUEUED, sha256="")
    assert train() == 1
    assert ModelState.objects.get(pk=version.pk).sha256 == version.sha256


def test_a_run_that_breaks_keeps_its_error_and_the_served_network(add: Add, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(10):
        add(number)

    def broken(*_: Any, **__: Any) -> None:
        raise FloatingPointError("it exploded")

    monkeypatch.setattr(training_job, "rehearse", broken)
    assert [train() for _ in range(4)] == [1, 1, 1, 0]  # tried again by the next sweeps, not at once
    version = ModelState.objects.latest("id")
    assert (version.status, version.attempts) == (Status.FAILED, 3)
    assert "it exploded" in version.error
    assert inference.served().version == 1
    assert version.digits.count() == 10


def test_a_worker_that_is_asked_to_stop_gives_the_run_back(add: Add, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(10):
        add(number)
    asked = threading.Event()
    beat = training.leases.beat

    def beat_and_ask(*given: Any, **how: Any) -> None:
        beat(*given, **how)
        asked.set()

    monkeypatch.setattr(training.leases, "beat", beat_and_ask)
    assert train_due(owner="test", is_stopping=asked.is_set) == 1
    version = ModelState.objects.latest("id")
    assert (version.status, version.attempts, version.lease_until) == (Status.QUEUED, 0, None)
    assert train() == 1


def test_a_run_tells_its_curve_while_it_trains(add: Add, monkeypatch: pytest.MonkeyPatch, client: Client) -> None:
    """Ask over HTTP after every beat: each part of the training adds a point, and the end changes none of them."""
    for number in range(10):
        add(number)
    beat, seen = training.leases.beat, []

    def beat_and_look(lease: Any, **how: Any) -> None:
        beat(lease, **how)
        seen.append(client.get(f"/api/models/{lease.version}/training").json())

    monkeypatch.setattr(training, "BEAT_S", 0.0)  # after each chunk
    monkeypatch.setattr(training.leases, "beat", beat_and_look)
    train()
    whole = client.get(f"/api/models/{seen[0]['version']}/training").json()
    assert [len(answer["curve"]) for answer in seen] == list(range(1, len(whole["curve"]) + 1))
    assert {answer["status"] for answer in seen} == {"training"}
    assert whole["status"] == "promoted"
    assert whole["curve"] == seen[-1]["curve"]
    assert whole["curve"][-1]["cost"] < whole["curve"][0]["cost"]


def test_every_run_is_drawn_back_towards_the_base_network(add: Add, monkeypatch: pytest.MonkeyPatch) -> None:
    anchors = []

    def watched(*given: Any, anchor: Network, **how: Any) -> Iterator[Any]:
        anchors.append(pack(anchor).sha256)
        return rehearse(*given, anchor=anchor, **how)

    monkeypatch.setattr(training_job, "rehearse", watched)
    for number in range(20):
        add(number)
        train_due(owner="test", is_stopping=lambda: False)
    assert anchors == [pack(base_network()).sha256] * 2


def test_a_network_that_was_deployed_meanwhile_is_not_overruled(add: Add, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(10):
        add(number)
    judge, times = training.judge, []

    def judge_while_another_is_deployed(*measured: Any, **known: Any) -> Any:
        if not times:
            deploy(1, by="an administrator", reason="back")
        times.append(1)
        return judge(*measured, **known)

    monkeypatch.setattr(training, "judge", judge_while_another_is_deployed)
    assert train() == 2  # once thrown away, once against the network that is served now
    version = ModelState.objects.latest("id")
    assert (version.status, version.attempts) == (Status.PROMOTED, 1)


def test_what_a_run_reads_does_not_grow_with_the_table(add: Add) -> None:
    for number in range(10):
        add(number)
    ten = list(Digit.objects.order_by("id"))  # they belong to version 2
    copies = [copy(ten[number % 10]) for number in range(390)]
    for digit in copies:
        digit.pk = None
    Digit.objects.bulk_create(copies)
    sample = selectors.training.digits_before(
        30, preprocessing=PREPROCESSING_VERSION, n_recent=20, n_spread=30, rng=np.random.default_rng(0)
    )
    assert 20 < len(sample.ids) <= 50
    spread = sorted(sample.ids)[:-20]
    assert spread[0] < 60  # over all that are not among the newest
    assert spread[-1] > 200
    assert sample.pictures.shape == (len(sample.ids), 784)


def test_the_receipt_names_code_parameters_networks_datasets_and_digits(add: Add) -> None:
    digits = [add(number) for number in range(10)]
    train()
    receipt = ModelState.objects.latest("id").receipt
    assert receipt["seed"] == 2
    assert receipt["code"] == training_job.code_sha256()
    base = ModelState.objects.get(pk=1)
    assert receipt["base"] == base.sha256
    assert receipt["parent"] == {"version": 1, "sha256": base.sha256}
    assert receipt["preprocessing_version"] == PREPROCESSING_VERSION
    assert receipt["rehearsed"]["name"] == load_datasets().rehearsed.name
    assert receipt["rehearsed"]["sha256"] == load_datasets().rehearsed_sha256
    assert set(asdict(training_job.CONFIG)) < set(receipt["parameters"])
    learned = [digit for digit in digits if digit.is_training_input]
    assert receipt["digits"]["ids"] == [digit.pk for digit in learned]
    assert receipt["digits"]["labels"] == "".join(str(digit.label) for digit in learned)
    assert receipt["digits"]["n_new"] == len(learned)
    assert len(receipt["digits"]["sha256"]) == 64


@pytest.fixture
def shares(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Return the list to which each rehearsal adds its share of new digits."""
    seen: list[float] = []

    def watched(*given: Any, **how: Any) -> Iterator[Any]:
        seen.extend(config.new_share for config in given if isinstance(config, RehearsalConfig))
        return rehearse(*given, **how)

    monkeypatch.setattr(training_job, "rehearse", watched)
    return seen


def shares_told() -> list[float]:
    return [version.receipt["parameters"]["new_share"] for version in ModelState.objects.order_by("id")[1:]]


def test_where_several_people_drew_less_of_a_batch_is_theirs_but_one_stranger_changes_nothing(
    add: Add, shares: list[float]
) -> None:
    writer = uuid4()
    for number in range(40):
        is_a_strangers = number in (15, *range(30, 40))
        add(number, contributor=uuid4() if is_a_strangers else writer)
    assert train() == 4
    alone, with_a_stranger, again, with_several = shares
    assert alone == with_a_stranger == again > with_several > 0
    assert shares_told() == shares
    assert all(reproduce(version).is_same for version in (2, 5))


def test_where_too_much_was_forgotten_the_same_is_learned_more_gently(
    add: Add, shares: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    forgotten = Verdict(is_accepted=False, why=Why("not_finite"), may_be_gentler=True)
    verdicts = iter([forgotten, forgotten, Verdict(is_accepted=True, why=Why("shipped"))])
    beats = []
    monkeypatch.setattr(training, "judge", lambda *_, **__: next(verdicts))
    monkeypatch.setattr(training.leases, "beat", lambda _, progress, **_more: beats.append(progress))
    for number in range(10):
        add(number)
    assert train() == 1
    first, second, third = shares
    assert first > second > third > 0
    assert beats == sorted(beats)
    version = ModelState.objects.latest("id")
    assert (version.status, version.reason, version.parent_id) == (Status.PROMOTED, "It ships with the program.", 1)
    assert shares_told() == [third]
    assert reproduce(version.pk).is_same


@pytest.mark.parametrize(("may_be_gentler", "n_tries"), [(True, 3), (False, 1)])
def test_a_run_is_rejected_after_three_tries_and_after_one_if_it_was_not_for_what_was_forgotten(
    add: Add, shares: list[float], monkeypatch: pytest.MonkeyPatch, may_be_gentler: bool, n_tries: int
) -> None:
    verdict = Verdict(is_accepted=False, why=Why("not_finite"), may_be_gentler=may_be_gentler)
    monkeypatch.setattr(training, "judge", lambda *_, **__: verdict)
    for number in range(10):
        add(number)
    assert train() == 1
    assert len(shares) == n_tries
    assert ModelState.objects.latest("id").status == Status.REJECTED


def test_without_pen_strokes_mnist_alone_is_rehearsed(tmp_path: Path) -> None:
    assert _pens(tmp_path) is None


def test_a_quarter_of_what_is_rehearsed_are_pen_strokes_where_there_are_any(
    installed: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    datasets = load_datasets()
    blank = NamedDataset(np.zeros((9000, 784), np.uint8), np.zeros(9000, np.int64), name="pen strokes")
    mixed = replace(datasets, pens=blank, rehearsed_sha256="with pens")
    monkeypatch.setattr(training_job, "load_datasets", lambda: mixed)
    inputs, targets = training_job._to_rehearse(training_job.plan_job(2, inference.served()))
    assert len(inputs) == len(targets) == training_job.N_REHEARSED
    assert (inputs == 0).all(axis=1).mean() == 0.25
    names = [training_job._rehearsed(found)["name"] for found in (mixed, replace(datasets, pens=None))]
    assert names == [f"{datasets.rehearsed.name} and pen strokes", datasets.rehearsed.name]
