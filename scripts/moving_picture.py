"""`python -m scripts.moving_picture`: make the README's moving picture of what the browser test photographed.

`make test`, or the test e2e/movingPicture.spec.ts alone, leaves the screenshots in var/screenshots/moving. Unlike the
other commands here it needs an installed package, Pillow.
"""

import argparse
import sys
from pathlib import Path

from PIL import Image

from scripts.places import ROOT, VAR

FRAME_MS = 200  # 26 screenshots make about five seconds; a longer time makes the repeated digits tedious
N_COLOURS = 64  # paper, ink, one red and the edges between them; more colours only make the file larger


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--screenshots", type=Path, default=VAR / "screenshots" / "moving")
    parser.add_argument("--to", type=Path, default=ROOT / "docs" / "ductus.gif")
    args = parser.parse_args()
    paths = sorted(args.screenshots.glob("*.png"))
    if not paths:
        sys.exit(f"Wanted screenshots in {args.screenshots}, found none: run the browser tests first.")
    make_gif(paths, args.to)
    return 0


def make_gif(paths: list[Path], target: Path) -> None:
    """Write the pictures as one GIF that runs for ever. Pillow joins pictures that follow one another and are equal."""
    pictures = []
    for path in paths:
        with Image.open(path) as picture:
            pictures.append(picture.convert("RGB").quantize(N_COLOURS, dither=Image.Dither.NONE))
    pictures[0].save(target, save_all=True, append_images=pictures[1:], duration=FRAME_MS, loop=0, optimize=True)


if __name__ == "__main__":
    sys.exit(main())
