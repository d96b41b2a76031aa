"""`python -m scripts.moving_picture`: make the README's moving picture from the screenshots of the browser test.

`make test` leaves them in var/screenshots/moving. Unlike the other commands here it needs an installed package, Pillow.
"""

import sys

from PIL import Image

from scripts.places import ROOT, VAR

SCREENSHOTS = VAR / "screenshots" / "moving"
FRAME_MS = 200  # 26 screenshots make about five seconds; a longer time makes the repeated digits tedious
N_COLOURS = 64  # paper, ink, one red and the edges between them; more colours only make the file larger


def main() -> None:
    """Write the pictures as one GIF that runs for ever. Pillow joins pictures that follow one another and are equal."""
    pictures = []
    for path in sorted(SCREENSHOTS.glob("*.png")):
        with Image.open(path) as picture:
            pictures.append(picture.convert("RGB").quantize(N_COLOURS, dither=Image.Dither.NONE))
    if not pictures:
        sys.exit(f"Wanted screenshots in {SCREENSHOTS}, found none: run the browser tests first.")
    target, more = ROOT / "docs" / "ductus.gif", pictures[1:]
    pictures[0].save(target, save_all=True, append_images=more, duration=FRAME_MS, loop=0, optimize=True)


if __name__ == "__main__":
    main()
