"""One person's requests to the running program, and the seconds that they took."""

import time
from collections.abc import Sequence

from benchmarks.serving.drawings import Drawing
from harness.program import Program

POLL_S = 0.01


def predict(program: Program, drawing: Drawing) -> int:
    """Return the number of the version that answered."""
    return int(program.call("POST", "/api/predictions", {"image": drawing.image})["model"])


def predict_s(program: Program, drawing: Drawing) -> float:
    started = time.perf_counter()
    predict(program, drawing)
    return time.perf_counter() - started


def learn_s(program: Program, ten: Sequence[Drawing]) -> float | None:
    """Return the seconds from the tenth digit to the first answer by a new version; None if it is not served."""
    served = predict(program, ten[0])
    for drawing in ten:
        program.call("POST", "/api/digits", {"image": drawing.image, "label": drawing.label})
    started = time.perf_counter()
    while True:
        if predict(program, ten[0]) != served:
            return time.perf_counter() - started
        if newest_status(program) in ("rejected", "failed"):
            return None
        time.sleep(POLL_S)


def newest_status(program: Program) -> str:
    return str(program.call("GET", "/api/models?limit=1")["results"][0]["status"])
