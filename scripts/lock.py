"""`make lock`: pyproject.toml turned into hash-locked requirements by uv, without the address of any registry.

Versions that are locked already stay while pyproject.toml allows them; for newer ones delete the lock file first.
"""

import sys

from scripts.packages import NETWORK_ADVICE
from scripts.places import VAR, environment
from scripts.start import only_one_set_up
from scripts.steps import Command, step

UV = VAR / "uv"
UV_VERSION = "0.13.8"
COMPILE = "pip compile --quiet --generate-hashes --universal --python-version 3.11 --no-header --no-emit-index-url"

LOCKS = {
    "requirements.txt": ["pyproject.toml"],
    "requirements-dev.txt": ["pyproject.toml", "--extra", "dev", "-c", "requirements.txt"],
    "requirements-node.txt": ["--group", "node"],
}


def main() -> None:
    _install_uv()
    for name, inputs in LOCKS.items():
        command: Command = [UV / "bin" / "uv", *COMPILE.split(), *inputs, "--output-file", name]
        step(f"Locking {name}", command, env=environment(UV_CACHE_DIR=VAR / "cache" / "uv"), advice=NETWORK_ADVICE)


def _install_uv() -> None:
    if not (UV / "bin" / "uv").exists():
        step("Making an environment for uv", [sys.executable, "-m", "venv", "--clear", UV], advice=NETWORK_ADVICE)
        step("Installing uv", [UV / "bin" / "pip", "install", f"uv=={UV_VERSION}"], advice=NETWORK_ADVICE)


if __name__ == "__main__":
    with only_one_set_up():
        main()
