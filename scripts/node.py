"""Node, which builds and tests the page: the machine's if it is new enough, else the one in a Python package."""

import re
import shutil
import subprocess
from pathlib import Path

from scripts.packages import install_packages
from scripts.places import VENV


def node_folder() -> Path:
    """Return the folder that holds a fit `node` and its `npm`."""
    return _node_on_path() or _node_from_wheel()


def is_fit(version: str) -> bool:
    """Return whether Vite 8 runs on this Node: 20.19 and later of 20, or 22.12 and later.

    >>> [is_fit(version) for version in ("v18.20.4", "v20.18.3", "v20.19.0", "v21.7.0", "v22.11.0", "v24.19.0")]
    [False, False, True, False, False, True]
    """
    found = re.match(r"v(\d+)\.(\d+)\.", version)
    if not found:
        return False
    major, minor = int(found[1]), int(found[2])
    return (major == 20 and minor >= 19) or (major, minor) >= (22, 12)


def _node_on_path() -> Path | None:
    node, npm = shutil.which("node"), shutil.which("npm")
    if not node or not npm or Path(node).parent != Path(npm).parent:
        return None
    version = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    return Path(node).parent if is_fit(version) else None


def _node_from_wheel() -> Path:
    install_packages("requirements-node.txt")
    return VENV / "bin"
