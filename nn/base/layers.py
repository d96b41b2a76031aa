"""Layers of the teacher: convolution, largest of four neighbours with ReLU, dense, and ReLU; each forward and backward.

Samples are the last axis, so that neighbouring pixels of a row are one long run of memory and a convolution is one
large matrix product.
Letters: N samples, C channels, H × W pixels, k the side of a kernel, O output channels or units.
Source: Y. LeCun, L. Bottou, Y. Bengio, P. Haffner, *Gradient-based learning applied to document recognition* (1998).
"""

from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


class Layer(Protocol):
    """A step of a network. `differentiate` and `backward` follow `forward` on the same samples."""

    parameters: list[Floats]
    gradients: list[Floats]

    def forward(self, x: Floats) -> Floats:
        """Return the outputs for the inputs x; samples are the last axis of both."""

    def differentiate(self, error: Floats) -> None:
        """Write the gradients of the parameters, for error = ∂cost/∂output."""

    def backward(self, error: Floats) -> Floats:
        """Return ∂cost/∂x."""


class Convolution:
    """Kernels of k × k slid over all places where they fit: (C, H, W, N) to (O, H - k + 1, W - k + 1, N)."""

    def __init__(self, n_in: int, n_out: int, side: int, rng: np.random.Generator) -> None:
        self.side = side
        self.parameters = [_initial(n_out, n_in * side * side, rng), np.zeros((n_out, 1), np.float32)]
        self.gradients = [np.zeros_like(array) for array in self.parameters]

    def forward(self, x: Floats) -> Floats:
        """Return W patches + b, the patches under the kernel at every place being the columns of one matrix."""
        (W, b), k, self.shape = self.parameters, self.side, x.shape
        n_channels, height, width, n_samples = x.shape
        height, width = height - k + 1, width - k + 1
        patches = np.empty((n_channels, k, k, height, width, n_samples), x.dtype)
        for row in range(k):
            for column in range(k):
                patches[:, row, column] = x[:, row : row + height, column : column + width]
        self.patches = patches.reshape(n_channels * k * k, -1)  # (C k k, H W N)
        y = W @ self.patches
        y += b
        return y.reshape(-1, height, width, n_samples)

    def differentiate(self, error: Floats) -> None:
        """Write the gradients, summed over all places."""
        flat = error.reshape(len(error), -1)
        self.gradients = [flat @ self.patches.T, flat.sum(axis=1, keepdims=True)]

    def backward(self, error: Floats) -> Floats:
        """Return the error of every pixel: the sum over the patches that it is part of."""
        _, height, width, n_samples = error.shape
        n_channels, k = self.shape[0], self.side
        of_patches = (self.parameters[0].T @ error.reshape(len(error), -1)).reshape(
            n_channels, k, k, height, width, n_samples
        )
        below = np.zeros(self.shape, error.dtype)
        for row in range(k):
            for column in range(k):
                below[:, row : row + height, column : column + width] += of_patches[:, row, column]
        return below


class LargestOfFour:
    """The largest of each 2 × 2 pixels, or 0 if that is larger: (C, H, W, N) to (C, H / 2, W / 2, N)."""

    def __init__(self) -> None:
        self.parameters: list[Floats] = []
        self.gradients: list[Floats] = []

    def forward(self, x: Floats) -> Floats:
        """Return the largest, and remember where it was."""
        upper, lower = x[:, ::2], x[:, 1::2]
        self.is_left = [rows[:, :, ::2] >= rows[:, :, 1::2] for rows in (upper, lower)]
        of_upper, of_lower = (np.maximum(rows[:, :, ::2], rows[:, :, 1::2]) for rows in (upper, lower))
        self.is_upper = of_upper >= of_lower
        y = np.maximum(of_upper, of_lower, out=of_upper)
        np.maximum(y, 0, out=y)
        self.is_on = y > 0
        return y

    def differentiate(self, error: Floats) -> None:
        """Do nothing: there are no parameters."""

    def backward(self, error: Floats) -> Floats:
        """Return the error at the pixel that was the largest, 0 at the others."""
        n_channels, height, width, n_samples = error.shape
        below = np.empty((n_channels, 2 * height, 2 * width, n_samples), error.dtype)
        of_both = error * self.is_on
        of_upper = of_both * self.is_upper
        errors, places = (of_upper, of_both - of_upper), (below[:, ::2], below[:, 1::2])
        for of_row, rows, is_left in zip(errors, places, self.is_left, strict=True):
            of_left = of_row * is_left
            rows[:, :, ::2] = of_left
            np.subtract(of_row, of_left, out=rows[:, :, 1::2])
        return below


class Dense:
    """A layer of units that see all inputs: (C, …, N), flattened to x (D, N), becomes W x + b (O, N)."""

    def __init__(self, n_in: int, n_out: int, rng: np.random.Generator) -> None:
        self.parameters = [_initial(n_out, n_in, rng), np.zeros((n_out, 1), np.float32)]
        self.gradients = [np.zeros_like(array) for array in self.parameters]

    def forward(self, x: Floats) -> Floats:
        """Return W x + b."""
        self.shape, self.x = x.shape, x.reshape(-1, x.shape[-1])
        W, b = self.parameters
        return np.asarray(W @ self.x + b)

    def differentiate(self, error: Floats) -> None:
        """Write the gradients, summed over the samples."""
        self.gradients = [error @ self.x.T, error.sum(axis=1, keepdims=True)]

    def backward(self, error: Floats) -> Floats:
        """Return Wᵀ error in the shape of the inputs."""
        return (self.parameters[0].T @ error).reshape(self.shape)


class Relu:
    """max(0, x)."""

    def __init__(self) -> None:
        self.parameters: list[Floats] = []
        self.gradients: list[Floats] = []

    def forward(self, x: Floats) -> Floats:
        """Return max(0, x)."""
        self.y = np.maximum(x, 0)
        return self.y

    def differentiate(self, error: Floats) -> None:
        """Do nothing: there are no parameters."""

    def backward(self, error: Floats) -> Floats:
        """Return the error where x was above 0."""
        return np.asarray(error * (self.y > 0))


def _initial(n_out: int, n_in: int, rng: np.random.Generator) -> Floats:
    """Return weights of variance 2 / n_in (K. He and others, arXiv:1502.01852)."""
    return rng.standard_normal((n_out, n_in), np.float32) * np.float32((2 / n_in) ** 0.5)
