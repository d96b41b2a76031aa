"""Celery's filesystem transport, made safe: a message appears whole or not at all.

kombu opens a message's final name and then writes, so a reader can take an empty file, and the worker that reads one
exits. Here a message is written under a hidden name and renamed. So are the tables that say which queue hangs on which
exchange: one that a kill had cut off would stop every worker and every doorbell from then on.
"""

import time
import uuid
from pathlib import Path
from typing import Any

from kombu.transport import TRANSPORT_ALIASES, filesystem
from kombu.utils.json import dumps

LOOK_UP_S = 0.2

TRANSPORT_ALIASES["safefs"] = "backend.celery_transport:Transport"


class Channel(filesystem.Channel):
    def _put(self, queue: str, payload: Any, **_: Any) -> None:  # type: ignore[override]  # as kombu does
        name = f"{round(time.monotonic() * 1000)}_{uuid.uuid4()}.{queue}.msg"
        _write_whole(Path(self.data_folder_out) / name, payload)

    def get_table(self, exchange: str) -> list[Any]:
        try:
            return list(super().get_table(exchange))  # type: ignore[no-untyped-call]
        except ValueError:  # cut off by a kill: whoever binds next writes it anew
            return []

    def _queue_bind(self, exchange: str, routing_key: str, pattern: str, queue: str) -> None:
        table, bound = self.get_table(exchange), filesystem.exchange_queue_t(routing_key or "", pattern or "", queue)
        if bound not in table:
            _write_whole(self._exchange_file(exchange), [bound, *table])  # type: ignore[no-untyped-call]


def _write_whole(path: Path, content: Any) -> None:
    draft = path.with_name(f".{path.name}.{uuid.uuid4()}.part")
    draft.write_text(dumps(content), encoding="utf-8")  # type: ignore[no-untyped-call]
    draft.replace(path)


class Transport(filesystem.Transport):
    Channel = Channel

    def drain_events(self, connection: Any, timeout: float | None = None, **options: Any) -> Any:
        """Wait for a message as ever, but look up often: between two waits the worker sees that it is to stop."""
        soon = min(timeout or LOOK_UP_S, LOOK_UP_S)
        return super().drain_events(connection, timeout=soon, **options)  # type: ignore[no-untyped-call]


def queue_folders(folder: Path) -> dict[str, Any]:
    """Make the queue's folders and return the transport options that name them. One folder is both in and out."""
    messages, processed, control = (folder / name for name in ("messages", "processed", "control"))
    for each in (messages, processed, control):
        each.mkdir(parents=True, exist_ok=True)
    return {
        "data_folder_in": str(messages),
        "data_folder_out": str(messages),
        "processed_folder": str(processed),
        "control_folder": str(control),
        "store_processed": False,
    }
