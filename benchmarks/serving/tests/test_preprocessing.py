"""The way from strokes is timed beside the way from a PNG of the same drawing."""

import numpy as np

from benchmarks.serving import preprocessing
from nn.base import base_network
from nn.preprocessing import as_inputs, place_strokes


def test_a_drawing_of_a_hundred_points_is_timed_in_its_parts_and_against_a_png(capsys):
    preprocessing.main(n=2)
    rows = capsys.readouterr().out.splitlines()
    assert [row[:32].strip() for row in rows] == [
        "from strokes",
        "numbers to arrays",
        "clean",
        "place_strokes",
        "of which grains",
        "from a PNG of 280 × 280",
        "strokes : PNG",
    ]
    assert all(float(row[32:].split()[0]) > 0 for row in rows)


def test_the_drawing_has_a_hundred_points_and_is_read_as_a_five():
    arrays = preprocessing.as_arrays(preprocessing.five())
    assert sum(map(len, arrays)) == 100
    assert all((np.diff(stroke[:, 2]) >= 0).all() for stroke in arrays)
    assert base_network().outputs(as_inputs(place_strokes(arrays)[None])).argmax() == 5
