"""Celery's filesystem transport, made safe: a message appears whole or not at all.

kombu opens a message's final name and then writes, so a reader can take an empty file, and the worker that reads one
exits. Here a message is written under a hidden name and renamed.
"""

import time
import uuid
from pathlib import Path
from typing import Any

from kombu.transport import TRANSPORT_ALIASES, filesystem
from kombu.utils.json import dumps

TRANSPORT_ALIASES["safefs"] = "backend.transport:Transport"


class Channel(filesystem.Channel):
    def _put(self, queue: str, payload: Any, **_: Any) -> None:  # type: ignore[override]  # as kombu does
        name = f"{round(time.monotonic() * 1000)}_{uuid.uuid4()}.{queue}.msg"
        folder = Path(self.data_folder_out)
        draft = folder / f".{name}.part"
        draft.write_text(dumps(payload), encoding="utf-8")  # type: ignore[no-untyped-call]
        draft.replace(folder / name)


class Transport(filesystem.Transport):
    Channel = Channel


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
