"""Training a version again from its receipt, to check that it gives the same bytes."""

from dataclasses import dataclass

from backend.digits import selectors
from backend.digits.models import Kind
from backend.digits.services.learning.training_job import InputsChangedError, job_from_receipt, learn
from nn.serialization import pack


@dataclass(frozen=True)
class Reproduction:
    """The SHA-256 that is stored with the version, and the one of the network trained again."""

    stored: str
    trained_again: str

    @property
    def is_same(self) -> bool:
        return self.stored == self.trained_again


def reproduce(version: int) -> Reproduction:
    """Train a version again and return both digests; nothing is stored.

    Raises InputsChangedError where it was not trained here, or where what it was trained on has changed since.
    """
    found = selectors.versions.version_with_receipt(version)
    if found is None or not found.sha256:
        raise InputsChangedError(f"there is no trained version {version}")
    if found.kind in (Kind.BASE, Kind.IMPORTED) or not found.receipt:
        raise InputsChangedError(f"version {version} was not trained here: it is {found.kind}")
    job = job_from_receipt(version, found.receipt)
    network = job.network.copy()
    for _ in learn(network, job):
        pass
    return Reproduction(stored=found.sha256, trained_again=pack(network).sha256)
