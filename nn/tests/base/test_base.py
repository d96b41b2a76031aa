"""The committed base network: its receipt names it, and tells how well it reads."""

import numpy as np
import pytest

from nn import base
from nn.base import base_blob, base_network, base_receipt
from nn.base.thresholds import NEVER
from nn.data.corpora import mnist_paths, pendigits_path, sha256_of
from nn.metrics import accuracy, confusion_matrix
from nn.network import SIZES
from nn.preprocessing import PREPROCESSING_VERSION, as_inputs
from nn.serialization import CorruptNetworkError


def test_the_committed_network_is_the_one_of_its_receipt():
    assert base_blob().sha256 == base_receipt()["sha256"]
    assert base_blob().layout == base_receipt()["layout"]
    assert base_network().sizes == SIZES == (784, 30, 10)


def test_it_was_trained_with_the_preprocessing_that_serves():
    assert base_receipt()["preprocessing_version"] == PREPROCESSING_VERSION


def test_the_receipt_names_command_seed_parameters_and_data():
    receipt = base_receipt()
    assert receipt["command"].startswith(f"python -m nn train --seed {receipt['seed']}")
    assert receipt["parameters"]["sizes"] == list(SIZES)
    assert (receipt["data"]["n_train"], receipt["data"]["n_held_back"]) == (54_904, 5_096)


def test_the_thresholds_of_certainty_say_where_they_are_from():
    certain = base_receipt()["certain"]
    assert len(certain["thresholds"]) == 10
    assert all(0 < threshold < NEVER for threshold in certain["thresholds"])
    assert "validation writers 1, 2, 3" in certain["chosen_on"]
    assert certain["of_correct"]["correct"] / certain["of_correct"]["count"] >= 0.95


def test_a_network_that_is_not_the_one_of_the_receipt_is_refused(tmp_path):
    blob = bytearray(base.NETWORK_FILE.read_bytes())
    blob[-1] ^= 1
    (tmp_path / "network.blob").write_bytes(blob)
    (tmp_path / "receipt.json").write_bytes(base.RECEIPT_FILE.read_bytes())
    with pytest.raises(CorruptNetworkError, match="expected a network with SHA-256"):
        base_network(tmp_path)


def test_it_reads_at_least_98_3_percent_of_mnists_test_digits(mnist, mnist_test_pictures):
    outputs = base_network().outputs(as_inputs(mnist_test_pictures))
    measured = accuracy(outputs, mnist.test_labels)
    assert measured.fraction >= 0.983
    # Another BLAS adds up in another order: a digit or two on the edge may fall to the other side.
    assert measured.correct == pytest.approx(base_receipt()["accuracies"]["mnist_test"]["correct"], abs=3)
    expected = np.array(base_receipt()["confusion_matrix_mnist_test"])
    assert np.abs(confusion_matrix(outputs.argmax(axis=1), mnist.test_labels) - expected).sum() <= 6


def test_the_receipt_names_the_data_at_hand(corpora):
    sums = {path.name.removesuffix(".gz"): sha256_of(path) for path in [*mnist_paths(corpora), pendigits_path(corpora)]}
    assert base_receipt()["data"]["sha256"] == sums
