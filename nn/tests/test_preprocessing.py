"""One function for every drawing: place, size, polarity and transparency do not matter, ink is never cut off."""

import numpy as np
import pytest

from nn.preprocessing import BlankDrawingError, as_inputs, find_ink, place, preprocess
from nn.strokes import fit, render


def canvas(height, width, ground=0):
    return np.full((height, width), ground, np.uint8)


def rgba(grey, alpha):
    return np.dstack([grey, grey, grey, alpha])


def difference(one, other):
    """The mean distance of two pictures, in grey levels per pixel; two different digits are 40 to 80 apart."""
    return np.abs(one.astype(int) - other).mean()


def centre_of_mass(picture):
    y, x = np.indices(picture.shape)
    return (picture * y).sum() / picture.sum(), (picture * x).sum() / picture.sum()


def test_mnist_passes_almost_unchanged(mnist, mnist_test_pictures):
    differences = np.abs(mnist_test_pictures.astype(int) - mnist.test_images).mean(axis=(1, 2))
    assert np.median(differences) < 0.2
    assert np.quantile(differences, 0.98) < 1.0


def test_light_on_dark_and_dark_on_light_are_the_same(pen_drawings):
    for drawing in pen_drawings:
        assert (preprocess(255 - drawing) == preprocess(drawing)).all()


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
    assert difference(preprocess(np.maximum(seven, paper)), preprocess(seven)) < 1


def test_a_large_faint_stain_on_the_other_side_is_not_taken_for_ink():
    drawing = canvas(280, 280, 15)
    drawing[20:260, 20:260] = 0  # a little darker, over most of the drawing
    drawing[100:180, 140:144] = 255
    assert find_ink(drawing).shape == (80, 4)


def test_faint_ink_in_an_opaque_drawing_with_alpha_is_read(seven):
    faint = seven // 5 + 100
    assert (preprocess(rgba(faint, np.full_like(faint, 255))) == preprocess(faint)).all()


def test_place_does_not_matter(pen_drawings):
    for drawing in pen_drawings[:50]:
        moved = canvas(500, 700)
        moved[7:287, 401:681] = drawing
        assert (preprocess(moved) == preprocess(drawing)).all()


def test_size_hardly_matters(pen_digits):
    strokes = [fit(digit.strokes, y_up=True, fill=0.7) for digit in pen_digits[:100]]
    plain = [preprocess(render(s)) for s in strokes]
    for factor in (0.4, 2.5):
        scaled = [
            render([p * np.float32(factor) for p in s], side_px=int(280 * factor), width_px=20 * factor)
            for s in strokes
        ]
        assert np.mean([difference(preprocess(s), p) for s, p in zip(scaled, plain, strict=True)]) < 4


def test_the_picture_is_twenty_pixels_long_and_centred_by_mass(pen_drawings):
    for drawing in pen_drawings:
        picture = preprocess(drawing)
        rows, columns = np.flatnonzero(picture.any(axis=1)), np.flatnonzero(picture.any(axis=0))
        assert max(np.ptp(rows), np.ptp(columns)) + 1 == 20
        assert np.abs(np.array(centre_of_mass(picture)) - 14).max() <= 0.5


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


def test_stored_ink_gives_the_same_picture_again(pen_drawings):
    for drawing in pen_drawings[:50]:
        assert (place(find_ink(drawing)) == preprocess(drawing)).all()


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
    rows, columns = np.flatnonzero(picture.any(axis=1)), np.flatnonzero(picture.any(axis=0))
    assert max(np.ptp(rows), np.ptp(columns)) + 1 == 20


def test_ink_far_from_its_centre_of_mass_is_moved_back_and_not_cut_off():
    drawing = canvas(200, 200)
    drawing[10:190, 20:24] = 255  # a long thin tail, and all the weight at its end
    drawing[150:190, 20:180] = 255
    picture = preprocess(drawing)
    rows = np.flatnonzero(picture.any(axis=1))
    assert np.ptp(rows) + 1 == 20
    assert rows[0] == 0 or abs(centre_of_mass(picture)[0] - 14) <= 0.5


def test_heavy_ends_are_not_cut_off():
    drawing = canvas(100, 100)
    drawing[0:90, 50] = 60
    drawing[85:90, 30:70] = 255  # the centre of mass lies at the foot: centred, the head would stick out
    picture = preprocess(drawing)
    rows = np.flatnonzero(picture.any(axis=1))
    assert (rows[0], rows[-1]) == (0, 19)


@pytest.mark.parametrize("shape", [(4,), (0, 5), (3, 0), (4, 4, 1), (4, 4, 5), (2, 4, 4, 3)])
def test_what_is_no_drawing_is_refused_with_its_shape(shape):
    with pytest.raises(ValueError, match="expected a drawing") as error:
        find_ink(np.zeros(shape, np.uint8))
    assert str(shape) in str(error.value)


def test_another_type_than_bytes_is_refused():
    with pytest.raises(ValueError, match="expected a drawing of uint8"):
        find_ink(np.zeros((4, 4)))
