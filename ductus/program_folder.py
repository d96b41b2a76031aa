"""The folder that holds the program's packages: `ductus/program` in a wheel, the checkout's root elsewhere."""

import os
import sys
from pathlib import Path

_HERE = Path(__file__).resolve().parent
PROGRAM = _HERE / "program" if (_HERE / "program").is_dir() else _HERE.parent


def use_program() -> None:
    """Let this process and its children import `backend` and `nn` from the program's folder, whatever else is there.

    Somebody who starts the program in a project of their own may have a `backend` there too, or settings of Django in
    the environment: neither is meant.
    """
    folder = str(PROGRAM)
    sys.path.insert(0, folder)
    others = [path for path in os.environ.get("PYTHONPATH", "").split(os.pathsep) if path and path != folder]
    os.environ["PYTHONPATH"] = os.pathsep.join([folder, *others])
    settings = os.environ.get("DJANGO_SETTINGS_MODULE", "").split(".")
    if settings[0] != "backend" or not PROGRAM.joinpath(*settings).with_suffix(".py").is_file():
        os.environ["DJANGO_SETTINGS_MODULE"] = "backend.settings"
