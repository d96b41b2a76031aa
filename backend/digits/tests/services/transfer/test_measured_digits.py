"""Tests that digits which are only measured on are trained on from no file: a table, a folder or an archive."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from django.core.management import call_command
from numpy.typing import NDArray
from PIL import Image

from backend.digits.errors import RefusedError
from backend.digits.exchange.formats import open_import
from backend.digits.exchange.idx import IN_REFERENCE, IN_TEST
from backend.digits.exchange.records import transposed
from backend.digits.models import AuditEntry, Digit, DigitState
from backend.digits.services.learning.datasets import load_datasets
from backend.digits.services.moderation import review
from backend.digits.services.transfer.imports import import_digits
from backend.digits.tests.services.transfer.import_export import export, import_file
from nn.data.corpora import load_mnist

pytestmark = pytest.mark.usefixtures("small_mnist", "installed")
Pictures = NDArray[np.uint8]


def all_of(corpora: Path) -> tuple[Pictures, list[int]]:
    """Return sixty training digits, the last twenty by writers held back, and twenty test digits."""
    mnist = load_mnist(corpora)
    pictures = np.concatenate([mnist.train_images, mnist.test_images])
    return pictures, [int(label) for label in (*mnist.train_labels, *mnist.test_labels)]


def as_table(folder: Path, pictures: Pictures, labels: list[int]) -> Path:
    path = folder / "mnist_train.csv"
    rows = zip(labels, pictures.reshape(-1, 784).tolist(), strict=True)
    path.write_text("".join(f"{label},{','.join(map(str, row))}\n" for label, row in rows))
    return path


def as_npz(folder: Path, pictures: Pictures, labels: list[int]) -> Path:
    np.savez(folder / "mnist.npz", pictures=pictures, labels=np.array(labels, np.uint8))
    return folder / "mnist.npz"


def as_black_on_white_with_a_margin(folder: Path, pictures: Pictures, labels: list[int]) -> Path:
    for number, (picture, label) in enumerate(zip(pictures, labels, strict=True)):
        (folder / "png" / str(label)).mkdir(parents=True, exist_ok=True)
        Image.fromarray(255 - np.pad(picture, 9)).save(folder / "png" / str(label) / f"{number}.png")
    return folder / "png"


def counted() -> dict[tuple[str, str], int]:
    found = list(Digit.objects.values_list("state", "state_reason"))
    return {kind: found.count(kind) for kind in found}


KEPT_APART = {
    (DigitState.IMPORTED, ""): 40,
    (DigitState.EXCLUDED, IN_REFERENCE): 20,
    (DigitState.EXCLUDED, IN_TEST): 20,
}


@pytest.mark.parametrize("write", [as_table, as_npz, as_black_on_white_with_a_margin])
def test_digits_that_are_measured_on_are_excluded_in_each_format(
    small_mnist: Path, tmp_path: Path, write: Callable[..., Path]
) -> None:
    assert import_file(write(tmp_path, *all_of(small_mnist))).n_excluded == 40
    assert counted() == KEPT_APART
    assert not Digit.objects.filter(state=DigitState.EXCLUDED, is_training_input=True).exists()


def test_they_are_recognised_once_they_are_turned(small_mnist: Path, tmp_path: Path) -> None:
    pictures, labels = all_of(small_mnist)
    found = open_import(as_table(tmp_path, pictures.transpose(0, 2, 1), labels))
    assert isinstance(found, list)
    import_digits(transposed(found[0]), by="anna", reason="the test")
    assert counted() == KEPT_APART


def test_an_archive_of_an_installation_without_mnist_brings_none_to_train_on(
    small_mnist: Path, tmp_path: Path, settings: Any
) -> None:
    settings.DIGITS_CORPORA = None
    load_datasets.cache_clear()
    import_file(as_table(tmp_path, *all_of(small_mnist)))
    assert counted() == {(DigitState.IMPORTED, ""): 80}
    review.hold(list(Digit.objects.order_by("-id").values_list("id", flat=True)[:20]), by="anna", reason="odd")
    (archive,) = export(tmp_path / "out")
    AuditEntry.objects.all().delete()
    Digit.objects.all().delete()
    settings.DIGITS_CORPORA = small_mnist
    load_datasets.cache_clear()
    call_command("import_digits", archive, merge=True, processes=1)
    assert counted() == KEPT_APART
    assert not Digit.objects.filter(state=DigitState.EXCLUDED, is_training_input=True).exists()


def test_nothing_is_made_ready_nor_imported_where_mnist_cannot_be_read(small_mnist: Path, tmp_path: Path) -> None:
    path = as_table(tmp_path, *all_of(small_mnist))
    (small_mnist / "qmnist" / "qmnist-train-labels.tsv").write_text("7\n")
    load_datasets.cache_clear()
    ready: list[int] = []
    with pytest.raises(RefusedError, match="MNIST cannot be read, and some of its digits must not be trained on: "):
        import_file(path, on_progress=ready.append)
    assert ready == []
    assert not Digit.objects.exists()


def test_an_import_draws_no_pseudo_digits_where_mnist_is_not_installed(
    small_mnist: Path, tmp_path: Path, settings: Any
) -> None:
    """Check it since a web process would keep them in its memory."""
    path = as_table(tmp_path, *all_of(small_mnist))
    settings.DIGITS_CORPORA = None
    load_datasets.cache_clear()
    assert import_file(path).n_added == 80
    assert load_datasets.cache_info().misses == 0
