"""`make wheel`: build the page, then dist/*.whl, which holds the program with page, networks and migrations."""

import shutil

from scripts.packages import install_packages
from scripts.page import build_page
from scripts.places import PYTHON, ROOT
from scripts.start import only_one_set_up
from scripts.steps import Command, step

WHEELS = ROOT / "dist"


def build_wheel() -> None:
    """Replace what is in dist/ by a wheel of this checkout."""
    install_packages("requirements.txt")
    build_page()
    install_packages("requirements-wheel.txt")
    shutil.rmtree(WHEELS, ignore_errors=True)
    command: Command = [PYTHON, "-m", "hatchling", "build", "--target", "wheel", "--directory", WHEELS]
    step("Building the wheel", command, advice="The lines above say what is wrong with pyproject.toml.")
    print(*(f"{path.relative_to(ROOT)}: {path.stat().st_size / 1e6:.2f} MB" for path in WHEELS.iterdir()), sep="\n")


if __name__ == "__main__":
    with only_one_set_up():
        build_wheel()
