"""How likely a picture is among the pictures of each digit, by the generator's mixtures of Gaussians.

It is a second opinion, formed in another way than the network's: the network learns what tells digits from each other,
the mixtures what each digit looks like. So they seldom make the same mistake, and a scribble is unlikely for all ten.
Source: C. Bishop, *Pattern Recognition and Machine Learning* (2006), sections 4.2 and 9.2.
Letters: X (N, D) pictures, Z (N, K) coordinates, G Gaussians for each of C digits.
"""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from nn.data.pseudo_digits import Generator, load_generator

Floats32 = NDArray[np.float32]

N_AT_ONCE = 256
"""Pictures that are computed together. If larger, more memory is needed: about 20 kB for each."""


class Likelihoods:
    """The logarithms of the likelihoods of pictures, digit by digit, without what is the same for all digits."""

    def __init__(self, generator: Generator) -> None:
        n_digits, n_gaussians, n_components = generator.centres.shape
        self._shape = n_digits, n_gaussians, n_components
        roots = generator.roots.astype(np.float64)
        whitened = np.linalg.inv(roots)  # turns a Gaussian into the standard one
        offsets = whitened @ generator.centres[..., None]
        self._mean, self._components = generator.mean, np.ascontiguousarray(generator.components.T)
        self._whitened = np.ascontiguousarray(whitened.reshape(-1, n_components).T.astype(np.float32))
        self._offsets = offsets.reshape(-1).astype(np.float32)
        log_determinants = np.log(np.diagonal(roots, axis1=-2, axis2=-1)).sum(axis=-1)
        least = np.finfo(np.float32).tiny  # a Gaussian without a share has a logarithm, too
        self._constants = np.log(np.maximum(generator.shares, least)) - log_determinants  # (C, G)

    def __call__(self, X: Floats32) -> Floats32:
        """Return the logarithms (N, C) for pictures X (N, D) in [0, 1]."""
        parts = [self._of(X[first : first + N_AT_ONCE]) for first in range(0, len(X), N_AT_ONCE)]
        return np.concatenate(parts) if parts else np.empty((0, self._shape[0]), np.float32)

    def _of(self, X: Floats32) -> Floats32:
        Z = (X - self._mean) @ self._components
        distances = Z @ self._whitened
        distances -= self._offsets
        np.square(distances, out=distances)
        exponents = self._constants - distances.reshape(len(X), *self._shape).sum(axis=-1) / 2
        largest = exponents.max(axis=-1, keepdims=True)  # taken off first, else every exp could underflow to 0
        logs = largest[..., 0] + np.log(np.exp(exponents - largest).sum(axis=-1))
        return np.asarray(logs, np.float32)


@lru_cache(maxsize=1)
def shipped_likelihoods() -> Likelihoods:
    """Return the likelihoods by the generator that ships."""
    return Likelihoods(load_generator())
