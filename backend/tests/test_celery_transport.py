"""Tests of the queue on disk: a reader never sees a part of a message, and a kill spoils nothing that others read."""

import threading
from collections.abc import Iterator
from pathlib import Path
from queue import Empty
from typing import Any
from unittest.mock import Mock

import pytest
from celery.worker.consumer import Control
from django.conf import settings
from kombu import Connection
from kombu.transport.virtual import Channel

from backend.celery import app
from backend.celery_transport import queue_folders

QUEUE = "celery"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the queue's folder, on the disk of the temporary files, as the supervisor ensures it."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    return tmp_path / "queue"


@pytest.fixture
def channels(folder: Path) -> Iterator[Any]:
    """Yield a function that opens another end of the queue, as web and workers do."""
    opened = []

    def another() -> Channel:
        connection = Connection("safefs://localhost", transport_options=queue_folders(folder))
        opened.append(connection)
        return connection.channel()

    yield another
    for connection in opened:
        connection.release()


def test_a_message_arrives_as_it_was_sent_and_once(channels: Any) -> None:
    writer, reader = channels(), channels()
    message = {"body": "é – ten digits", "headers": {"task": "digits.train_due"}}
    writer._put(QUEUE, message)
    assert reader._size(QUEUE) == 1
    assert reader._get(QUEUE) == message
    with pytest.raises(Empty):
        reader._get(QUEUE)


def test_messages_of_other_queues_are_left_alone(channels: Any) -> None:
    channel = channels()
    channel._put("other", {"number": 1})
    with pytest.raises(Empty):
        channel._get(QUEUE)
    assert channel._get("other") == {"number": 1}


def test_a_reader_never_sees_half_a_message(channels: Any) -> None:
    """Read without a pause while large messages are written: each comes whole, or is not there yet."""
    writer, reader = channels(), channels()
    messages = [{"number": number, "padding": "x" * 500_000} for number in range(60)]
    writing = threading.Thread(target=lambda: [writer._put(QUEUE, message) for message in messages])
    writing.start()
    received = []
    while writing.is_alive() or reader._size(QUEUE):
        try:
            received.append(reader._get(QUEUE))
        except Empty:
            continue
    writing.join()
    assert sorted(message["number"] for message in received) == list(range(60))
    assert all(message["padding"] == "x" * 500_000 for message in received)


def test_two_readers_never_get_the_same_message(channels: Any) -> None:
    writer = channels()
    for number in range(200):
        writer._put(QUEUE, {"number": number})
    received: list[int] = []

    def drain(reader: Channel) -> None:
        while writer._size(QUEUE):
            try:
                received.append(reader._get(QUEUE)["number"])
            except Empty:
                continue

    readers = [threading.Thread(target=drain, args=[channels()]) for _ in range(2)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    assert sorted(received) == list(range(200))


def test_what_a_killed_writer_left_is_no_message(channels: Any, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    channel = channels()

    def killed(*_: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", killed)
        with pytest.raises(KeyboardInterrupt):
            channel._put(QUEUE, {"number": 1})
    assert len(list((folder / "messages").iterdir())) == 1
    with pytest.raises(Empty):
        channel._get(QUEUE)
    channel._put(QUEUE, {"number": 2})
    assert channel._get(QUEUE) == {"number": 2}


@pytest.mark.parametrize("torn", ["", "[", '[["celery", "'])
def test_a_table_of_queues_that_a_kill_cut_off_is_made_anew(channels: Any, folder: Path, torn: str) -> None:
    """Make the table again: without it no worker would start and no message could be sent, ever again."""
    queue_folders(folder)
    (folder / "control" / f"{QUEUE}.exchange").write_text(torn)
    channel = channels()
    assert channel.get_table(QUEUE) == []
    channel._queue_bind(QUEUE, QUEUE, "", QUEUE)
    assert [tuple(row) for row in channels().get_table(QUEUE)] == [(QUEUE, "", QUEUE)]


def test_a_table_keeps_each_queue_once(channels: Any) -> None:
    channel = channels()
    for queue in ("one", "two", "one"):
        channel._queue_bind("fanout", "", "", queue)
    assert sorted(row[2] for row in channels().get_table("fanout")) == ["one", "two"]


def test_the_folders_are_made_once_and_kept(folder: Path) -> None:
    options = queue_folders(folder)
    (folder / "messages" / "kept").touch()
    assert queue_folders(folder) == options
    assert (folder / "messages" / "kept").exists()
    assert options["data_folder_in"] == options["data_folder_out"]


def test_a_worker_takes_no_remote_commands() -> None:
    """Check that no worker listens to control messages: a forged one could stop it."""
    worker = Mock(app=app, pool=None, hostname="worker", conninfo=Connection(settings.CELERY_BROKER_URL))
    assert worker.conninfo.supports_exchange_type("fanout")
    assert not Control(worker).include_if(worker)
