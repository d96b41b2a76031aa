"""PNGs made of phone photographs are turned upright as their `eXIf` chunk says; one that is not sound says nothing."""

import struct
from io import BytesIO

import numpy as np
import pytest
from PIL import Image, ImageOps

from backend.digits import drawings
from backend.tests.pngs import chunk, grey_png, saved, seven


def exif(orientation: int, *, order: str = ">", kind: int = 3, n_values: int = 1, tags_before: int = 0) -> bytes:
    tags = [struct.pack(f"{order}HHII", 0x010F, 4, 1, 0)] * tags_before
    tags.append(struct.pack(f"{order}HHIHH", 0x0112, kind, n_values, orientation, 0))
    start = {">": b"MM\0*", "<": b"II*\0"}[order] + struct.pack(f"{order}I", 8)
    return start + struct.pack(f"{order}H", len(tags)) + b"".join(tags) + bytes(4)


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_each_orientation_is_shown_as_pillow_shows_it(orientation: int, order: str) -> None:
    png = grey_png(seven(), chunk(b"eXIf", exif(orientation, order=order, tags_before=2)))
    with Image.open(BytesIO(png)) as image:
        assert image.getexif()[0x0112] == orientation
        upright = np.asarray(ImageOps.exif_transpose(image))
    assert (drawings.from_png(png) == upright).all()


def test_opacity_is_turned_with_the_ink() -> None:
    out = BytesIO()
    Image.fromarray(np.dstack([seven(), 255 - seven()])).save(out, "PNG", exif=b"Exif\0\0" + exif(6))
    turned = drawings.from_png(out.getvalue())
    assert turned.shape == (80, 100, 2)
    assert (turned[..., 1] == np.rot90(255 - seven(), -1)).all()


def test_orientation_after_the_pixels_counts_too() -> None:
    png = grey_png(seven(), after=chunk(b"eXIf", exif(3)))
    assert (drawings.from_png(png) == seven()[::-1, ::-1]).all()


UNSOUND = {
    "empty": b"",
    "no order of bytes": b"XX*\0" + exif(6)[4:],
    "directory beyond the end": exif(6)[:4] + b"\xff\xff\xff\xff" + exif(6)[8:],
    "cut off in the tag": exif(6)[:18],
    "orientation 0": exif(0),
    "orientation 9": exif(9),
    "another type": exif(6, kind=4),
    "two values": exif(6, n_values=2),
    "after more tags than are looked at": exif(6, tags_before=64),
}


@pytest.mark.parametrize("data", UNSOUND.values(), ids=UNSOUND)
def test_what_is_no_sound_orientation_is_passed_over(data: bytes) -> None:
    assert (drawings.from_png(grey_png(seven(), chunk(b"eXIf", data))) == seven()).all()


def test_the_last_tag_that_is_looked_at_counts() -> None:
    png = grey_png(seven(), chunk(b"eXIf", exif(4, tags_before=63)))
    assert (drawings.from_png(png) == seven()[::-1]).all()


def test_the_letters_of_the_chunk_in_the_pixels_are_no_chunk() -> None:
    stored = saved(seven(), compress_level=0) + b"eXIf" + exif(6)
    assert (drawings.from_png(stored) == seven()).all()
