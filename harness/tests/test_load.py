"""Tests of the load: connecting is a part of the time, and a refused connection is an answer that did not come."""

import asyncio

import pytest

from harness import load, servers

ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}"
CONNECTING_S = 5.0


async def answered(n: int) -> list[load.Answer]:
    """Return the answers of a server that closes the connection after each."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(ANSWER)
        writer.close()

    async with await asyncio.start_server(answer, "127.0.0.1", 0) as server:
        return await load.send(server.sockets[0].getsockname()[1], [load.Post("/", b"")] * n)


def test_connecting_is_a_part_of_the_time(monkeypatch: pytest.MonkeyPatch) -> None:
    clock_s = [0.0]
    connect = asyncio.open_connection

    async def slowly(host: str, port: int) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        clock_s[0] += CONNECTING_S
        return await connect(host, port)

    monkeypatch.setattr(asyncio, "open_connection", slowly)
    monkeypatch.setattr(load.time, "perf_counter", lambda: clock_s[0])
    assert asyncio.run(answered(2)) == [(200, CONNECTING_S)] * 2


def test_a_refused_connection_is_an_answer_that_did_not_come() -> None:
    answers = asyncio.run(load.send(servers.free_port(), [load.Post("/", b"")] * 2))
    assert [status for status, _ in answers] == [0, 0]
