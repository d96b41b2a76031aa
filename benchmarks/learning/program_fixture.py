"""The program's services and tables, started afresh with a given base network.

A digit is added as the API adds it (`add_digit`), and trained on as the worker does it (`train_due` after the tenth).
The database belongs to the benchmark (`database`), which must be set up before the backend is imported.
"""

import json
import tempfile
import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from unittest.mock import patch
from uuid import UUID, uuid4

import numpy as np
from django.conf import settings
from django.core.management import call_command
from django.test import override_settings
from numpy.typing import NDArray

from benchmarks.learning.database import set_up

set_up()

# ruff: noqa: E402
import nn.base
import nn.data.corpora
from backend.digits import inference
from backend.digits.models import Kind, ModelState, Status
from backend.digits.services.digits import add_digit
from backend.digits.services.learning.datasets import NamedDataset, load_datasets
from backend.digits.services.learning.install import install_base
from backend.digits.services.learning.run import train_due
from benchmarks.learning.writers import Written
from nn.data.corpora import PenDigit, read_pendigits
from nn.metrics import Accuracy, accuracy
from nn.network import Network
from nn.serialization import pack

RECEIPT = nn.base.base_receipt()


@dataclass
class FreshProgram:
    """The program, with the seconds that each retrain took so far."""

    mnist_test: NamedDataset
    seconds: list[float] = field(default_factory=list)

    def teach(self, drawing: Written, label: int, by: UUID | None = None) -> int | None:
        """Store a verified drawing, and train if it is a tenth; return the guess of the network that was served."""
        digit = add_digit(drawing=drawing, label=label, contributor=by or uuid4(), idempotency_key=None)
        if digit.n_queued:
            started = time.perf_counter()
            train_due(owner="benchmark", is_stopping=lambda: False)
            self.seconds.append(time.perf_counter() - started)
        return digit.digit.predicted

    @property
    def network(self) -> Network:
        """The network that is served now."""
        return inference.served().network

    def mnist(self) -> Accuracy:
        """Return how well the served network reads MNIST's test digits, which the program itself never reads."""
        return accuracy(self.network.outputs(self.mnist_test.inputs), self.mnist_test.labels)

    def tens(self) -> list[str]:
        """Return the final status of every ten, in order."""
        return list(ModelState.objects.filter(kind=Kind.TEN).order_by("id").values_list("status", flat=True))

    def deepest_fall(self) -> float:
        """Return the deepest fall of a served network below the best so far on the reference digits, as a fraction."""
        details = list(
            ModelState.objects.filter(status=Status.PROMOTED).order_by("id").values_list("test_detail", flat=True)
        )
        references = [detail["reference"] for detail in details if detail]
        best, deepest = 0, 0.0
        for reference in references:
            best = max(best, reference["correct"])
            deepest = max(deepest, (best - reference["correct"]) / reference["count"])
        return deepest


@contextmanager
def fresh_program(base: Network, *, without: Collection[int] = (), has_corpora: bool = True) -> Iterator[FreshProgram]:
    """Empty the tables and install this base network; writers in `without` are not rehearsed.

    Without corpora, pseudo-digits are rehearsed.
    """
    load_datasets.cache_clear()
    mnist_test = load_datasets().mnist_test
    if mnist_test is None:
        raise ValueError("MNIST is measured here: DIGITS_CORPORA must name a folder that has it")
    with shipping(base, without=without, has_corpora=has_corpora):
        call_command("flush", interactive=False, verbosity=0)
        inference._cached = None
        install_base()
        yield FreshProgram(mnist_test)
    inference._cached = None


@contextmanager
def shipping(base: Network, *, without: Collection[int] = (), has_corpora: bool) -> Iterator[None]:
    """Let the program have this base network, and rehearse no writer in `without`; no table is touched."""
    corpora = settings.DIGITS_CORPORA

    def read_others(path: Path) -> list[PenDigit]:
        return [digit for digit in read_pendigits(path) if digit.writer not in without]

    with (
        tempfile.TemporaryDirectory(prefix="ductus-base-") as folder,
        override_settings(DIGITS_CORPORA=corpora if has_corpora else None, DIGITS_BASE_NETWORK=Path(folder)),
        patch.object(nn.data.corpora, "read_pendigits", read_others),
    ):
        load_datasets.cache_clear()
        _ship(base, Path(folder))
        yield
    load_datasets.cache_clear()


@cache
def mnist_to_rehearse() -> NDArray[np.float32]:
    """Return MNIST's training digits as inputs, without those that are held back."""
    return load_datasets().rehearsed.inputs


def _ship(base: Network, folder: Path) -> None:
    """Write the network as a base network, with the shipped receipt in which only the SHA-256 is changed."""
    packed = pack(base)
    (folder / nn.base.NETWORK_FILE.name).write_bytes(packed.blob)
    (folder / nn.base.RECEIPT_FILE.name).write_text(json.dumps(RECEIPT | {"sha256": packed.sha256}), "utf-8")
