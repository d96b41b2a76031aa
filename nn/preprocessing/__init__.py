"""The way from a drawing of any size, place and polarity to the 28 × 28 picture that the network sees.

This is the only preprocessing: for storing, training and serving. `pipeline` puts the steps in order; their modules, in
the same order, are `ink` (find the ink, with `background` for photographs and `components` for specks), `thinning`
(narrow the strokes of thick pens) and `normalization` (take out slant, size, place and pen width).
"""

from nn.preprocessing.errors import BlankDrawingError
from nn.preprocessing.ink import find_ink
from nn.preprocessing.normalization import as_inputs
from nn.preprocessing.pipeline import PREPROCESSING_VERSION, place, preprocess, steps

__all__ = ["PREPROCESSING_VERSION", "BlankDrawingError", "as_inputs", "find_ink", "place", "preprocess", "steps"]
