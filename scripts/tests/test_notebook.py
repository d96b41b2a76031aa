"""The teaching notebook: it runs from top to bottom, with real digits and without, and a failing cell is noticed."""

import os

import nbformat
import pytest
from nbclient.exceptions import CellExecutionError

from scripts.notebook import NOTEBOOK, environment_below, executed

N_PICTURES = 19
"""The pictures that the cells of the notebook draw; it changes with the notebook alone."""


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


def run(**environment):
    env = {name: value for name, value in os.environ.items() if name != "DIGITS_CORPORA"}
    return shown(executed(nbformat.read(NOTEBOOK, as_version=4), env | environment))


@pytest.mark.slow
def test_the_notebook_runs_without_corpora():
    text, n_pictures = run()
    assert "6,000 pseudo-digits" in text
    assert n_pictures == N_PICTURES


@pytest.mark.slow
@pytest.mark.skipif(not os.environ.get("DIGITS_CORPORA"), reason="needs real data: DIGITS_CORPORA is not set")
def test_the_notebook_runs_with_real_digits():
    text, n_pictures = run(DIGITS_CORPORA=os.environ["DIGITS_CORPORA"])
    assert "6,000 digits of MNIST" in text
    assert n_pictures == N_PICTURES


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
