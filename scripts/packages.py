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
        advice = "Is the disk full, or var/ not writable?"
        step("Making a virtual environment", make, env=uv_environment(), advice=advice)
        _venv_stamp().write()
    age = str((VENV / "pyvenv.cfg").stat().st_mtime_ns)  # it changes with a new, empty environment
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
        env = environment(PIP_REQUIRE_VIRTUALENV="0")  # --target touches no environment
        step("Installing uv", [*_pip(), "install", *options], env=env, advice=NETWORK_ADVICE)
        stamp.write()
    return [program, *arguments]


def uv_environment() -> dict[str, str]:
    """Return the environment for uv, with pip's registry and certificates, since uv does not read pip's settings."""
    names = {"index-url": "UV_DEFAULT_INDEX", "cert": "SSL_CERT_FILE"}
    asked = {name: _pip_setting(setting) for setting, name in names.items() if name not in os.environ}
    known = {name: value for name, value in asked.items() if value}
    return environment(UV_CACHE_DIR=VAR / "cache" / "uv", UV_PYTHON_DOWNLOADS="never", **known)


def _pip_setting(name: str) -> str:
    """Return a setting of pip, or an empty text."""
    if in_environment := os.environ.get(f"PIP_{name.replace('-', '_').upper()}"):
        return in_environment
    asked = [*_pip(), "config", "get", f"global.{name}"]
    return subprocess.run(asked, capture_output=True, text=True, check=False).stdout.strip()


def _pip() -> list[str]:
    """Return the command of this Python's pip, or of a pip in an environment made for it."""
    if importlib.util.find_spec("pip"):
        return [sys.executable, "-m", "pip"]
    if importlib.util.find_spec("ensurepip") is None:
        name = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
        sys.exit(f"This Python comes without pip. On Debian or Ubuntu: apt-get install {name}, then start again.")
    python = UV / "pip" / "bin" / "python"
    stamp = Stamp("pip", fingerprint(sys.version, str(UV)), product=python)
    if not stamp.is_current():
        make: Command = [sys.executable, "-m", "venv", "--clear", UV / "pip"]
        step("Setting up pip", make, advice="The lines above say what is wrong.")
        stamp.write()
    return [str(python), "-m", "pip"]
