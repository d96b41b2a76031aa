"""The export of a network as a blob and the JSON that describes it, and the import through the gate.

`docs/read_network.py` reads both files without this program.
"""

import json
from dataclasses import dataclass
from typing import Any

from django.db import DataError, IntegrityError, transaction
from django.utils import timezone

from backend.digits import inference, selectors
from backend.digits.base import base_blob
from backend.digits.errors import RefusedError
from backend.digits.models import Action, Kind, ModelState, Status
from backend.digits.notice import NoticeKind
from backend.digits.services import audit
from backend.digits.services.audit import stated
from backend.digits.services.deployments import deploy
from backend.digits.services.learning.evaluation import Evaluation, evaluate
from backend.digits.services.learning.gate import Verdict, judge
from backend.digits.services.learning.promotion import as_columns
from backend.digits.services.learning.sampling import held_out_digits, judging
from backend.digits.services.locking import lock_writers
from backend.digits.services.notices.telling import tell
from nn.network import Network
from nn.preprocessing import PREPROCESSING_VERSION
from nn.serialization import CorruptNetworkError, PackedNetwork, pack, split, unpack

FORMAT = "ductus-network 1"
MAX_BYTES = 2_000_000  # Of each file; a larger one is refused. A network has about 96,000.


@dataclass(frozen=True)
class ExportedNetwork:
    blob: bytes
    json: bytes


def export_network(version: int, *, by: str) -> ExportedNetwork:
    """Return the two files of a version and record who exported it."""
    state = selectors.versions.version_details(version)
    try:
        network = selectors.versions.load_network(version)
    except CorruptNetworkError as error:
        raise RefusedError(f"The weights of version {version} are damaged: {error}.") from error
    if state is None or network is None:
        raise RefusedError(f"There is no version {version} whose weights are kept for this preprocessing.")
    packed = pack(network)
    audit.record(Action.EXPORT, by=by, version=version, after="network")
    description = json.dumps(describe(state, packed), indent=2, sort_keys=True)
    return ExportedNetwork(blob=packed.blob, json=description.encode())


def import_network(*, blob: bytes, description: bytes, by: str, reason: str) -> ModelState:
    """Store a network that was exported elsewhere as a version, and serve it if it passes the gate."""
    reason = stated(reason, otherwise="Say where the network comes from: it is kept in the history.")
    for name, content in (("blob", blob), ("JSON", description)):
        if len(content) > MAX_BYTES:
            raise RefusedError(
                f"The {name} has more than {MAX_BYTES:,} bytes; a network of this program has far fewer."
            )
    described = _read_description(description)
    packed, network = _read_network(blob, described)
    served = inference.served()
    held_out = held_out_digits()
    evaluation = evaluate(network, before=served.network, held_out=held_out, judges=judging(held_out))
    verdict = judge(evaluation)
    with transaction.atomic():
        lock_writers()
        _check_replaceable(served.deployment)
        try:
            version = _store(packed, described, evaluation, verdict)
        except (DataError, IntegrityError) as error:  # JSON as Python reads it, which has NaN and zero characters
            fault = str(error).splitlines()[0]
            raise RefusedError(f"The description is not JSON that a database stores: {fault}") from error
        audit.record(Action.IMPORT, by=by, version=version.pk, after=f"network, {version.status}", reason=reason)
        title = f"{by} brought in a network as version {version.pk}: {version.status}"
        tell(NoticeKind.IMPORTED, title, text=reason, version=version.pk)
        if verdict.is_accepted:
            deploy(version.pk, by=by, reason=f"Brought in: {reason}. {verdict.why.sentence}")
    return version


def _check_replaceable(deployment: int) -> None:
    newest = selectors.deployments.newest_deployment()
    if newest is None or newest.pk != deployment:
        raise RefusedError("Another version was put into service in this moment. Nothing was stored: try again.")
    if newest.is_pinned:
        raise RefusedError(
            f"Version {newest.model_state_id} is pinned, by {newest.by}. Nothing was stored: unpin it first."
        )


def _store(packed: PackedNetwork, described: dict[str, Any], evaluation: Evaluation, verdict: Verdict) -> ModelState:
    now = timezone.now()
    return ModelState.objects.create(
        kind=Kind.IMPORTED,
        status=Status.PROMOTED if verdict.is_accepted else Status.REJECTED,
        receipt={"elsewhere": described},
        progress=1.0,
        started_at=now,
        finished_at=now,
        **verdict.why.columns,
        **as_columns(packed),
        **evaluation.columns(is_accepted=verdict.is_accepted),
    )


def describe(state: ModelState, packed: PackedNetwork) -> dict[str, Any]:
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


def _read_description(description: bytes) -> dict[str, Any]:
    try:
        described = json.loads(description)
    except (ValueError, RecursionError) as error:
        raise RefusedError(
            "The description is not JSON: send the .json file of an export as it was written."
        ) from error
    if not isinstance(described, dict) or described.get("format") != FORMAT:
        raise RefusedError(f'The description does not say "format": "{FORMAT}": send the JSON of an export.')
    if (version := described.get("preprocessing_version")) != PREPROCESSING_VERSION:
        raise RefusedError(
            f"It was trained on pictures of preprocessing {version}; this program makes {PREPROCESSING_VERSION}."
        )
    return described


def _read_network(blob: bytes, described: dict[str, Any]) -> tuple[PackedNetwork, Network]:
    try:
        packed = split(blob)
        if packed.layout != base_blob().layout:
            raise CorruptNetworkError(f"expected the layout '{base_blob().layout}', got '{packed.layout}'")
        return packed, unpack(packed, sha256=str(described.get("sha256")))
    except CorruptNetworkError as error:
        raise RefusedError(f"The blob is not the network that its JSON describes: {error}.") from error
