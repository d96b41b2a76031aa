"""A drawing of any size, place and polarity → the 28 × 28 picture that the network sees.

This is the only preprocessing: for storing, training and serving. `pipeline` puts the steps together; read on in
`ink`, `background` and `components` (ink is found), `thinning` (thick pens are narrowed) and `normalization` (slant,
size, place and pen width are taken out).
"""

from nn.preprocessing.ink import BlankDrawingError, find_ink
from nn.preprocessing.pipeline import PREPROCESSING_VERSION, as_inputs, place, preprocess, steps

__all__ = ["PREPROCESSING_VERSION", "BlankDrawingError", "as_inputs", "find_ink", "place", "preprocess", "steps"]
