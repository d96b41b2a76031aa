"""Set-up says at once, and not after minutes, that it cannot work in this folder."""

import subprocess
import sys
from pathlib import Path

import pytest

from scripts.places import ROOT
from scripts.start import require_buildable_folder


@pytest.mark.parametrize("folder", ["C# projects", "what?", "a*b"])
def test_a_folder_in_which_the_page_cannot_be_built_is_told(folder: str) -> None:
    with pytest.raises(SystemExit, match=r"cannot be built in .*Move or rename"):
        require_buildable_folder(Path("/home/me") / folder / "ductus")


@pytest.mark.parametrize("folder", ["my projects ü", "100%41", "a+b & c"])
def test_every_other_folder_is_accepted(folder: str) -> None:
    require_buildable_folder(Path("/home/me") / folder)


def test_set_up_ends_there_before_it_installs_anything(tmp_path: Path) -> None:
    checkout = tmp_path / "C# projects"
    for package in ("scripts", "backend"):  # what `make run` imports before anything is installed
        (checkout / package).mkdir(parents=True)
        for source in (ROOT / package).glob("*.py"):
            (checkout / package / source.name).write_bytes(source.read_bytes())
    command = [sys.executable, "-c", "from scripts.start import set_up; set_up()"]
    ran = subprocess.run(command, cwd=checkout, capture_output=True, text=True, check=False)
    assert ran.returncode == 1
    assert "there is # in the path" in ran.stderr
    assert not (checkout / "var").exists()
