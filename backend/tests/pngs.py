"""PNG files, good and bad: the same seven in every form of PNG, made by Pillow or chunk by chunk.

A PNG is a signature and chunks: length, name, data, CRC of name and data (W3C, *PNG Specification*, section 5).
"""

import struct
import zlib
from collections.abc import Callable
from io import BytesIO
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

Pixels = NDArray[np.uint8]

SIGNATURE = b"\x89PNG\r\n\x1a\n"
GREY, RGB, PALETTE, GREY_ALPHA, RGB_ALPHA = 0, 2, 3, 4, 6  # colour types
ADAM7 = [(0, 0, 8, 8), (0, 4, 8, 8), (4, 0, 8, 4), (0, 2, 4, 4), (2, 0, 4, 2), (0, 1, 2, 2), (1, 0, 2, 1)]


def seven(*, ink: int = 0, ground: int = 255, height: int = 100, width: int = 80) -> Pixels:
    """Return a seven in two tones, which every form below keeps to the pixel."""
    image = Image.new("L", (width, height), ground)
    y, x = height / 100, width / 80
    ImageDraw.Draw(image).line([(20 * x, 20 * y), (60 * x, 20 * y), (35 * x, 85 * y)], fill=ink, width=round(9 * x))
    return np.asarray(image)


def saved(pixels: Pixels, mode: str = "L", **options: Any) -> bytes:
    """Return Pillow's PNG of grey pixels in another mode."""
    out = BytesIO()
    Image.fromarray(pixels).convert(mode).save(out, "PNG", **options)
    return out.getvalue()


def on_transparency(*, ink: int, mode: str = "RGBA") -> bytes:
    """Return the seven in this grey on a transparent ground."""
    opacity = 255 - seven()
    colours = np.full((*opacity.shape, 4), ink, np.uint8)
    colours[..., 3] = opacity
    out = BytesIO()
    Image.fromarray(colours).convert(mode).save(out, "PNG")
    return out.getvalue()


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def header(width: int, height: int, *, depth: int = 8, colour: int = GREY, interlaced: bool = False) -> bytes:
    return chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, interlaced))


def joined(*chunks: bytes) -> bytes:
    return SIGNATURE + b"".join(chunks) + chunk(b"IEND", b"")


def lines(pixels: Pixels) -> bytes:
    """Return rows of bytes, each with the filter byte 0 before it."""
    return b"".join(b"\0" + row.tobytes() for row in pixels)


def grey_png(pixels: Pixels, *before: bytes, after: bytes = b"") -> bytes:
    """Return a grey PNG with other chunks before and after its pixels."""
    height, width = pixels.shape
    return joined(header(width, height), *before, chunk(b"IDAT", zlib.compress(lines(pixels))), after)


def of_few_bits(pixels: Pixels, depth: int) -> bytes:
    """Return a grey PNG of 1, 2 or 4 bits, black and white."""
    height, width = pixels.shape
    bits = np.repeat(pixels > 127, depth, axis=1)
    return joined(header(width, height, depth=depth), chunk(b"IDAT", zlib.compress(lines(np.packbits(bits, axis=1)))))


def interlaced(pixels: Pixels) -> bytes:
    """Return a grey PNG in the seven passes of Adam7."""
    height, width = pixels.shape
    passes = b"".join(lines(pixels[top::down, left::right]) for top, left, down, right in ADAM7)
    return joined(header(width, height, interlaced=True), chunk(b"IDAT", zlib.compress(passes)))


def of_two_blacks(pixels: Pixels) -> bytes:
    """Return a PNG with a palette of two blacks, of which that of the ground is transparent."""
    height, width = pixels.shape
    colours, opacities = chunk(b"PLTE", b"\0" * 6), chunk(b"tRNS", b"\xff\0")
    data = chunk(b"IDAT", zlib.compress(lines((pixels > 127).astype(np.uint8))))
    return joined(header(width, height, colour=PALETTE), colours, opacities, data)


def of_16_bits(pixels: Pixels) -> bytes:
    height, width = pixels.shape
    doubled = np.repeat(pixels, 2, axis=1)
    return joined(header(width, height, depth=16), chunk(b"IDAT", zlib.compress(lines(doubled))))


def animated(pixels: Pixels) -> bytes:
    """Return an animated PNG of two frames, a seven and its negative."""
    out = BytesIO()
    frames = [Image.fromarray(pixels), Image.fromarray(255 - pixels)]
    frames[0].save(out, "PNG", save_all=True, append_images=frames[1:])
    return out.getvalue()


def in_another_format(pixels: Pixels, name: str, mode: str = "L") -> bytes:
    """Return the same picture as JPEG, TIFF, GIF or another format."""
    out = BytesIO()
    Image.fromarray(pixels).convert(mode).save(out, name)
    return out.getvalue()


VALID: dict[str, Callable[[], bytes]] = {
    "grey, dark on light": lambda: saved(seven()),
    "grey, light on dark": lambda: saved(seven(ink=255, ground=0)),
    "RGB": lambda: saved(seven(), "RGB"),
    "RGBA": lambda: saved(seven(), "RGBA"),
    "grey with alpha": lambda: saved(seven(), "LA"),
    "palette": lambda: saved(seven(), "P"),
    "palette with a transparent ground": lambda: saved(seven(), "P", transparency=255),
    "grey with a transparent ground": lambda: saved(seven(), transparency=255),
    "RGB with a transparent ground": lambda: saved(seven(), "RGB", transparency=(255, 255, 255)),
    "dark ink on transparency": lambda: on_transparency(ink=0),
    "light ink on transparency": lambda: on_transparency(ink=255),
    "grey ink on transparency": lambda: on_transparency(ink=0, mode="LA"),
    "palette of two blacks, one transparent": lambda: of_two_blacks(seven()),
    "1 bit": lambda: saved(seven(), "1"),
    "1 bit, by hand": lambda: of_few_bits(seven(), 1),
    "2 bits": lambda: of_few_bits(seven(), 2),
    "4 bits": lambda: of_few_bits(seven(), 4),
    "interlaced": lambda: interlaced(seven()),
    "with a comment": lambda: grey_png(seven(), chunk(b"tEXt", b"Comment\0drawn by hand")),
    "with bytes after its end": lambda: saved(seven()) + b"<?php and whatever else?>",
}
