"""`var/venv/bin/python -m scripts.notebook`: run the teaching notebook, and keep what it shows in its file.

With DIGITS_CORPORA set it shows real digits, as the committed one does. The tests run it both ways and keep nothing.
"""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient

from scripts.places import ROOT, VAR

NOTEBOOK = ROOT / "docs" / "how_the_network_learns.ipynb"
TIMEOUT_S = 120
"""For one cell."""


def main() -> None:
    folder = VAR / "cache" / "jupyter"
    folder.mkdir(parents=True, exist_ok=True)
    os.environ.update(environment_below(folder))
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    nbformat.write(executed(notebook, os.environ), NOTEBOOK)


def environment_below(folder: Path) -> dict[str, str]:
    """So that Jupyter and IPython write into the folder, and not into anybody's home."""
    names = ("IPYTHONDIR", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR")
    return {name: str(folder / name.lower()) for name in names}


def executed(notebook: Any, env: Mapping[str, str]) -> Any:
    """The notebook with what its cells show; raises CellExecutionError where one fails.

    Nothing is kept that would differ the next time without meaning anything: no times.
    """
    client = NotebookClient(
        notebook, timeout=TIMEOUT_S, record_timing=False, resources={"metadata": {"path": str(ROOT)}}
    )
    return client.execute(env=dict(env))


if __name__ == "__main__":
    main()
