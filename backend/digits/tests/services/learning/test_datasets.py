"""Tests of the digits to rehearse, to judge and to test on: whose they are, where MNIST is installed."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from backend.digits.services.learning.datasets import load_datasets
from nn.data.corpora import load_mnist
from nn.preprocessing import preprocess


def test_reference_digits_are_of_writers_who_are_not_rehearsed(small_mnist: Path) -> None:
    mnist, datasets = load_mnist(small_mnist), load_datasets()
    for digits, rows in ((datasets.rehearsed, range(40)), (datasets.reference, range(40, 60))):
        assert digits.labels.tolist() == mnist.train_labels[list(rows)].tolist()
        assert (digits.pictures == [preprocess(mnist.train_images[row]).reshape(-1) for row in rows]).all()
    assert datasets.mnist_test is not None
    assert datasets.mnist_test.labels.tolist() == mnist.test_labels.tolist()


def test_reference_digits_of_other_writers_have_another_name(small_mnist: Path) -> None:
    before = load_datasets().reference_sha256
    path = small_mnist / "qmnist" / "qmnist-train-labels.tsv"
    rows = path.read_text().splitlines()
    path.write_text("\n".join(row.replace("\t4\t5\t", "\t4\t0\t") for row in rows))  # the last student has number 0
    load_datasets.cache_clear()
    assert load_datasets().reference_sha256 != before


@pytest.mark.usefixtures("base")
@pytest.mark.parametrize("part", ["train", "test"])
def test_where_the_writers_of_mnist_are_missing_it_starts_with_pseudo_digits_and_says_what_to_do(
    small_mnist: Path, part: str, caplog: pytest.LogCaptureFixture
) -> None:
    (small_mnist / "qmnist" / f"qmnist-{part}-labels.tsv").unlink()
    call_command("prepare")
    assert load_datasets().rehearsed.name == "pseudo-digits"
    (said,) = [record.getMessage() for record in caplog.records if record.levelname == "WARNING"]
    assert f"qmnist-{part}-labels.tsv.gz is missing" in said
    assert "`manage.py fetch_corpora` downloads it" in said


@pytest.mark.usefixtures("base")
def test_the_start_is_refused_where_the_writers_of_mnist_are_damaged(small_mnist: Path) -> None:
    (small_mnist / "qmnist" / "qmnist-train-labels.tsv").write_text("7\n")
    with pytest.raises(CommandError, match=r"expected 60 rows of eight numbers.*Without DIGITS_CORPORA"):
        call_command("prepare")
