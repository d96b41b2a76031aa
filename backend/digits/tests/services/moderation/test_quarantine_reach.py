"""Tests of how far back a contributor's digits are examined after a rejection."""

from uuid import uuid4

import numpy as np

from backend.digits.models import Digit, Kind, ModelState, Status
from backend.digits.services.moderation.quarantine import digits_to_quarantine
from nn.base import base_blob, base_network
from nn.data.pseudo_digits import load_generator
from nn.preprocessing import PREPROCESSING_VERSION, as_inputs


def test_lies_of_weeks_ago_are_held_too_but_not_all_that_somebody_ever_sent(base: None) -> None:
    """Check that of 400 lies the 150th from the end is held and the 350th is not, so that the cost does not grow."""
    picture = np.rint(load_generator().sample(1, np.random.default_rng(0))[0][0] * 255).astype(np.uint8)
    guess = int(base_network().outputs(as_inputs(picture[None])).argmax())
    columns = {"picture": picture.tobytes(), "label": (guess + 1) % 10, "predicted": guess, "predicted_by_id": 1}
    columns |= {"preprocessing": PREPROCESSING_VERSION, "is_training_input": True, "doubt": 0.9, "ink": b""}
    version = ModelState.objects.create(kind=Kind.TEN, status=Status.FAILED, sha256=base_blob().sha256)
    liar = uuid4()
    Digit.objects.bulk_create(
        Digit(**columns, ink_sha256=f"{number:064d}", contributor=liar, model_state=version if number >= 390 else None)
        for number in range(400)
    )
    newest_first = list(Digit.objects.order_by("-id").values_list("id", flat=True))
    held = digits_to_quarantine(version.pk, base_network())
    assert newest_first[149] in held
    assert newest_first[349] not in held
