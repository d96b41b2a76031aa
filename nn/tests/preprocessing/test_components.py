"""Connected components: pixels that touch are one piece."""

import numpy as np
import pytest

from nn.preprocessing.components import components


def of(*rows):
    return np.array([[pixel == "#" for pixel in row] for row in rows])


@pytest.mark.parametrize(
    ("black", "areas"),
    [
        (of("#"), [1]),
        (of("##", "##"), [4]),
        (of("#.#"), [1, 1]),
        (of("#.", ".#"), [2]),
        (of(".#", "#."), [2]),
        (of("#.#", "#.#", "###"), [7]),
        (of("###", "#.#", "#.#"), [7]),
        (of("#...#", ".#.#.", "..#.."), [5]),
        (of("##.##", ".....", "#####"), [2, 2, 5]),
        (of("#", ".", "#"), [1, 1]),
        (of("#.###", "#.#.#", "###.#", "....#"), [12]),
        (of("###", "..#", "#.#", "#.#", "###"), [11]),
    ],
)
def test_pixels_that_touch_also_at_corners_are_one_piece(black, areas):
    pieces, measured, _ = components(black)
    assert sorted(measured) == sorted(areas)
    assert [int((pieces[black] == piece).sum()) for piece in range(len(measured))] == measured.tolist()


def test_the_longer_side_is_that_of_the_box_around_the_piece():
    _, _, sides = components(of("#....", "#.###", "#....", "....."))
    assert sides.tolist() == [3, 3]


def test_random_pictures_fall_into_the_pieces_that_a_flood_finds(rng):
    for share in (0.2, 0.4, 0.6):
        black = rng.random((30, 40)) < share
        pieces, areas, _ = components(black)
        assert len(areas) == n_flooded(black)
        assert (np.bincount(pieces[black]) == areas).all()


def n_flooded(black):
    left, n = {tuple(pixel) for pixel in np.argwhere(black)}, 0
    while left:
        n, edge = n + 1, [left.pop()]
        while edge:
            y, x = edge.pop()
            touching = {(y + dy, x + dx) for dy in (-1, 0, 1) for dx in (-1, 0, 1)} & left
            left -= touching
            edge += touching
    return n
