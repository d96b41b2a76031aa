"""The steps of preprocessing: place, size, polarity and transparency do not matter, and ink is never cut off."""

import numpy as np
import pytest

from nn.data.strokes import fit, render
from nn.preprocessing import BlankDrawingError, as_inputs, find_ink, place, preprocess, steps
from nn.tests.preprocessing.photographs import photograph


def canvas(height, width, ground=0):
    return np.full((height, width), ground, np.uint8)


def rgba(grey, alpha):
    return np.dstack([grey, grey, grey, alpha])


def difference(first, second):
    """Return the mean distance of two pictures, in grey levels per pixel; two different digits are 40 to 80 apart."""
    return np.abs(first.astype(int) - second).mean()


def centre_of_mass(picture):
    y, x = np.indices(picture.shape)
    return (picture * y).sum() / picture.sum(), (picture * x).sum() / picture.sum()


@pytest.mark.parametrize("width_px", [8, 14, 28])
def test_the_width_of_the_pen_hardly_matters(pen_digits, pen_pictures, width_px):
    strokes = [fit(digit.strokes, y_up=True) for digit in pen_digits[:100]]
    others = [preprocess(render(s, width_px=width_px)) for s in strokes]
    assert np.mean([difference(*pair) for pair in zip(others, pen_pictures[:100], strict=True)]) < 9


def test_slant_is_taken_out(pen_digits):
    def slanted(by):
        matrix = np.array([[1, 0], [by, 1]], np.float32)  # x + by × y
        return [preprocess(render(fit([s @ matrix for s in d.strokes], y_up=True))) for d in pen_digits[:100]]

    upright = slanted(0.0)
    assert np.mean([difference(*pair) for pair in zip(slanted(0.4), upright, strict=True)]) < 8
    assert np.mean([difference(*pair) for pair in zip(slanted(-0.4), upright, strict=True)]) < 8


def test_light_on_dark_and_dark_on_light_are_the_same(pen_drawings, pen_pictures):
    for drawing, picture in zip(pen_drawings, pen_pictures, strict=True):
        assert (preprocess(255 - drawing) == picture).all()


def test_colour_and_paper_do_not_matter(seven):
    blue_on_yellow = np.where(seven[..., None] > 127, (20, 30, 160), (250, 240, 150)).astype(np.uint8)
    two_toned = np.where(seven > 127, 255, 0).astype(np.uint8)
    assert difference(preprocess(blue_on_yellow), preprocess(two_toned)) == 0


def test_faint_ink_is_brought_to_full_contrast(seven):
    assert difference(preprocess(seven // 5 + 100), preprocess(seven)) < 1
    assert preprocess(seven // 5 + 100).max() == 255


def test_ink_is_stored_at_full_contrast():
    drawing = canvas(40, 40, 90)
    drawing[10:30, 15:20] = 60
    assert (find_ink(drawing) == 255).all()


def test_uneven_paper_is_not_ink(seven, rng):
    paper = rng.integers(0, 15, seven.shape).astype(np.uint8)
    assert difference(preprocess(np.maximum(seven, paper)), preprocess(seven)) < 8


def test_a_large_faint_stain_on_the_other_side_is_not_taken_for_ink():
    drawing = canvas(280, 280, 15)
    drawing[20:260, 20:260] = 0  # a little darker, over most of the drawing
    drawing[100:180, 140:144] = 255
    assert find_ink(drawing).shape == (80, 4)


def test_faint_ink_in_an_opaque_drawing_with_alpha_is_read(seven):
    faint = seven // 5 + 100
    assert (preprocess(rgba(faint, np.full_like(faint, 255))) == preprocess(faint)).all()


def test_place_does_not_matter(pen_drawings, pen_pictures):
    for drawing, picture in zip(pen_drawings[:50], pen_pictures, strict=False):
        moved = canvas(500, 700)
        moved[7:287, 401:681] = drawing
        assert (preprocess(moved) == picture).all()


def test_size_hardly_matters(pen_digits):
    strokes = [fit(digit.strokes, y_up=True, fill=0.7) for digit in pen_digits[:100]]
    plain = [preprocess(render(s)) for s in strokes]
    for factor in (0.4, 2.5):
        scaled = [
            render([p * np.float32(factor) for p in s], side_px=int(280 * factor), width_px=20 * factor)
            for s in strokes
        ]
        assert np.mean([difference(preprocess(s), p) for s, p in zip(scaled, plain, strict=True)]) < 7


def test_the_picture_is_centred_by_mass_and_uses_all_of_0_to_255(pen_pictures):
    for picture in pen_pictures:
        assert np.abs(np.array(centre_of_mass(picture)) - 13.5).max() <= 0.8
        assert (picture.min(), picture.max()) == (0, 255)


def test_the_longer_side_of_a_digit_is_about_twenty_pixels(pen_pictures):
    sides = []
    for picture in pen_pictures:
        rows, columns = np.nonzero(picture > 60)
        sides.append(max(np.ptp(rows), np.ptp(columns)) + 1)
    assert 18 <= np.median(sides) <= 22


@pytest.mark.parametrize("corner", [(0, 0), (0, 186), (186, 0), (186, 186)])
def test_a_small_digit_in_a_corner_is_the_digit_in_the_middle(seven, corner):
    top, left = corner
    small = seven[::3, ::3]
    drawing = canvas(280, 280)
    drawing[top : top + 94, left : left + 94] = small
    middle = canvas(280, 280)
    middle[90:184, 90:184] = small
    assert (preprocess(drawing) == preprocess(middle)).all()


def test_a_digit_that_touches_the_border_is_read_as_one_that_does_not(seven):
    rows, columns = np.flatnonzero(seven.any(axis=1)), np.flatnonzero(seven.any(axis=0))
    touching = seven[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    assert (preprocess(touching) == preprocess(seven)).all()
    assert (preprocess(255 - touching) == preprocess(seven)).all()


@pytest.mark.parametrize("place_of_dot", [(4, 4), (270, 10), (150, 270), (30, 140)])
def test_a_stray_dot_is_dropped(seven, place_of_dot):
    y, x = place_of_dot
    dotted = seven.copy()
    dotted[y - 4 : y + 5, x - 4 : x + 5] = 255
    assert (preprocess(dotted) == preprocess(seven)).all()


def test_the_second_stroke_of_a_digit_is_no_speck(seven):
    bar = np.array([[80, 70], [200, 75], [130, 220]], np.float32)
    apart = render([bar, np.array([[150, 250], [185, 250]], np.float32)])
    assert difference(preprocess(apart), preprocess(render([bar]))) > 5


def test_the_eye_that_a_thick_pen_leaves_of_a_loop_is_kept_open():
    angle = np.linspace(0, 2 * np.pi, 40)
    ring = np.stack([140 + 17 * np.sin(angle), 80 + 18 * np.cos(angle)], axis=1)
    nine = [ring.astype(np.float32), np.array([[157, 80], [150, 180]], np.float32)]
    thin_pen, thick_pen = (preprocess(render(nine, width_px=width_px)) for width_px in (8, 26))
    assert difference(thick_pen, thin_pen) < 16
    for picture in (thin_pen, thick_pen):
        eye = picture[4:14, 10:18].min()
        assert eye < 0.6 * picture[8].max()


def test_the_steps_are_named_in_order_and_end_with_the_picture(seven):
    made, *_ = steps(seven)
    names = "grey level contrast ink resized narrowed straightened picture"
    assert list(made) == names.split()
    assert (made["ink"] == find_ink(seven)).all()
    assert (made["picture"] == preprocess(seven)).all()
    assert all(step.dtype == np.uint8 and step.ndim == 2 for step in made.values())


def ruled(seven):
    drawing = seven.copy()
    for y in (15, 85, 155, 225):
        drawing[y : y + 3] = 255
    return drawing


def boxed(seven):
    drawing = seven.copy()
    drawing[8:12, 8:272] = drawing[268:272, 8:272] = drawing[8:272, 8:12] = drawing[8:272, 268:272] = 255
    return drawing


def on_a_larger_sheet(seven):
    drawing = canvas(420, 420, 60)
    drawing[70:350, 70:350] = 255 - seven
    return drawing


def photographed(seven):
    return photograph(seven, np.random.default_rng(0))


@pytest.mark.parametrize("paper", [ruled, boxed, on_a_larger_sheet, photographed])
def test_the_steps_end_with_the_picture_that_is_read_whatever_the_paper(seven, paper):
    drawing = paper(seven)
    made, *_ = steps(drawing)
    assert (made["ink"] == find_ink(drawing)).all()
    assert (made["picture"] == place(find_ink(drawing))).all()
    assert difference(made["picture"], preprocess(seven)) < 12  # the paper is gone


def test_pictures_are_28_by_28_bytes_and_inputs_are_fractions(seven):
    picture = preprocess(seven)
    assert (picture.shape, picture.dtype) == ((28, 28), np.uint8)
    inputs = as_inputs(np.stack([picture, picture]))
    assert (inputs.shape, inputs.dtype) == ((2, 784), np.float32)
    assert (inputs.min(), inputs.max()) == (0, 1)
    assert (as_inputs(picture.reshape(1, 784)) == inputs[:1]).all()


def test_ink_is_cropped_and_at_most_128_long(seven):
    ink = find_ink(seven)
    assert max(ink.shape) == 128
    assert all(edge.any() for edge in (ink[0], ink[-1], ink[:, 0], ink[:, -1]))
    assert ink.max() == 255


def test_a_small_drawing_keeps_its_pixels():
    drawing = canvas(40, 40)
    drawing[10:30, 15:20] = 255
    assert find_ink(drawing).shape == (20, 5)


def test_stored_ink_gives_the_same_picture_again(pen_drawings, pen_pictures):
    for drawing, picture in zip(pen_drawings[:50], pen_pictures, strict=False):
        assert (place(find_ink(drawing)) == picture).all()


def test_the_drawing_is_left_as_it_is(seven):
    before = seven.copy()
    preprocess(seven)
    assert (seven == before).all()


def test_ink_on_a_transparent_ground_is_its_opacity(seven):
    expected = preprocess(seven)
    for colour in (0, 255, 128):  # the colour of what is transparent says nothing
        assert (preprocess(rgba(np.full_like(seven, colour), seven)) == expected).all()
    assert (preprocess(np.dstack([np.zeros_like(seven), seven])) == expected).all()


def test_strokes_of_two_colours_on_a_transparent_ground_are_all_ink(seven):
    colours = np.where(np.arange(280)[:, None] < 140, 0, 255).repeat(280, axis=1).astype(np.uint8)
    assert (preprocess(rgba(colours, seven)) == preprocess(seven)).all()


@pytest.mark.parametrize("paper", [255, 0])
def test_a_sheet_of_paper_on_a_transparent_ground_is_the_ground(seven, paper):
    grey = canvas(400, 400)
    alpha = canvas(400, 400)
    grey[60:340, 60:340] = seven if paper == 0 else 255 - seven
    alpha[60:340, 60:340] = 255
    assert (preprocess(rgba(grey, alpha)) == preprocess(seven)).all()


def test_an_opaque_drawing_with_alpha_is_the_drawing_without(seven):
    assert (preprocess(rgba(seven, np.full_like(seven, 255))) == preprocess(seven)).all()


def test_a_digit_cut_out_of_paper_is_read(seven):
    assert (preprocess(rgba(np.full_like(seven, 255), 255 - seven)) == preprocess(seven)).all()


@pytest.mark.parametrize(
    "drawing",
    [
        canvas(1, 1),
        canvas(1, 1, 255),
        canvas(280, 280),
        canvas(280, 280, 255),
        canvas(1024, 1024, 77),
        np.zeros((50, 50, 4), np.uint8),
        np.full((50, 50, 4), 255, np.uint8),
        np.full((50, 50, 3), 9, np.uint8),
        np.zeros((1, 1, 2), np.uint8),
        np.random.default_rng(0).integers(120, 130, (90, 90)).astype(np.uint8),
    ],
    ids=[
        "dark dot",
        "light dot",
        "dark",
        "light",
        "grey",
        "transparent",
        "opaque",
        "colour",
        "clear dot",
        "paper noise",
    ],
)
def test_a_drawing_without_contrast_is_blank_and_says_what_to_do(drawing):
    with pytest.raises(BlankDrawingError, match=r"^The drawing is blank"):
        preprocess(drawing)


def test_ink_without_ink_is_blank():
    with pytest.raises(BlankDrawingError):
        place(canvas(20, 20))


def sparse(height, width, *pixels):
    drawing = canvas(height, width)
    for pixel in pixels:
        drawing[pixel] = 255
    return drawing


@pytest.mark.parametrize(
    "drawing",
    [
        sparse(280, 280, (140, 140)),
        sparse(1024, 1024, (0, 0)),
        sparse(3, 3, (1, 1)),
        sparse(1, 3, (0, 1)),
        sparse(280, 280, (slice(40, 240), 140)),
        sparse(1024, 1024, (slice(1, 1023), 500)),
        sparse(1024, 1024, (500, slice(1, 1023))),
        sparse(1024, 1, slice(3, 9)),
        sparse(280, 280, (slice(0, 280), slice(100, 130))),
        sparse(280, 280, (slice(0, 200), slice(0, 30)), (slice(0, 20), slice(0, 200))),
        sparse(280, 280, (slice(10, 270), slice(10, 270))),
        sparse(1024, 1024, (5, 5), (1000, 1000)),
    ],
    ids=lambda drawing: f"{drawing.shape[0]}x{drawing.shape[1]}",
)
def test_every_drawing_with_ink_gives_a_picture_with_all_of_it(drawing):
    ink = find_ink(drawing)
    picture = place(ink)
    assert max(ink.shape) <= 128
    assert picture.shape == (28, 28)
    assert picture.max() == 255


def test_a_tail_far_from_the_centre_of_mass_ends_at_the_border_and_is_not_cut_off():
    drawing = canvas(200, 200)
    drawing[10:190, 20:24] = 255  # a long thin tail, and all the weight at its end
    drawing[150:190:8, 20:180] = 255
    drawing[150:190, 20:180:8] = 255
    picture = preprocess(drawing)
    assert picture[0].any()


@pytest.mark.parametrize("shape", [(4,), (0, 5), (3, 0), (4, 4, 1), (4, 4, 5), (2, 4, 4, 3)])
def test_what_is_no_drawing_is_refused_with_its_shape(shape):
    with pytest.raises(ValueError, match="expected a drawing") as error:
        find_ink(np.zeros(shape, np.uint8))
    assert str(shape) in str(error.value)


def test_another_type_than_bytes_is_refused():
    with pytest.raises(ValueError, match="expected a drawing of uint8"):
        find_ink(np.zeros((4, 4)))
