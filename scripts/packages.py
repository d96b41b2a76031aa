"""The virtual environment in var/venv and the hash-locked Python packages in it, both made by uv."""

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

from scripts.places import PYTHON, ROOT, VAR, VENV, environment
from scripts.stamps import Stamp, fingerprint
from scripts.steps import Command, step

UV = VAR / "uv"
NETWORK_ADVICE = "Set-up needs the network once; check the connection and start again."


def install_packages(requirements: str) -> None:
    """Install everything in the lock file `requirements` into var/venv, unless it is installed already."""
    if not _venv_stamp().is_current():
        make = uv("venv", "--clear", "--python", sys.executable, VENV)
        step("Making a virtual environment", make, advice="Is the disk full, or var/ not writable?")
        _venv_stamp().write()
    age = str((VENV / "pyvenv.cfg").stat().st_mtime_ns)  # of a new environment, in which nothing is installed
    stamp = Stamp(requirements.removesuffix(".txt"), fingerprint(ROOT / requirements, age), product=PYTHON)
    if stamp.is_current():
        return
    stamp.remove()
    _venv_stamp().remove()  # an environment in which an installation was cut short is made again
    options: Command = ["--python", PYTHON, "--compile-bytecode", "--require-hashes", "-r", ROOT / requirements]
    install = uv("pip", "install", *options)
    step(f"Installing Python packages ({requirements})", install, env=uv_environment(), advice=NETWORK_ADVICE)
    _venv_stamp().write()
    stamp.write()


def _venv_stamp() -> Stamp:
    """Return a stamp that is current while the environment lies where it was made and its Python exists."""
    return Stamp(name="venv", inputs=fingerprint(f"{PYTHON.resolve()} for {VENV}"), product=PYTHON)


def uv(*arguments: str | Path) -> Command:
    """Return a command of uv, having installed the locked version in var/uv."""
    program, lock = UV / "bin" / "uv", ROOT / "requirements-uv.txt"
    stamp = Stamp("uv", fingerprint(lock, str(UV)), product=program)
    if not stamp.is_current():
        options: Command = ["--no-input", "--upgrade", "--target", UV, "--require-hashes", "-r", lock]
        step("Installing uv", [*_pip(), "install", *options], advice=NETWORK_ADVICE)
        stamp.write()
    return [program, *arguments]


def uv_environment() -> dict[str, str]:
    """Return the environment for uv, with the registry that pip is set to, since uv does not read pip's settings."""
    found = subprocess.run([*_pip(), "config", "get", "global.index-url"], capture_output=True, text=True, check=False)
    index = os.environ.get("PIP_INDEX_URL") or found.stdout.strip()
    named = {"UV_DEFAULT_INDEX": index} if index and "UV_DEFAULT_INDEX" not in os.environ else {}
    return environment(UV_CACHE_DIR=VAR / "cache" / "uv", UV_PYTHON_DOWNLOADS="never", **named)


def _pip() -> list[str]:
    """Return the command of this Python's pip, or of a pip in an environment made for it."""
    if importlib.util.find_spec("pip"):
        return [sys.executable, "-m", "pip"]
    if importlib.util.find_spec("ensurepip") is None:
        name = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
        sys.exit(f"This Python comes without pip. On Debian or Ubuntu: apt-get install {name}, then start again.")
    python = UV / "pip" / "bin" / "python"
    if not python.exists():
        step("Making an environment for pip", [sys.executable, "-m", "venv", UV / "pip"], advice=NETWORK_ADVICE)
    return [str(python), "-m", "pip"]
