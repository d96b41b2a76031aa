"""The teaching notebook: it runs from top to bottom, needs no corpora, and a cell that fails is noticed."""

import os

import nbformat
import pytest
from nbclient.exceptions import CellExecutionError

from scripts.notebook import NOTEBOOK, environment_below, executed

N_PICTURES = 21
"""The pictures that the cells of the notebook draw; it changes with the notebook alone."""
DIGITS, FEWER_DIGITS = "N_LEARNED, N_OTHERS = 5000, 1000", "N_LEARNED, N_OTHERS = 1000, 400"
"""The notebook's line that says how many digits it uses, and the line of the tests, which try whether it runs."""
N_FIRST_CELLS = 3
"""The cells until the digits are read or drawn; the others know nothing else of where the digits come from."""
PRINT_FORM = "print(X.shape, X.dtype, labels.shape, labels.dtype, drawn.shape, drawn.dtype)"
FORM = "(1400, 784) float32 (1400,) uint8 (1400, 28, 28) uint8"


@pytest.fixture(autouse=True)
def jupyter_writes_to_a_folder_of_its_own(monkeypatch, tmp_path):
    for name, value in environment_below(tmp_path).items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("OPENBLAS_NUM_THREADS", "1")


def shown(notebook):
    """Return the text that the cells printed, and the number of their pictures."""
    outputs = [output for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs]
    text = "".join(output.text for output in outputs if output.output_type == "stream")
    return text, sum("image/png" in output.get("data", {}) for output in outputs)


def run(corpora=None, n_cells=None):
    """Run the notebook or its first cells with fewer digits, and then a cell that prints which digits they are."""
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    (cell,) = [cell for cell in notebook.cells if DIGITS in cell.source]
    cell.source = cell.source.replace(DIGITS, FEWER_DIGITS)
    notebook.cells = [*notebook.cells[:n_cells], nbformat.v4.new_code_cell(PRINT_FORM)]
    env = {name: value for name, value in os.environ.items() if name != "DIGITS_CORPORA"}
    return shown(executed(notebook, env | ({"DIGITS_CORPORA": corpora} if corpora else {})))


@pytest.mark.slow
def test_the_notebook_runs_from_top_to_bottom():
    """Run it with real digits, or without corpora with pseudo-digits."""
    corpora = os.environ.get("DIGITS_CORPORA")
    text, n_pictures = run(corpora)
    assert ("1,400 digits of MNIST" if corpora else "1,400 pseudo-digits") in text
    assert FORM in text
    assert n_pictures == N_PICTURES


@pytest.mark.slow
def test_without_corpora_its_cells_get_pseudo_digits_in_the_same_form():
    text, n_pictures = run(n_cells=N_FIRST_CELLS)
    assert "1,400 pseudo-digits" in text
    assert FORM in text
    assert n_pictures == 1


@pytest.mark.slow
def test_a_cell_that_fails_fails_the_run():
    faulty = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("assert 1 + 1 == 3")])
    with pytest.raises(CellExecutionError, match="AssertionError"):
        executed(faulty, os.environ)


def test_the_committed_notebook_shows_its_pictures_and_is_small():
    text, n_pictures = shown(nbformat.read(NOTEBOOK, as_version=4))
    assert "6,000 digits of MNIST" in text
    assert n_pictures == N_PICTURES
    assert NOTEBOOK.stat().st_size < 1_000_000
