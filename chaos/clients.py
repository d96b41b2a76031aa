"""Clients that add digits, and send a digit that is not acknowledged again with the same key.

Everything that a client sent and saw goes into the history, one JSON line each. At the end `check` compares it with the
database.
"""

import hashlib
import json
import random
import threading
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any
from uuid import UUID

import numpy as np

from harness.load import sample_digits
from nn.preprocessing import find_ink, place

N_DRAWINGS = 500
AGAIN_S = 0.2
TIMEOUT_S = 60
"""A request without an answer is sent again after this time. If smaller, a busy machine never answers a crowd."""


class History:
    """The file of events, in the order in which they happened."""

    def __init__(self, path: Path) -> None:
        self._file, self._lock, self._start = path.open("w"), threading.Lock(), time.monotonic()

    def write(self, **line: Any) -> None:
        with self._lock:
            self._file.write(json.dumps({"t": round(time.monotonic() - self._start, 3), **line}) + "\n")
            self._file.flush()


class Clients:
    """Clients that send digits at a given total rate, and crowds of clients that send at the same moment."""

    def __init__(self, port: int, history: History, rng: random.Random) -> None:
        self.port, self.history, self.rng = port, history, rng
        self.is_over = threading.Event()
        self.give_up = threading.Event()
        digits = sample_digits(N_DRAWINGS, rng.randrange(2**32))
        self.bodies = [json.dumps(digit).encode() for digit in digits]
        self.wanted = [wanted(digit) for digit in digits]

    def run(self, n_clients: int, rate: float) -> list[threading.Thread]:
        threads = [
            threading.Thread(target=self._client, args=(f"c{n}", random.Random(self.rng.random()), n_clients / rate))
            for n in range(n_clients)
        ]
        for thread in threads:
            thread.start()
        return threads

    def crowd(self, n: int = 100) -> None:
        """Send `n` requests at the same moment; a quarter of them send the digit of another one again."""
        start = threading.Barrier(n)
        keys = [self._key(self.rng) for _ in range(n)]
        keys[: n // 4] = keys[n // 4 : n // 2]
        drawings = {key: self.rng.randrange(N_DRAWINGS) for key in sorted(keys)}

        def send_one(number: int) -> None:
            start.wait()
            self.add(f"crowd{number}", keys[number], drawings[keys[number]])

        with ThreadPoolExecutor(n) as pool:
            list(pool.map(send_one, range(n)))

    def add(self, client: str, key: str, drawing: int) -> None:
        """Send the digit until it is acknowledged."""
        while not self.give_up.is_set():
            self.history.write(client=client, op="send", key=key, drawing=drawing, **self.wanted[drawing])
            status, answer = self._post(key, self.bodies[drawing])
            self.history.write(client=client, op="seen", key=key, status=status, id=answer.get("id"))
            if 200 <= status < 300:
                return
            time.sleep(AGAIN_S)

    def _client(self, name: str, rng: random.Random, every_s: float) -> None:
        while not self.is_over.is_set():
            key, drawing = self._key(rng), rng.randrange(N_DRAWINGS)
            twins = (
                [threading.Thread(target=self.add, args=(f"{name}twin", key, drawing))] if rng.random() < 0.3 else []
            )
            for twin in twins:
                twin.start()
            self.add(name, key, drawing)
            for twin in twins:
                twin.join()
            if rng.random() < 0.1:  # a late repetition
                self.add(name, key, drawing)
            self.is_over.wait(rng.uniform(0, 2 * every_s))

    def _key(self, rng: random.Random) -> str:
        return str(UUID(int=rng.getrandbits(128), version=4))

    def _post(self, key: str, body: bytes) -> tuple[int, dict[str, Any]]:
        """Return the status and the answer; status 0 where no answer came: the digit may be stored or not."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=TIMEOUT_S)
        headers = {"Content-Type": "application/json", "Idempotency-Key": key}
        try:
            connection.request("POST", "/api/digits", body, headers)
            response = connection.getresponse()
            return response.status, json.loads(response.read())
        except (OSError, HTTPException, ValueError):
            return 0, {}
        finally:
            connection.close()


def wanted(digit: Mapping[str, Any]) -> dict[str, Any]:
    """Return what must be stored of a digit that is sent: its label, and the SHA-256 of the picture that it gives."""
    picture = place(find_ink(np.array(digit["pixels"], np.uint8).reshape(28, 28)))
    return {"label": digit["label"], "picture": hashlib.sha256(picture.tobytes()).hexdigest()}
