"""The generator: it draws pictures like those that it was fitted to, it is small, and its bytes can be read again."""

import numpy as np
import pytest

from nn.base import base_network
from nn.data import pseudo_digits
from nn.data.pseudo_digits import GENERATOR_FILE, fit_generator, load_generator, pack_generator, unpack_generator
from nn.metrics import accuracy


@pytest.fixture
def small(monkeypatch, rng):
    """Return a generator of four pixels: digit d is near (d, d, 1, 0) / 10, in three components and two Gaussians."""
    monkeypatch.setattr(pseudo_digits, "N_COMPONENTS", 3)
    monkeypatch.setattr(pseudo_digits, "N_GAUSSIANS", 2)
    monkeypatch.setattr(pseudo_digits, "RIDGE", 1e-6)
    labels = np.arange(1000) % 10
    X = np.stack([labels / 10, labels / 10, np.full(1000, 0.1), np.zeros(1000)], axis=1) + rng.normal(
        0, 0.02, (1000, 4)
    )
    return fit_generator(X.astype(np.float32), labels, rng)


def test_samples_lie_where_the_digits_lie(small, rng):
    X, labels = small.sample(5000, rng)
    for digit in range(10):
        np.testing.assert_allclose(X[labels == digit].mean(axis=0)[:3], [digit / 10, digit / 10, 0.1], atol=0.02)
        assert X[labels == digit][:, 0].std() < 0.03


def test_two_ways_of_writing_a_digit_stay_two(monkeypatch, rng):
    monkeypatch.setattr(pseudo_digits, "N_COMPONENTS", 2)
    monkeypatch.setattr(pseudo_digits, "N_GAUSSIANS", 2)
    monkeypatch.setattr(pseudo_digits, "RIDGE", 1e-6)
    labels = np.arange(1000) % 10
    way = rng.integers(0, 2, 1000)  # 0.4 apart, 0.02 wide
    X = np.stack([0.3 + 0.4 * way, labels / 10], axis=1) + rng.normal(0, 0.02, (1000, 2))
    samples, _ = fit_generator(X.astype(np.float32), labels, rng).sample(2000, rng)
    assert np.mean(np.abs(samples[:, 0] - 0.5) < 0.1) < 0.02


def test_a_generator_may_know_fewer_than_ten_digits(monkeypatch, rng):
    monkeypatch.setattr(pseudo_digits, "N_COMPONENTS", 2)
    monkeypatch.setattr(pseudo_digits, "N_GAUSSIANS", 2)
    labels = np.arange(300) % 3
    X = (labels / 4)[:, None] + rng.normal(0, 0.02, (300, 2))
    _, drawn = fit_generator(X.astype(np.float32), labels, rng).sample(300, rng)
    assert set(drawn) == {0, 1, 2}


def test_samples_are_pictures(small, rng):
    X, labels = small.sample(1000, rng)
    assert (X.shape, X.dtype, labels.shape, labels.dtype) == ((1000, 4), np.float32, (1000,), np.uint8)
    assert (X.min(), X.max()) >= (0, 0)
    assert X.max() <= 1
    assert set(labels) == set(range(10))


@pytest.mark.parametrize("n", [0, 1])
def test_few_samples_or_none_can_be_drawn(small, rng, n):
    assert small.sample(n, rng)[0].shape == (n, 4)


def test_a_generator_comes_back_as_it_went(small):
    packed = pack_generator(small)
    assert packed.startswith(b"ductus-generator 1 4 3 10 2\n")
    back = unpack_generator(packed)
    assert pack_generator(back)[:200] == packed[:200]
    np.testing.assert_allclose(back.roots, small.roots, atol=1e-3)


@pytest.mark.parametrize(
    "change",
    [
        lambda packed: packed[:-1],
        lambda packed: packed + b"\0",
        lambda packed: packed.replace(b"generator 1", b"generator 2"),
        lambda packed: packed.replace(b" 10 2\n", b" 10 3\n"),
        lambda packed: packed.replace(b" 10 2\n", b" 10 x\n"),
        lambda packed: packed[:-2] + np.float16(np.nan).tobytes(),
        lambda packed: b"",
    ],
)
def test_what_is_no_generator_is_refused(small, change):
    with pytest.raises(ValueError, match=r"expected|layout"):
        unpack_generator(change(pack_generator(small)))


def test_the_committed_generator_is_small():
    assert GENERATOR_FILE.stat().st_size < 600_000


def test_the_committed_generator_is_the_one_of_its_receipt():
    import hashlib
    import json

    receipt = json.loads(GENERATOR_FILE.with_suffix(".json").read_text())
    assert hashlib.sha256(GENERATOR_FILE.read_bytes()).hexdigest() == receipt["sha256"]


def test_the_base_network_reads_pseudo_digits_as_what_they_were_drawn_as(rng):
    X, labels = load_generator().sample(3000, rng)
    assert accuracy(base_network().outputs(X), labels).fraction > 0.97


def test_same_seed_draws_the_same_pseudo_digits():
    first, again = (load_generator().sample(50, np.random.default_rng(7)) for _ in range(2))
    assert (first[0] == again[0]).all()
    assert (first[1] == again[1]).all()
