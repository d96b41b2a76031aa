"""`var/venv/bin/python -m scripts.notebook`: run the teaching notebook, and write its outputs into its file.

The committed outputs show real digits, for which DIGITS_CORPORA must be set. The tests run it both ways.
"""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient

from scripts.places import ROOT, VAR

NOTEBOOK = ROOT / "docs" / "how_the_network_learns.ipynb"


def main() -> None:
    folder = VAR / "cache" / "jupyter"
    folder.mkdir(parents=True, exist_ok=True)
    os.environ.update(environment_below(folder))
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    nbformat.write(executed(notebook, os.environ), NOTEBOOK)


def environment_below(folder: Path) -> dict[str, str]:
    """Return variables by which Jupyter and IPython write into the folder, and not into the user's home."""
    names = ("IPYTHONDIR", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR")
    return {name: str(folder / name.lower()) for name in names}


def executed(notebook: Any, env: Mapping[str, str]) -> Any:
    """Return the notebook with the outputs of its cells; raise CellExecutionError where a cell fails.

    Times are not recorded, since they would differ with each run.
    """
    client = NotebookClient(notebook, timeout=None, record_timing=False, resources={"metadata": {"path": str(ROOT)}})
    return client.execute(env=dict(env))


if __name__ == "__main__":
    main()
