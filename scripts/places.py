"""The folders of the project. Set-up, program and tests write only into those below var/."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VAR = ROOT / "var"
SET_UP = VAR / "set-up"
VENV = VAR / "venv"
PYTHON = VENV / "bin" / "python"
FRONTEND = ROOT / "frontend"
FRONTEND_COPY = VAR / "frontend"
PAGE = VAR / "page"
REPORTS = VAR / "reports"


def environment(*folders: Path, **more: str | Path) -> dict[str, str]:
    """Return the caller's environment, with `folders` and the virtual environment first on PATH, and no bytecode."""
    path = os.pathsep.join([*map(str, folders), str(VENV / "bin"), os.environ.get("PATH", os.defpath)])
    fixed = {"PATH": path, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONUNBUFFERED": "1"}
    return {**os.environ, **fixed, **{name: str(value) for name, value in more.items()}}
