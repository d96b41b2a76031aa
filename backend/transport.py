"""Celery's filesystem transport, made safe: a message appears whole or not at all.

kombu opens a message's final name and then writes, so a reader can take an empty file, and the worker that reads one
exits. Here a message is written under a hidden name and renamed.
"""

import os
import time
import uuid
from pathlib import Path
from typing import Any

from kombu.transport import TRANSPORT_ALIASES, filesystem
from kombu.utils.encoding import str_to_bytes
from kombu.utils.json import dumps

TRANSPORT_ALIASES["safefs"] = "backend.transport:Transport"


class Channel(filesystem.Channel):  # type: ignore[misc]  # kombu has no types
    def _put(self, queue: str, payload: dict[str, Any], **_: Any) -> None:
        name = f"{round(time.monotonic() * 1000)}_{uuid.uuid4()}.{queue}.msg"
        folder = Path(self.data_folder_out)
        draft = folder / f".{name}.part"
        draft.write_bytes(str_to_bytes(dumps(payload)))
        os.replace(draft, folder / name)


class Transport(filesystem.Transport):  # type: ignore[misc]
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
