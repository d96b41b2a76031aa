"""Celery's filesystem transport, made safe: a message appears whole or not at all.

kombu opens a file under the message's final name and then writes to it. A reader can find the file empty, and a worker
that reads an empty message exits (https://github.com/celery/kombu/issues/1551). Here a message is written to a hidden
name and then renamed. The table of an exchange's queues is written in the same way: if a kill cut it off, no worker
could start and no message could be sent from then on.
"""

import time
import uuid
from pathlib import Path
from typing import Any

from kombu.transport import TRANSPORT_ALIASES, filesystem
from kombu.utils.json import dumps

from backend.system import move

LOOK_UP_S = 0.2  # seconds between two looks; if it is larger, a worker takes longer to stop

TRANSPORT_ALIASES["safefs"] = "backend.celery_transport:Transport"


class Channel(filesystem.Channel):
    """A channel of kombu that writes whole files."""

    def _put(self, queue: str, payload: Any, **_: Any) -> None:  # type: ignore[override]  # as kombu does
        name = f"{round(time.monotonic() * 1000)}_{uuid.uuid4()}.{queue}.msg"
        _write_whole(Path(self.data_folder_out) / name, payload)

    def get_table(self, exchange: str) -> list[Any]:
        try:
            return list(super().get_table(exchange))  # type: ignore[no-untyped-call]
        except ValueError:  # cut off by a kill; the next binding writes it anew
            return []

    def _queue_bind(self, exchange: str, routing_key: str, pattern: str, queue: str) -> None:
        table, bound = self.get_table(exchange), filesystem.exchange_queue_t(routing_key or "", pattern or "", queue)
        if bound not in table:
            _write_whole(self._exchange_file(exchange), [bound, *table])  # type: ignore[no-untyped-call]


def _write_whole(path: Path, content: Any) -> None:
    draft = path.with_name(f".{path.name}.{uuid.uuid4()}.part")
    draft.write_text(dumps(content), encoding="utf-8")  # type: ignore[no-untyped-call]
    move(draft, path)


class Transport(filesystem.Transport):
    """A transport of kombu that uses the channel above."""

    Channel = Channel

    def drain_events(self, connection: Any, timeout: float | None = None, **options: Any) -> Any:
        """Wait for a message in short spells, between which the worker notices that it should stop."""
        soon = min(timeout or LOOK_UP_S, LOOK_UP_S)
        return super().drain_events(connection, timeout=soon, **options)  # type: ignore[no-untyped-call]


def queue_folders(folder: Path) -> dict[str, Any]:
    """Make the queue's folders and return the transport options that name them."""
    messages, processed, control = folders = [folder / name for name in ("messages", "processed", "control")]
    for queue in folders:
        queue.mkdir(parents=True, exist_ok=True)
    return {
        "data_folder_in": str(messages),  # one folder for both ways: this machine sends and receives
        "data_folder_out": str(messages),
        "processed_folder": str(processed),
        "control_folder": str(control),
        "store_processed": False,
    }
