"""Install packages with apt-get; `can_install` tells whether this process may: it is root, on Debian or its kin."""

import os
from pathlib import Path

from scripts.places import environment
from scripts.steps import step


def can_install() -> bool:
    return os.geteuid() == 0 and Path("/etc/debian_version").exists()


def install(*packages: str, advice: str) -> None:
    apt = environment(DEBIAN_FRONTEND="noninteractive")
    step("Asking Debian for its packages", ["apt-get", "update"], env=apt, advice=advice)
    command = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    step(f"Installing {', '.join(packages)}", command, env=apt, advice=advice)
