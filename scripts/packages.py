"""The virtual environment in var/venv and the hash-locked Python packages in it."""

import importlib.util
import sys

from scripts.places import PYTHON, ROOT, SET_UP, VENV
from scripts.stamps import Stamp, fingerprint
from scripts.steps import Command, step

# There while pip is at work. Found at the start, it tells of an interrupted pip, whose environment cannot be trusted.
UNFINISHED = SET_UP / "packages.unfinished"

NETWORK_ADVICE = "Set-up needs the network once; check the connection and start again."


def install_packages(requirements: str) -> None:
    """Have everything in the lock file `requirements` installed in var/venv."""
    _make_venv()
    stamp = Stamp(
        name=requirements.removesuffix(".txt"),
        inputs=fingerprint(ROOT / requirements, _venv_age()),
        product=PYTHON,
    )
    if stamp.is_current():
        return
    stamp.remove()
    UNFINISHED.touch()
    pip: Command = [PYTHON, "-m", "pip", "install", "--disable-pip-version-check", "--no-input"]
    step(
        f"Installing Python packages ({requirements})",
        [*pip, "--require-hashes", "-r", ROOT / requirements],
        advice=NETWORK_ADVICE,
    )
    UNFINISHED.unlink()
    stamp.write()


def _make_venv() -> None:
    if _venv_stamp().is_current() and not UNFINISHED.exists():
        return
    _require_ensurepip()
    _venv_stamp().remove()
    step(
        "Making a virtual environment",
        [sys.executable, "-m", "venv", "--clear", VENV],
        advice="Is the disk full, or var/ not writable?",
    )
    UNFINISHED.unlink(missing_ok=True)
    _venv_stamp().write()


def _venv_stamp() -> Stamp:
    """Current while the environment lies where it was made and its Python is there, whichever Python runs this."""
    return Stamp(name="venv", inputs=fingerprint(f"{PYTHON.resolve()} for {VENV}"), product=PYTHON)


def _require_ensurepip() -> None:
    if importlib.util.find_spec("ensurepip") is None or importlib.util.find_spec("venv") is None:
        name = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
        sys.exit(f"This Python comes without venv. On Debian or Ubuntu: apt-get install {name}, then start again.")


def _venv_age() -> str:
    """Changes whenever the environment is made anew, so that what was installed in the old one is not believed."""
    return str((VENV / "pyvenv.cfg").stat().st_mtime_ns)
