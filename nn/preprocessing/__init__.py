"""The way from pen strokes, or a drawing of any size, place and polarity, to the 28 × 28 picture that the network sees.

This is the only preprocessing: for storing, training and serving. For pictures, `pipeline` runs the steps. Their
modules, in order, are `ink` (finds the ink, with `background` for photographs, `ruled_lines` and `slopes` for lines of
the paper, `components` for specks), `thinning` (narrows the strokes of thick pens) and `normalization` (takes out
slant, size, place and pen width). Pen strokes need neither of the first two: `strokes` lays points along their path,
and `normalization` follows. `parts` counts the digits that a drawing holds; `numbers` takes them apart, with
`segmentation`.
"""

from nn.preprocessing.errors import BlankDrawingError
from nn.preprocessing.ink import find_ink, find_ink_and_doubt
from nn.preprocessing.normalization import as_inputs
from nn.preprocessing.numbers import InkOfDigit, split_picture, split_strokes
from nn.preprocessing.parts import n_digits_in_ink, n_digits_in_strokes
from nn.preprocessing.pipeline import PREPROCESSING_VERSION, place, preprocess, steps
from nn.preprocessing.strokes import place_strokes, steps_of_strokes, stroke_points

__all__ = [
    "PREPROCESSING_VERSION",
    "BlankDrawingError",
    "InkOfDigit",
    "as_inputs",
    "find_ink",
    "find_ink_and_doubt",
    "n_digits_in_ink",
    "n_digits_in_strokes",
    "place",
    "place_strokes",
    "preprocess",
    "split_picture",
    "split_strokes",
    "steps",
    "steps_of_strokes",
    "stroke_points",
]
