"""Networks out and in: a blob and the JSON that describes it; back in only through the gate.

`docs/read_network.py` reads the two without this program.
"""

import json
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from backend.digits import inference, selectors
from backend.digits.errors import RefusedError
from backend.digits.models import Action, Kind, ModelState, Status
from backend.digits.services import audit
from backend.digits.services.learning import evaluation as measurement
from backend.digits.services.learning.datasets import load_datasets
from backend.digits.services.learning.evaluation import Floor, floor_of
from backend.digits.services.learning.promotion import as_columns, deploy, judge
from backend.digits.services.locking import lock_writers
from nn.base import base_blob
from nn.network import Network
from nn.preprocessing import PREPROCESSING_VERSION
from nn.serialization import CorruptNetworkError, PackedNetwork, split, unpack

FORMAT = "ductus-network 1"
MAX_BYTES = 2_000_000  # of either file
N_HELD_OUT = 1000


@dataclass(frozen=True)
class ExportedNetwork:
    blob: bytes
    json: bytes


def export_network(version: int, *, by: str) -> ExportedNetwork:
    """Return the two files of a version, and note who took it."""
    state = selectors.admin.version_for_its_page(version)
    stored = selectors.training.packed_network(version, preprocessing=PREPROCESSING_VERSION)
    if state is None or stored is None:
        raise RefusedError(f"There is no version {version} whose weights are kept for this preprocessing.")
    packed = PackedNetwork(*stored[:3])
    audit.record(Action.EXPORT, by=by, version=version, after="network")
    return ExportedNetwork(
        blob=packed.blob, json=json.dumps(_described(state, packed), indent=2, sort_keys=True).encode()
    )


def import_network(*, blob: bytes, description: bytes, by: str, reason: str) -> ModelState:
    """Store a network that came from elsewhere as a version of its own, and serve it if the gate lets it through."""
    if not reason.strip():
        raise RefusedError("Say where the network comes from: it is kept in the history.")
    described = _checked(description)
    packed, network = _checked_network(blob, described)
    served = inference.served()
    datasets = load_datasets()
    people = selectors.training.held_out_digits(preprocessing=PREPROCESSING_VERSION, n_newest=N_HELD_OUT)
    tested = measurement.test_readings(network, datasets, people)
    best = selectors.training.best_on(datasets.reference_sha256)
    floor = Floor(*best) if best else floor_of(measurement.read(served.network, datasets.reference))
    verdict = judge(
        network=network,
        reference=tested.reference,
        floor=floor,
        people=tested.people,
        people_before=measurement.read(served.network, people),
    )
    raised = floor.raised_by(tested.reference) if verdict.is_accepted else floor
    now = timezone.now()
    with transaction.atomic():
        lock_writers()
        newest = selectors.training.newest_deployment()
        if newest is None or newest.pk != served.deployment or newest.is_pinned:
            raise RefusedError("What is served is pinned, or has changed in this moment: unpin it, or try again.")
        version = ModelState.objects.create(
            kind=Kind.IMPORTED,
            status=Status.PROMOTED if verdict.is_accepted else Status.REJECTED,
            reason=verdict.reason,
            test_accuracy=measurement.fraction(tested.all_at_hand.accuracy),
            test_detail=measurement.as_test_detail(tested, datasets, floor=raised),
            reference_sha256=datasets.reference_sha256,
            receipt={"elsewhere": described},
            progress=1.0,
            started_at=now,
            finished_at=now,
            **as_columns(packed),
        )
        audit.record(
            Action.IMPORT, by=by, version=version.pk, after=f"network, {version.status}", reason=reason.strip()
        )
        if verdict.is_accepted:
            deploy(version.pk, by=by, reason=f"Brought in: {reason.strip()}. {verdict.reason}")
    return version


def _described(state: ModelState, packed: PackedNetwork) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "layout": packed.layout,
        "sha256": packed.sha256,
        "preprocessing_version": state.preprocessing,
        "input": "784 numbers from 0 (ground) to 1 (ink): a picture of 28 by 28, row by row",
        "output": "ten numbers from 0 to 1: how strongly it looks like each digit",
        "version": state.pk,
        "kind": state.kind,
        "trained_at": state.finished_at.isoformat() if state.finished_at else None,
        "train_accuracy": state.train_accuracy,
        "test_accuracy": state.test_accuracy,
        "test_detail": state.test_detail,
        "receipt": state.receipt,
    }


def _checked(description: bytes) -> dict[str, Any]:
    try:
        described = json.loads(description)
    except (ValueError, RecursionError) as error:
        raise RefusedError(f"The description is not JSON: {error}") from error
    if not isinstance(described, dict) or described.get("format") != FORMAT:
        raise RefusedError(f'The description does not say "format": "{FORMAT}": send the JSON of an export.')
    if (version := described.get("preprocessing_version")) != PREPROCESSING_VERSION:
        raise RefusedError(
            f"It was trained on pictures of preprocessing {version}; this program makes {PREPROCESSING_VERSION}."
        )
    return described


def _checked_network(blob: bytes, described: dict[str, Any]) -> tuple[PackedNetwork, Network]:
    try:
        packed = split(blob)
        if packed.layout != base_blob().layout:
            raise CorruptNetworkError(f"expected the layout '{base_blob().layout}', got '{packed.layout}'")
        return packed, unpack(packed, sha256=str(described.get("sha256")))
    except CorruptNetworkError as error:
        raise RefusedError(f"The blob is not the network that its JSON describes: {error}.") from error
