"""Digits in styles that the corpora do not have, made up by rules as handwriting books of many countries show them.

`curves` draws smooth lines through planned points; `zeros_and_ones` to `sevens_to_nines` plan the strokes of each style
in a box that is 100 high; `hands` writes a plan as a person might. `catalogue` names all styles, and
`restyling` changes real digits by the rules in `changed_…`.
"""

from nn.data.styles.catalogue import NAMES, STYLES, Style, StyledDigit, styled_digits
from nn.data.styles.restyling import restyled

__all__ = ["NAMES", "STYLES", "Style", "StyledDigit", "restyled", "styled_digits"]
