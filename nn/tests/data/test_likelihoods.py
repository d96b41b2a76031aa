"""The mixtures' likelihoods: those of the Gaussians that they are made of, and a reader that differs from a network."""

import numpy as np
import pytest

from nn.data.likelihoods import N_AT_ONCE, Likelihoods, shipped_likelihoods
from nn.data.pseudo_digits import Generator, load_generator


@pytest.fixture
def generator(rng):
    """Return three digits of two Gaussians each, in three coordinates of eight pixels."""
    components = np.linalg.qr(rng.standard_normal((8, 3)))[0].T
    roots = np.tril(rng.uniform(0.2, 0.5, (3, 2, 3, 3))) + np.eye(3)
    shares = np.array([[0.25, 0.75], [0.5, 0.5], [1, 0]])
    parts = (rng.uniform(size=8), components, shares, rng.standard_normal((3, 2, 3)), roots)
    return Generator(*(part.astype(np.float32) for part in parts))


def log_density(z, centre, root):
    """Return the logarithm of the density of a Gaussian, without the factor that all have."""
    covariance = root @ root.T
    away = z - centre
    return -0.5 * (away @ np.linalg.solve(covariance, away) + np.log(np.linalg.det(covariance)))


def test_a_likelihood_is_that_of_the_mixture_of_the_digit(generator, rng):
    X = rng.uniform(size=(5, 8)).astype(np.float32)
    Z = (X - generator.mean) @ generator.components.T
    wanted = [
        [
            np.log(
                sum(
                    share * np.exp(log_density(z, centre, root))
                    for share, centre, root in zip(
                        generator.shares[digit], generator.centres[digit], generator.roots[digit], strict=True
                    )
                )
            )
            for digit in range(3)
        ]
        for z in Z.astype(float)
    ]
    np.testing.assert_allclose(Likelihoods(generator)(X), wanted, rtol=1e-4, atol=1e-4)


def test_many_pictures_get_the_same_as_each_alone(generator, rng):
    X = rng.uniform(size=(N_AT_ONCE + 7, 8)).astype(np.float32)
    likelihoods = Likelihoods(generator)
    together = likelihoods(X)
    assert together.shape == (N_AT_ONCE + 7, 3)
    np.testing.assert_allclose(together[-1:], likelihoods(X[-1:]), rtol=1e-4)
    np.testing.assert_allclose(together[:1], likelihoods(X[:1]), rtol=1e-4)


def test_no_pictures_get_no_likelihoods(generator):
    assert Likelihoods(generator)(np.empty((0, 8), np.float32)).shape == (0, 3)


def test_an_unlikely_picture_has_a_finite_logarithm(generator):
    assert np.isfinite(Likelihoods(generator)(np.full((1, 8), 1e4, np.float32))).all()


def test_the_shipped_mixtures_know_the_digits_that_they_draw(rng):
    X, labels = load_generator().sample(300, rng)
    read = shipped_likelihoods()(X).argmax(axis=1)
    assert (read == labels).mean() > 0.95
