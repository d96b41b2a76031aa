"""The teacher: its gradients are the slopes of its cost, it learns, and its answers can be softened."""

import numpy as np
import pytest

from nn.base.layers import Convolution, LargestOfFour
from nn.base.teacher import Teacher, TeacherConfig

SMALL = TeacherConfig(channels=(2, 3), n_hidden=6)
STEP = 1e-5


def pictures_of_bars(n, rng):
    """Return n pictures of a bar, and at which of ten places it stands: five above, and five below."""
    labels = rng.integers(10, size=n)
    pictures = np.zeros((n, 28, 28), np.uint8)
    for picture, label in zip(pictures, labels, strict=True):
        top, column = 4 + 12 * (label // 5), 4 + 5 * (label % 5)
        picture[top : top + 8, column] = 255
    return pictures.reshape(n, 784), labels


def log_likelihood_cost(teacher, x, labels):
    z = teacher.logits(x)
    return float(np.mean(np.log(np.exp(z).sum(axis=0)) - z[labels, np.arange(len(labels))]))


def test_gradients_are_the_slopes_of_the_cost(rng):
    teacher = Teacher(SMALL, rng)
    for layer in teacher.layers:  # in double precision, so that differences mean something
        layer.parameters = [rng.normal(0, 0.3, array.shape) for array in layer.parameters]
    x, labels = rng.random((1, 28, 28, 3)), np.array([3, 1, 4])
    gradients = teacher.gradients(x, labels)
    parameters = [array for layer in teacher.layers for array in layer.parameters]
    assert len(gradients) == len(parameters) == 8
    for parameter, gradient in zip(parameters, gradients, strict=True):
        for place in zip(*(rng.integers(side, size=6) for side in parameter.shape), strict=True):
            kept, costs = parameter[place], []
            for moved in (kept + STEP, kept - STEP):
                parameter[place] = moved
                costs.append(log_likelihood_cost(teacher, x, labels))
            parameter[place] = kept
            assert gradient[place] == pytest.approx((costs[0] - costs[1]) / (2 * STEP), rel=1e-5, abs=1e-9)


def test_a_convolution_is_the_kernel_laid_on_every_place(rng):
    layer, x = Convolution(2, 1, 3, rng), rng.random((2, 5, 6, 4), np.float32)
    kernel, y = layer.parameters[0].reshape(2, 3, 3), layer.forward(x)
    assert y.shape == (1, 3, 4, 4)
    assert y[0, 1, 2, 3] == pytest.approx(float((kernel * x[:, 1:4, 2:5, 3]).sum()), rel=1e-5)


def test_the_error_goes_to_the_largest_of_four_and_where_all_are_negative_nowhere():
    x = np.array([[[1, 5, -1, -2], [3, 2, -3, -4]]], np.float32)[..., None]
    layer = LargestOfFour()
    assert layer.forward(x)[0, 0, :, 0].tolist() == [5, 0]
    assert layer.backward(np.array([7, 9], np.float32).reshape(1, 1, 2, 1))[0, :, :, 0].tolist() == [
        [0, 7, 0, 0],
        [0] * 4,
    ]


def test_of_four_alike_one_gets_the_error():
    layer = LargestOfFour()
    layer.forward(np.ones((1, 2, 2, 1), np.float32))
    assert layer.backward(np.ones((1, 1, 1, 1), np.float32)).sum() == 1


def test_it_learns_where_a_bar_stands(rng):
    X, labels = pictures_of_bars(300, rng)
    teacher = Teacher(TeacherConfig(channels=(4, 8), n_hidden=32, n_epochs=8, batch_size=20), rng)
    assert list(teacher.train([X], labels, rng)) == list(range(1, 9))
    Y, wanted = pictures_of_bars(100, rng)
    assert (teacher.outputs(Y).argmax(axis=1) == wanted).mean() > 0.9


def test_a_higher_temperature_makes_answers_softer_and_keeps_their_order(rng):
    teacher, X = Teacher(SMALL, rng), rng.integers(256, size=(20, 784)).astype(np.uint8)
    plain, soft = teacher.outputs(X), teacher.outputs(X, temperature=2.0)
    np.testing.assert_allclose(soft.sum(axis=1), 1, rtol=1e-5)
    assert (soft.argsort(axis=1) == plain.argsort(axis=1)).all()
    # softmax(Z / 2) by its definition: ratios of outputs are the roots of those at temperature 1.
    assert soft[0, 1] / soft[0, 0] == pytest.approx((plain[0, 1] / plain[0, 0]) ** 0.5, rel=1e-4)
