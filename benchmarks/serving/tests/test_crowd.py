"""Tests of the crowd: whoever is sent away comes back, and the connections that are open are counted."""

import asyncio
from unittest.mock import AsyncMock, Mock

import pytest

from benchmarks.serving import crowd

TROUBLES = ("refused", "reset", "closed", "kept")


@pytest.mark.parametrize("kind", ["idle", "slow"])
def test_whoever_is_refused_or_sent_away_comes_back(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crowd, "AGAIN_S", 0)
    assert asyncio.run(open_after_troubles(kind, monkeypatch)) == 1


async def open_after_troubles(kind: str, monkeypatch: pytest.MonkeyPatch) -> int:
    """Refuse a connection, reset the next and close the third; return how many are open when the fourth has come."""
    held, is_kept, troubles = crowd.Held(), asyncio.Event(), iter(TROUBLES)

    async def connect(_: str, __: int) -> tuple[asyncio.StreamReader, Mock]:
        reader, trouble = asyncio.StreamReader(), next(troubles)
        if trouble == "refused":
            raise ConnectionRefusedError
        if trouble == "reset":
            reader.set_exception(ConnectionResetError())
        if trouble == "closed":
            reader.feed_eof()
        if trouble == "kept":
            is_kept.set()
        return reader, Mock(drain=AsyncMock())

    monkeypatch.setattr(asyncio, "open_connection", connect)
    holding = asyncio.create_task(crowd.hold(1, held, kind))
    kept = asyncio.create_task(is_kept.wait())
    await asyncio.wait([holding, kept], return_when=asyncio.FIRST_COMPLETED)  # a task that gave up is done, too
    n_open = held.open_now[kind]
    holding.cancel()
    kept.cancel()
    return n_open


def test_the_median_and_the_fewest_open_connections_are_said() -> None:
    held = crowd.Held()
    for n_idle in (500, 498, 3):
        held.open_now = crowd.Counter(idle=n_idle, slow=200)
        held.look()
    assert str(held) == "498 idle (fewest 3) and 200 slow (fewest 200)"
