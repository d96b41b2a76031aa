"""Pseudo-digits: a small generator of pictures like the base network's training digits, for rehearsal without MNIST.

A picture is mean + coordinates @ components, the coordinates drawn from a mixture of Gaussians for each digit.
Principal components: I. Jolliffe, *Principal Component Analysis* (2002). Mixtures, fitted by
expectation-maximisation: C. Bishop, *Pattern Recognition and Machine Learning* (2006), section 9.2.2.
Letters: X (N, D) pictures, Z (N, K) coordinates, K components, G Gaussians for each of C digits.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Floats32 = NDArray[np.float32]
Floats64 = NDArray[np.float64]

GENERATOR_FILE = Path(__file__).parent.parent / "base" / "generator.blob"
N_COMPONENTS = 60
N_GAUSSIANS = 8
N_ITERATIONS = 25
"""With more components or Gaussians, pictures look more real and the file is larger; more iterations fit longer."""
SPREAD = 0.9
"""In `sample`, each Gaussian's deviations are multiplied by this. If larger, more pictures are no digits."""
RIDGE = 0.01
"""Added to each variance, so that a Gaussian with few samples does not become flat. If larger, pictures are noisier."""
HALF = np.dtype("<f2")


@dataclass(frozen=True)
class Generator:
    """A mixture of Gaussians for each digit, fitted by `python -m nn generator` or `pens`."""

    mean: Floats32  # (D,)
    components: Floats32  # (K, D)
    shares: Floats32  # (C, G), each row sums to 1
    centres: Floats32  # (C, G, K)
    roots: Floats32  # (C, G, K, K), lower triangular: covariance = root @ root.T

    def sample(self, n: int, rng: np.random.Generator) -> tuple[Floats32, NDArray[np.uint8]]:
        """Return pictures (n, D) in [0, 1] and the digits (n,) that they were drawn as, each digit equally likely."""
        n_digits, n_gaussians = self.shares.shape
        labels = rng.integers(n_digits, size=n)
        marks = rng.random(n)[:, None]
        chosen = (self.shares.cumsum(axis=1)[labels, :-1] < marks).sum(axis=1)
        coordinates = rng.standard_normal((n, len(self.components)), np.float32)
        for kind in range(n_digits * n_gaussians):
            rows = np.flatnonzero(labels * n_gaussians + chosen == kind)
            digit, gaussian = divmod(kind, n_gaussians)
            root = self.roots[digit, gaussian]
            coordinates[rows] = self.centres[digit, gaussian] + coordinates[rows] @ (SPREAD * root.T)
        X = coordinates @ self.components
        X += self.mean
        return np.clip(X, 0, 1, out=X), labels.astype(np.uint8)


def fit_generator(X: Floats32, labels: NDArray[np.integer], rng: np.random.Generator) -> Generator:
    """Fit the generator to pictures X (N, D) with their labels (N,): all digits from 0 up to the largest label."""
    mean = X.mean(axis=0, dtype=np.float64)
    covariance = np.cov(X.T.astype(np.float32), dtype=np.float64)
    components = np.linalg.eigh(covariance)[1][:, ::-1][:, :N_COMPONENTS].T  # (K, D), the most variance first
    Z = (X - mean) @ components.T
    mixtures = [_fit_mixture(Z[labels == digit], rng) for digit in range(int(labels.max()) + 1)]
    shares, centres, roots = (np.stack(parts).astype(np.float32) for parts in zip(*mixtures, strict=True))
    return Generator(mean.astype(np.float32), components.astype(np.float32), shares, centres, roots)


def pack_generator(generator: Generator) -> bytes:
    """Return the layout, one ASCII line such as `ductus-generator 1 784 60 10 8`, then the arrays as float16.

    They are little-endian, in the order of their declaration, row by row; of each root only the lower triangle.
    """
    n_digits, n_gaussians, n_components = generator.centres.shape
    header = f"ductus-generator 1 {len(generator.mean)} {n_components} {n_digits} {n_gaussians}\n"
    lower = np.tril_indices(n_components)
    arrays = [generator.mean, generator.components, generator.shares, generator.centres]
    arrays.append(generator.roots[..., lower[0], lower[1]])
    return header.encode("ascii") + b"".join(array.astype(HALF).tobytes() for array in arrays)


def unpack_generator(data: bytes) -> Generator:
    """Return the generator in the bytes. Raises ValueError where they are not one."""
    header, _, values = data.partition(b"\n")
    n_pixels, n_components, n_digits, n_gaussians = _sizes(header)
    n_lower = n_components * (n_components + 1) // 2
    shapes = [(n_pixels,), (n_components, n_pixels), (n_digits, n_gaussians)]
    shapes += [(n_digits, n_gaussians, n_components), (n_digits, n_gaussians, n_lower)]
    sizes = [int(np.prod(shape)) for shape in shapes]
    if len(values) != HALF.itemsize * sum(sizes):
        raise ValueError(f"expected {HALF.itemsize * sum(sizes)} bytes after {header!r}, got {len(values)}")
    parts = np.split(np.frombuffer(values, HALF).astype(np.float32), np.cumsum(sizes)[:-1])
    if not all(np.isfinite(part).all() for part in parts):
        raise ValueError("expected finite numbers in the generator, got NaN or infinity")
    mean, components, shares, centres, lower = (part.reshape(s) for part, s in zip(parts, shapes, strict=True))
    roots = np.zeros((n_digits, n_gaussians, n_components, n_components), np.float32)
    roots[(..., *np.tril_indices(n_components))] = lower
    return Generator(mean, components, shares / shares.sum(axis=1, keepdims=True), centres, roots)


def load_generator() -> Generator:
    """Return the generator that ships."""
    return unpack_generator(GENERATOR_FILE.read_bytes())


def _sizes(header: bytes) -> tuple[int, ...]:
    words = header.decode("ascii", "replace").split(" ")
    if words[:2] != ["ductus-generator", "1"] or len(words) != 6 or not all(word.isdecimal() for word in words[2:]):
        raise ValueError(f"not the layout of a generator: {header[:100]!r}")
    return tuple(int(word) for word in words[2:])


def _fit_mixture(Z: Floats64, rng: np.random.Generator) -> tuple[Floats64, Floats64, Floats64]:
    """Return shares (G,), centres (G, K) and roots (G, K, K) of the mixture, by expectation-maximisation."""
    seeds = Z[rng.choice(len(Z), N_GAUSSIANS, replace=len(Z) < N_GAUSSIANS)]
    distances = (seeds**2).sum(axis=1) - 2 * Z @ seeds.T  # (N, G), without the term that is the same for all G
    nearest = distances.argmin(axis=1)
    memberships = np.eye(N_GAUSSIANS)[nearest]  # (N, G)
    for _ in range(N_ITERATIONS):
        shares, centres, roots = _maximise(Z, memberships + 1e-6)
        memberships = _expect(Z, shares, centres, roots)
    return shares, centres, roots


def _maximise(Z: Floats64, memberships: Floats64) -> tuple[Floats64, Floats64, Floats64]:
    """Return the mixture that suits the memberships best (Bishop, equations 9.24-9.26)."""
    sums = memberships.sum(axis=0)
    centres = (memberships.T @ Z) / sums[:, None]
    roots = np.empty((len(sums), Z.shape[1], Z.shape[1]))
    for g, total in enumerate(sums):
        D = Z - centres[g]
        covariance = (memberships[:, g, None] * D).T @ D / total
        roots[g] = np.linalg.cholesky(covariance + RIDGE * np.eye(len(covariance)))
    return sums / sums.sum(), centres, roots


def _expect(Z: Floats64, shares: Floats64, centres: Floats64, roots: Floats64) -> Floats64:
    """Return how much each sample belongs to each Gaussian (Bishop, equation 9.23).

    The largest logarithm is subtracted first, else every exp could underflow to 0.
    """
    logs = np.empty((len(Z), len(shares)))
    for g, root in enumerate(roots):
        whitened = (Z - centres[g]) @ np.linalg.inv(root).T
        logs[:, g] = np.log(shares[g]) - np.log(root.diagonal()).sum() - (whitened**2).sum(axis=1) / 2
    logs -= logs.max(axis=1, keepdims=True)
    likelihoods: Floats64 = np.exp(logs)
    likelihoods /= likelihoods.sum(axis=1, keepdims=True)
    return likelihoods
