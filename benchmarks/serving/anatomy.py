"""`python -m benchmarks.serving.anatomy`: measure the parts of a prediction, inside the program and without a socket.

Each part is timed by itself on the same drawings. The rest of the whole is the framework: Django, its middleware and
Django REST framework.
"""

import json
import os
import statistics
import tempfile
import time
from collections.abc import Callable
from typing import Any

N = 300


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="ductus-anatomy-") as folder:
        os.environ |= {"DIGITS_DATA_DIR": folder, "DIGITS_PAGE_DIR": folder, "DIGITS_THROTTLE_PREDICTIONS": "off"}
        os.environ["DJANGO_SETTINGS_MODULE"] = "backend.settings"
        import django  # noqa: PLC0415 - it reads the environment

        django.setup()
        print_parts()


def print_parts() -> None:
    from django.core.management import call_command  # noqa: PLC0415 - Django is set up by now
    from django.test import Client  # noqa: PLC0415

    from backend.digits import inference  # noqa: PLC0415
    from backend.digits.api.fields import Base64PNG  # noqa: PLC0415
    from backend.digits.api.parsers import read_object  # noqa: PLC0415
    from benchmarks.serving.drawings import drawings as given_drawings  # noqa: PLC0415

    call_command("prepare", verbosity=0)
    given = given_drawings(100).drawings
    bodies = [json.dumps({"image": drawing.image}).encode() for drawing in given]
    from_base64 = Base64PNG().run_validation
    opened = [from_base64(drawing.image) for drawing in given]
    pictures = [inference.preprocess(drawing).picture for drawing in opened]
    client = Client()
    client.get("/livez", headers={"Host": "127.0.0.1"})

    def whole(at: int) -> Any:
        return client.post("/api/predictions", bodies[at], "application/json", headers={"Host": "127.0.0.1"})

    assert whole(0).status_code == 200
    parts = {
        "door (JSON, base64, PNG)": median_ms(lambda at: from_base64(read_object(bodies[at])["image"])),
        "preprocessing": median_ms(lambda at: inference.preprocess(opened[at])),
        "network, and one query for what is served": median_ms(lambda at: inference.predict(pictures[at])),
    }
    total = median_ms(whole)
    parts["framework"] = total - sum(parts.values())
    print(f"where the {total:.2f} ms of a prediction go, CPU, medians of {N}, one thread, no socket")
    for name, part in parts.items():
        print(f"    {name}: {part:.2f} ms, {part / total:.0%}")


def median_ms(do: Callable[[int], Any]) -> float:
    times = []
    for n in range(N):
        started = time.process_time()
        do(n % 100)
        times.append(time.process_time() - started)
    return 1000 * statistics.median(times)


if __name__ == "__main__":
    main()
