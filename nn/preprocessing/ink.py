"""The ink of a drawing of any size, place and polarity; it is stored white on black, cropped.

`find_ink` and `ink_steps` take the same steps. Each step is a function that gives a picture, so that it can be shown by
itself. H × W below are the height and width in pixels; `counts` (256,) say how many pixels of a picture have each
level, and are counted where they are not given.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from nn.preprocessing.background import Counts, count_levels, flatten_background, is_uneven
from nn.preprocessing.components import components, strongest_of_cells
from nn.preprocessing.errors import BlankDrawingError
from nn.preprocessing.ruled_lines import SIDE, at_most, has_line, without_rules

Pixels = NDArray[np.uint8]

INK_SIDE = 128
"""The longer side of an ink that is stored. If larger, it keeps more detail and takes more room in the database."""
NUMBER_SIDE = 256
"""The longer side of the ink of a number, before it is taken apart. If smaller, neighbours are joined; if larger, it
takes more time."""
MIN_CONTRAST = 20
"""Grey levels (of 255) by which ink must differ from its ground. If larger, faint pencil is called blank; if smaller,
paper that is merely uneven is called ink."""
NOISE_FLOOR = 20
"""After contrast is stretched to 0-255, less than this is ground. If larger, faint strokes break."""
OPAQUE = 128
"""From this opacity (of 255) on, a pixel counts as painted."""
TWO_TONED = 64
"""Opaque pixels whose luminance spans more than this may hold a drawing and its ground. If larger, pale ink is lost."""
SPECK_SIDE, SPECK_AREA = 0.2, 0.1
"""A piece of ink is a speck if its longer side and its area are below these shares of the largest piece's. If larger,
parts of digits are mistaken for dirt."""
NEXT_TO_BORDER = 0.05
"""How thick lines along the edges may be that are left out, and how far inside the border a picture is compared with
it, as a share of the side. If larger, bars of digits along an edge are left out, too."""
ALL_ALONG = 0.9
"""The border's median is the ground if at least this share of the border is near it, and so is the median of the
pixels just inside. If larger, pictures whose ground is sure are examined, too."""
DENSE = 0.45
"""If the rarer of two tones has more than this share of the picture, no line from edge to edge is looked for in it:
there are lines in every pattern of stripes, and finding them takes long. If smaller, boxes drawn with a thick pen are
mistaken for ground."""
CORNERS, CORNERS_IF_NARROW, NARROW = 3, 2, 0.6
"""The rarer tone may be the ground only if it has this many of the four corners: `CORNERS`, or `CORNERS_IF_NARROW` in a
picture whose shorter side is below `NARROW` of its longer one. If either number is larger, thick pens that fill the
picture are mistaken for its ground."""
LEAST_GROUND = 0.22
"""The rarer tone may be the ground of a picture that is not narrow only if it has more than this share of it. If
larger, thick pens that fill the picture are mistaken for its ground; if smaller, rules through the corners are."""
EVEN, LEAST_PAPER, FILLED = 4, 0.3, 0.9
"""The border of a sheet spans at most `EVEN` levels. Paper on it has at least `LEAST_PAPER` of the picture's shorter
side; more than `FILLED` of its rectangle, and of all pixels unlike the sheet, are its own. If the shares are larger,
faint paper and small paper are taken for ink, and digits are mistaken for paper less often."""
SQUARE, ENCLOSED = 0.4, 0.9
"""A cropped ink is in a box if its shorter side is at least `SQUARE` of its longer one, and at least `ENCLOSED` of its
outermost pixels are ink. If larger, fewer boxes are found."""
N_CELLS = 64
"""Cells along the longer side of the grid on which pieces are told apart. If larger, strokes may fall into more pieces;
twice as many change no picture of `test_version`."""


def find_ink(drawing: Pixels) -> Pixels:
    """Return the ink of a drawing, cropped, white (255) on black (0), its longer side at most 128.

    The drawing is grey (H, W), grey with alpha (H, W, 2), RGB (H, W, 3) or RGBA (H, W, 4).
    Raises BlankDrawingError without ink, ValueError for another shape or type.
    """
    return find_ink_and_doubt(drawing)[0]


def find_ink_and_doubt(drawing: Pixels) -> tuple[Pixels, bool]:
    """Return the ink as `find_ink` does, and whether lines on it may be rules of the paper that were left there.

    A guess about such an ink should not be called certain.
    """
    rest, has_rules = without_rules(_contrasted(drawing)["contrast"])
    return _cut_out(rest), has_rules


@dataclass(frozen=True)
class NumberInk:
    """The cropped ink (H, W) of a number, where it lies, and how large its pixels are, in pixels of the drawing."""

    ink: Pixels
    left: float
    top: float
    scale_x: float
    scale_y: float
    has_rules: bool  # lines on it may be rules of the paper

    def box_of(self, part: Pixels) -> tuple[int, int, int, int]:
        """Return left, top, width and height, in pixels of the drawing, of a part (H, W) of the ink."""
        rows, columns = _window(part)
        left, top = self.left + columns.start * self.scale_x, self.top + rows.start * self.scale_y
        width, height = (columns.stop - columns.start) * self.scale_x, (rows.stop - rows.start) * self.scale_y
        return round(left), round(top), max(1, round(width)), max(1, round(height))

    def cropped(self, ink: Pixels) -> "NumberInk":
        """Return this number with another ink, made from its own and perhaps smaller.

        The ink is cropped; place and pixel size follow.
        """
        by_y, by_x = (self.ink.shape[axis] / ink.shape[axis] for axis in (0, 1))
        rows, columns = _window(ink)
        scale_x, scale_y = self.scale_x * by_x, self.scale_y * by_y
        left, top = self.left + columns.start * scale_x, self.top + rows.start * scale_y
        return NumberInk(ink[rows, columns], left, top, scale_x, scale_y, self.has_rules)


def find_number_ink(drawing: Pixels) -> NumberInk:
    """Return the ink of a drawing that may hold several digits, without rules of the paper and without a box around it.

    Specks stay. Expects a drawing and raises as `find_ink` does.
    """
    shades = as_grey(drawing)
    rows, columns = find_paper(shades)
    rest, has_rules = without_rules(_contrasted_paper(shades[rows, columns])["contrast"])
    paper = NumberInk(shades[rows, columns], columns.start, rows.start, 1.0, 1.0, has_rules)
    number = paper.cropped(rest)
    number = number.cropped(without_box(number.ink, least_aspect=0.0))
    return number.cropped(stretch(shrink(number.ink, NUMBER_SIDE)))  # the strongest ink may have been a rule's


def ink_steps(drawing: Pixels) -> tuple[dict[str, Pixels], Pixels, bool]:
    """Return the results of the steps that find the ink, by their names and in their order; the last is the ink.

    Beside them come the ink before it was cropped, without rules, and whether lines that stay on it may be rules.
    Expects a drawing and raises as `find_ink` does.
    """
    results = _contrasted(drawing)
    rest, has_rules = without_rules(results["contrast"])
    return results | {"ink": _cut_out(rest)}, rest, has_rules


def _contrasted(drawing: Pixels) -> dict[str, Pixels]:
    """Return the results of the steps `grey`, `level` and `contrast`, by name.

    The last is the ink, not yet cropped, with rules and specks. Where paper lies on a larger sheet, `level` and
    `contrast` are those of the paper.
    """
    shades = as_grey(drawing)
    return {"grey": shades} | _contrasted_paper(shades[find_paper(shades)])


def _contrasted_paper(paper: Pixels) -> dict[str, Pixels]:
    counts = count_levels(paper)
    level = correct_illumination(paper, counts)
    return {"level": level, "contrast": contrast(level, counts if level is paper else None)}


def _cut_out(rest: Pixels) -> Pixels:
    """Return ink without rules (H, W) without box and specks, too, cropped, its longer side at most 128."""
    return shrink(without_specks(crop(without_box(crop(rest)))))


def as_grey(drawing: Pixels) -> Pixels:
    """Return one value for each pixel (H, W): its luminance, or its opacity where only that tells ink from ground."""
    if drawing.dtype != np.uint8 or drawing.size == 0:
        raise ValueError(f"expected a drawing of uint8 with at least one pixel, got {drawing.dtype} {drawing.shape}")
    match drawing.shape:
        case (_, _):
            return drawing
        case (_, _, 2):
            return _flatten(drawing[..., 0], drawing[..., 1])
        case (_, _, 3):
            return _luminance(drawing)
        case (_, _, 4):
            return _flatten(_luminance(drawing), drawing[..., 3])
    raise ValueError(f"expected a drawing of shape (H, W) or (H, W, 2 to 4), got {drawing.shape}")


def find_paper(grey: Pixels) -> tuple[slice, slice]:
    """Return the rows and columns of the paper that lies on a larger, even sheet of another tone; all if none does."""
    whole = slice(0, grey.shape[0]), slice(0, grey.shape[1])
    border = _border(grey)
    ground = int(border[0])
    across, down = grey[len(grey) // 2], grey[:, grey.shape[1] // 2]
    if np.ptp(border) > EVEN or min(_n_other(across, ground), _n_other(down, ground)) < LEAST_PAPER * min(grey.shape):
        return whole
    other = np.abs(grey.astype(np.int16) - ground) >= MIN_CONTRAST
    rows, columns = (np.flatnonzero(other.mean(axis=axis) > LEAST_PAPER) for axis in (1, 0))
    if not len(rows) or not len(columns):
        return whole
    inside = slice(int(rows[0]) + 1, int(rows[-1])), slice(int(columns[0]) + 1, int(columns[-1]))
    n_inside = int(other[inside].sum())
    is_paper = n_inside > FILLED * max(1, other[inside].size) and n_inside > FILLED * other.sum()
    is_paper &= min(other[inside].shape) >= LEAST_PAPER * min(grey.shape)
    return inside if is_paper and np.ptp(grey[inside]) >= MIN_CONTRAST else whole


def _n_other(line: Pixels, ground: int) -> int:
    return int((np.abs(line.astype(np.int16) - ground) >= MIN_CONTRAST).sum())


def without_box(ink: Pixels, least_aspect: float = SQUARE) -> Pixels:
    """Return a cropped ink without the box that encloses it; as it is if there is no box."""
    is_boxed = min(ink.shape) >= least_aspect * max(ink.shape) and (_border(ink) > 0).mean() >= ENCLOSED
    return without_rules(ink)[0] if is_boxed else ink


def correct_illumination(grey: Pixels, counts: Counts | None = None) -> Pixels:
    """Return a photograph with its background made even; a drawing, whose background is even, as it is."""
    return flatten_background(grey) if is_uneven(grey, counts) else grey


def contrast(grey: Pixels, counts: Counts | None = None) -> Pixels:
    """Return how far each pixel is from the ground, 0 … 255 for the strongest ink.

    The ground is the border's median, or the other tone if the border has ink on it. Ink is either darker or lighter
    than the ground: whichever differs more from it in sum over the drawing. Differences below `MIN_CONTRAST` are not
    counted, because the ground may be uneven.
    """
    counts = count_levels(grey) if counts is None else counts  # what follows is decided by levels, not by pixels
    ground = _median(np.bincount(_border(grey), minlength=256))
    if _is_doubtful(grey, ground):
        ground = _ground_of_two(grey, counts, ground)
    difference = np.arange(256) - ground
    strong = np.where(np.abs(difference) >= MIN_CONTRAST, counts, 0)
    if not strong.any():
        raise BlankDrawingError
    strength = np.maximum(-difference if strong @ difference < 0 else difference, 0)
    levels = np.minimum(strength * 255 // int(strength[counts > 0].max()), 255)
    levels[levels < NOISE_FLOOR] = 0
    return np.asarray(Image.fromarray(grey).point(levels.tolist()))


def crop(ink: Pixels) -> Pixels:
    """Return the smallest part of the picture that holds all the ink."""
    return ink[_window(ink)]


def without_specks(ink: Pixels) -> Pixels:
    """Return the ink without pieces much smaller than its largest one, cropped again if there were any."""
    side = -(-max(ink.shape) // N_CELLS)
    cells = strongest_of_cells(ink, side) > 0
    pieces, areas, sides = components(cells)
    is_speck = (areas < SPECK_AREA * areas.max()) & (sides < SPECK_SIDE * sides[areas.argmax()])
    if not is_speck.any():
        return ink
    specks = (cells & is_speck[pieces]).repeat(side, axis=0).repeat(side, axis=1)
    return crop(np.where(specks[: ink.shape[0], : ink.shape[1]], np.uint8(0), ink))


def shrink(ink: Pixels, longest: int = INK_SIDE) -> Pixels:
    """Return the ink with its longer side at most `longest`, each new pixel the mean of those it covers.

    The result is stretched to 255 again, so that thin lines stay white.
    """
    if max(ink.shape) <= longest:
        return np.ascontiguousarray(ink)
    return stretch(at_most(ink, longest))


def _window(ink: Pixels) -> tuple[slice, slice]:
    """Return the rows and the columns from the first with ink to the last."""
    # The largest of each line, since `any` would turn every pixel into a boolean first.
    rows, columns = np.flatnonzero(ink.max(axis=1)), np.flatnonzero(ink.max(axis=0))
    if not len(rows):
        raise BlankDrawingError
    return slice(int(rows[0]), int(rows[-1]) + 1), slice(int(columns[0]), int(columns[-1]) + 1)


def _luminance(colours: Pixels) -> Pixels:
    """Return the luminance (H, W) of RGB or RGBA, whose opacity does not count, by ITU-R 601."""
    return np.asarray(Image.fromarray(np.ascontiguousarray(colours)).convert("L"))


def _flatten(luminance: Pixels, alpha: Pixels) -> Pixels:
    """Return a drawing with transparency as one grey picture.

    If the opaque pixels have one tone, or form strokes and no surface, their opacity is the drawing. A surface with two
    tones is a drawing with its ground, and transparent pixels count as more of that ground.
    """
    if alpha.min() >= OPAQUE:
        return luminance
    opaque = alpha >= OPAQUE
    if not opaque.any():
        return alpha
    tones = luminance[opaque]
    if int(tones.max()) - int(tones.min()) <= TWO_TONED or not _is_surface(opaque):
        return alpha
    return np.where(opaque, luminance, np.uint8(np.median(tones)))


def _is_surface(opaque: NDArray[np.bool_]) -> bool:
    """Tell whether the opaque pixels fill more than half of the box around them, as paper does and strokes do not."""
    box = np.ptp(np.flatnonzero(opaque.any(axis=1))) + 1, np.ptp(np.flatnonzero(opaque.any(axis=0))) + 1
    return bool(opaque.sum() * 2 > box[0] * box[1])


def _is_doubtful(grey: Pixels, ground: int) -> bool:
    """Tell whether the border's median may not be the ground: part of the border, or what lies just inside, differs."""
    if min(grey.shape) < 3:
        return False
    depth = max(2, int(NEXT_TO_BORDER * min(grey.shape)))
    inner = _border(grey[depth:-depth, depth:-depth]) if min(grey.shape) > 2 * depth else grey.ravel()
    near = np.abs(_border(grey).astype(np.int16) - ground) < MIN_CONTRAST
    if near.mean() < ALL_ALONG:
        return True
    return abs(float(np.median(inner)) - ground) >= MIN_CONTRAST


def _ground_of_two(grey: Pixels, counts: Counts, ground: int) -> int:
    """Return the level of the ground of a picture with two tones whose border has ink on it: `ground`, or the other.

    Lines along the edges are left out first. The commoner tone of the rest is the ground, unless the rarer one has
    enough corners (`CORNERS`) and area (`LEAST_GROUND`), and either no line from edge to edge or more than `DENSE` of
    the area: then a thick pen fills the picture, or it is cut to a 1.
    """
    threshold = _between(counts)
    is_light = _without_lines(at_most(grey, SIDE), threshold) > threshold
    is_light_rarer = bool(is_light.mean() < 0.5)
    rarer = is_light == is_light_rarer
    n_corners = int(rarer[:: len(rarer) - 1 or 1, :: rarer.shape[1] - 1 or 1].sum())
    is_narrow = min(rarer.shape) < NARROW * max(rarer.shape)
    may_be_ground = n_corners >= (CORNERS_IF_NARROW if is_narrow else CORNERS)
    may_be_ground &= is_narrow or bool(rarer.mean() > LEAST_GROUND)
    is_ground = may_be_ground and (rarer.mean() > DENSE or not has_line(rarer))
    is_light_ground = is_light_rarer == is_ground
    middle = _median(np.where((np.arange(256) > threshold) == is_light_ground, counts, 0))
    return ground if abs(middle - ground) < MIN_CONTRAST else middle


def _median(counts: Counts) -> int:
    """Return the median of values 0 … 255 from their counts (256,), rounded down."""
    until = counts.cumsum()
    middle = until[-1] - 1
    return int(np.searchsorted(until, [middle // 2, (middle + 1) // 2], side="right").mean())


def _between(counts: Counts) -> int:
    """Return the level that parts two tones best: both classes vary least (Otsu, IEEE SMC 9, 1979)."""
    below, weighted = counts.cumsum().astype(np.float64), (counts * np.arange(256)).cumsum().astype(np.float64)
    above = below[-1] - below
    between = below * above
    apart = weighted / np.maximum(1, below) - (weighted[-1] - weighted) / np.maximum(1, above)
    return int((between * apart**2).argmax())


def _without_lines(grey: Pixels, threshold: int) -> Pixels:
    """Return the picture without lines along its edges: rows or columns of one tone, followed by one that is not.

    Each side is looked at twice, since a box may lie inside a margin.
    """
    inner = grey
    for _ in range(8):
        depth = max(2, int(NEXT_TO_BORDER * len(inner))) + 1
        light = (inner[:depth] > threshold).mean(axis=1)
        tone = light[0] > 0.5
        n_full = int((np.cumprod((light if tone else 1 - light) > 0.95)).sum())
        if 0 < n_full < depth and len(inner) > 4 * depth:
            inner = inner[n_full:]
        inner = np.rot90(inner)
    return inner


def _border(grey: Pixels) -> Pixels:
    return np.concatenate([grey[0], grey[-1], grey[:, 0], grey[:, -1]])


def stretch(ink: Pixels) -> Pixels:
    """Return ink with its strongest pixel made 255 and everything else in proportion."""
    strongest = max(1, int(ink.max()))
    levels = np.arange(strongest + 1) * 255 // strongest
    return levels.astype(np.uint8)[ink]
