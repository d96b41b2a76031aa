"""Tests of the patient worker: slow senders hold no thread, and what arrives whole is answered as it came."""

import errno
import json
import os
import re
import select
import signal
import socket
import struct
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from selectors import DefaultSelector

import pytest
from gunicorn.config import Config
from gunicorn.workers.gthread import ThreadWorker

from backend import patient_worker, turns
from backend.patient_worker import LARGE_AT_ONCE, LARGE_WAITING, Connection, PatientWorker
from backend.request_head import MAX_BODY, MAX_HEAD, is_whole
from backend.tests.programs import HANG_S, awaited, stop
from harness.memory import children

N_THREADS = 3
SERVER = "-m gunicorn -c python:backend.gunicorn_conf backend.tests.test_patient_worker:echo --bind fd://{}"
HALF = b"POST /half HTTP/1.1\r\nHost: here\r\nContent-Length: 5000\r\nX-A: "
HALF_BODY = b"POST /half HTTP/1.1\r\nHost: here\r\nContent-Length: 5000\r\n\r\nhalf"
NO_MORE = b"Transfer-Encoding: chunked\r\n\r\nffff\r\n\r\n\r\n"
SEEM_WHOLE = [b"POST /read HTTP/1.1\r\nHost: here\r\n" + NO_MORE, b"POST /unread HTTP/1.1\r\nHost: here\r\n" + NO_MORE]
ASKS = b"POST /asked HTTP/1.1\r\nHost: here\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n"
LARGE = f"POST /large HTTP/1.1\r\nHost: here\r\nContent-Length: {MAX_BODY + 1}\r\n\r\n".encode()


def echo(environ, start_response):  # type: ignore[no-untyped-def]
    """Answer with the method, the address and the body, except /unread, whose body is not read."""
    body = b"" if environ["PATH_INFO"] == "/unread" else environ["wsgi.input"].read()
    answer = json.dumps([environ["REQUEST_METHOD"], environ["PATH_INFO"], len(body)]).encode()
    start_response("200 OK", [("Content-Type", "application/json"), ("Content-Length", str(len(answer)))])
    return [answer]


@contextmanager
def serving(*options: str, n_files: int | None = None) -> Iterator[tuple[int, "subprocess.Popen[bytes]"]]:
    """Start one web process with few threads, which alone holds the listening socket; `n_files` may be open in it."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        command = [sys.executable, *SERVER.format(listener.fileno()).split(), "--threads", str(N_THREADS), *options]
        if n_files:
            command = ["sh", "-c", f'ulimit -n {n_files} && exec "$@"', "sh", *command]
        env = {**os.environ, "DIGITS_WEB_PROCESSES": "1"}
        process = subprocess.Popen(command, env=env, pass_fds=[listener.fileno()])
        port = listener.getsockname()[1]
    try:
        yield port, process
    finally:
        process.terminate()
        process.wait(HANG_S)


@pytest.fixture(scope="module")
def served() -> Iterator[tuple[int, "subprocess.Popen[bytes]"]]:
    with serving() as served:
        yield served


@pytest.fixture
def port(served: tuple[int, "subprocess.Popen[bytes]"]) -> int:
    return served[0]


def opened(port: int, *sent: bytes) -> socket.socket:
    connection = socket.create_connection(("127.0.0.1", port), timeout=HANG_S)
    for part in sent:
        connection.sendall(part)
    return connection


def until(connection: socket.socket, is_all: Callable[[bytes], bool]) -> bytes:
    """Return what arrives until it is all that is waited for: the network may bring it in parts."""
    received = b""
    while not is_all(received):
        part = connection.recv(4096)
        assert part, f"the connection was closed after {received!r}"
        received += part
    return received


def answer(connection: socket.socket) -> list[object]:
    """Read one answer and return its body."""
    received = until(connection, lambda received: b"\r\n\r\n" in received)
    head, _, body = received.partition(b"\r\n\r\n")
    length = next(int(line[15:]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:"))
    while len(body) < length:
        body += connection.recv(4096)
    found: list[object] = json.loads(body[:length])
    return found


def is_answered(port: int) -> bool:
    with closing(opened(port, b"GET /well HTTP/1.1\r\nHost: here\r\n\r\n")) as connection:
        return answer(connection) == ["GET", "/well", 0]


@pytest.mark.parametrize("half", [HALF, HALF_BODY, b"", b"G", *SEEM_WHOLE])
def test_more_slow_senders_than_threads_hold_up_nobody(port: int, half: bytes) -> None:
    with ExitStack() as stack:
        for _ in range(3 * N_THREADS):
            stack.enter_context(closing(opened(port, half)))
        assert is_answered(port)


def test_slow_uploads_leave_threads_for_others(port: int) -> None:
    with ExitStack() as stack:
        for _ in range(3 * N_THREADS):
            stack.enter_context(closing(opened(port, LARGE)))
        assert LARGE_AT_ONCE < N_THREADS
        assert is_answered(port)


def test_an_upload_is_read_once_others_have_gone(port: int) -> None:
    waiting = [opened(port, LARGE) for _ in range(LARGE_AT_ONCE)]
    with closing(opened(port, LARGE, bytes(MAX_BODY + 1))) as upload:
        for connection in waiting:
            connection.close()
        assert answer(upload) == ["POST", "/large", MAX_BODY + 1]


def test_an_upload_beyond_those_that_may_wait_is_refused(port: int) -> None:
    with ExitStack() as stack:
        n = LARGE_AT_ONCE + LARGE_WAITING + 1
        uploads = [stack.enter_context(closing(opened(port, LARGE))) for _ in range(n)]
        refused, _, _ = select.select(uploads, [], [], HANG_S)
        assert len(refused) == 1
        assert until(refused[0], lambda received: b"}" in received).startswith(b"HTTP/1.1 503 ")


def test_a_head_that_is_too_long_is_refused_before_its_end(port: int) -> None:
    lines = b"".join(b"X-%d: %s\r\n" % (number, bytes(7000).replace(b"\0", b"x")) for number in range(10))
    with closing(opened(port, b"GET /long HTTP/1.1\r\nHost: here\r\n", lines)) as connection:
        assert until(connection, lambda received: b"}" in received).startswith(b"HTTP/1.1 431 ")


@pytest.mark.parametrize("is_idle_before", [False, True])
def test_a_client_that_is_gone_before_it_is_asked_for_its_body_ends_no_other_connection(
    served: tuple[int, "subprocess.Popen[bytes]"], is_idle_before: bool
) -> None:
    port, process = served
    with closing(opened(port, HALF_BODY)) as other:
        assert is_answered(port)  # so the other is accepted
        (worker,) = children(process.pid)
        early = [opened(port)] if is_idle_before else []
        assert is_answered(port)
        stop(worker)
        gone = early[0] if early else opened(port)
        gone.sendall(ASKS)
        gone.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        gone.close()  # with a reset
        os.kill(worker, signal.SIGCONT)
        other.sendall(bytes(5000 - len(b"half")))
        assert answer(other) == ["POST", "/half", 5000]
    assert children(process.pid) == [worker]


def test_more_connections_than_the_system_lets_a_process_have_files_end_nothing() -> None:
    with serving("--worker-connections", "1000", n_files=64) as (port, process), ExitStack() as stack:
        assert is_answered(port)
        workers = children(process.pid)
        for _ in range(100):
            stack.enter_context(closing(opened(port)))
        assert is_answered(port)
        assert children(process.pid) == workers


@pytest.mark.parametrize(("limit", "n"), [("-S -n 256", 1000), ("-n 300", 150)])
def test_as_many_connections_are_accepted_as_leave_files_for_all_else(limit: str, n: int) -> None:
    code = "import resource; from backend.gunicorn_conf import worker_connections as n; "
    code += "print(n, resource.getrlimit(resource.RLIMIT_NOFILE)[0])"
    command = ["sh", "-c", f'ulimit {limit} && exec "$@"', "sh", sys.executable, "-c", code]
    assert subprocess.check_output(command).split() == [b"%d" % n, b"%d" % (2 * n)]


def test_clients_that_do_not_close_after_their_answer_hold_up_nobody(port: int) -> None:
    with ExitStack() as stack:
        for _ in range(3 * N_THREADS):
            stack.enter_context(closing(opened(port, b"GET /last HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n")))
        assert is_answered(port)


def test_a_request_in_small_parts_is_answered_as_a_whole(port: int) -> None:
    whole = b"POST /parts HTTP/1.1\r\nHost: here\r\nContent-Length: 30\r\n\r\n" + bytes(30)
    with closing(opened(port, *(whole[at : at + 7] for at in range(0, len(whole), 7)))) as connection:
        assert answer(connection) == ["POST", "/parts", 30]


def test_a_body_in_chunks_is_read(port: int) -> None:
    head = b"POST /chunks HTTP/1.1\r\nHost: here\r\nTransfer-Encoding: chunked\r\n\r\n"
    with closing(opened(port, head, b"5\r\nabcde\r\n", b"3\r\nfgh\r\n0\r\n\r\n")) as connection:
        assert answer(connection) == ["POST", "/chunks", 8]


def test_requests_one_behind_the_other_on_one_connection_are_all_answered(port: int) -> None:
    with closing(opened(port)) as connection:
        for number in range(3):
            connection.sendall(f"POST /{number} HTTP/1.1\r\nHost: here\r\nContent-Length: 2\r\n\r\nok".encode())
            assert answer(connection) == ["POST", f"/{number}", 2]


def test_requests_that_arrive_together_are_all_answered(port: int) -> None:
    both = b"".join(f"POST /{n} HTTP/1.1\r\nHost: here\r\nContent-Length: 2\r\n\r\nok".encode() for n in range(2))
    with closing(opened(port, both)) as connection:
        received = until(connection, lambda received: received.count(b"]") == 2)
    assert [json.loads(line) for line in re.findall(rb"\[.*?\]", received)] == [["POST", "/0", 2], ["POST", "/1", 2]]


@pytest.fixture
def worker(monkeypatch: pytest.MonkeyPatch) -> Iterator[PatientWorker]:
    """Return a worker without threads, whose loop the test turns."""
    monkeypatch.setattr(patient_worker, "MAX_COLLECTED", 1000)
    config = Config()
    config.set("keepalive", 20)
    worker = PatientWorker.__new__(PatientWorker)
    worker.cfg, worker.nr_conns, worker.keepalived_conns, worker.pending_conns = config, 0, deque(), deque()
    worker.worker_connections = 1000
    worker.start_empty()
    with closing(DefaultSelector()) as worker.poller:
        yield worker
        for connection in [*worker._reading]:
            worker._drop(connection)


def arrive(worker: PatientWorker, stack: ExitStack, sent: bytes) -> socket.socket:
    """Have the worker accept a connection on which these bytes have been sent; return the client's end."""
    listener = stack.enter_context(socket.create_server(("127.0.0.1", 0)))
    client = stack.enter_context(opened(listener.getsockname()[1], sent))
    worker.accept(listener)
    return client


def test_when_too_much_was_collected_the_oldest_connection_is_closed(worker: PatientWorker) -> None:
    with ExitStack() as stack:
        oldest, *others = [arrive(worker, stack, HALF + bytes(200)) for _ in range(5)]
        assert worker.nr_conns == 3
        assert oldest.recv(1) == b""
        others[-1].setblocking(False)
        with pytest.raises(BlockingIOError):
            others[-1].recv(1)


def test_a_connection_that_was_closed_for_another_is_not_counted_twice_if_it_was_readable_too(
    worker: PatientWorker,
) -> None:
    with ExitStack() as stack:
        clients = [arrive(worker, stack, HALF + bytes(200)) for _ in range(3)]
        conns = [*worker._reading]
        for client in clients:
            client.sendall(bytes(300))
        readable = {key.fileobj: key for key, _ in worker.poller.select(HANG_S)}
        assert len(readable) == 3
        for conn in reversed(conns):  # the newest first, whose bytes are those too many
            key = readable[conn.sock]
            key.data(key.fileobj)
        assert worker.nr_conns == len(worker._reading) == 1


def test_the_oldest_connection_is_closed_where_the_system_has_no_file_left_for_a_new_one(
    worker: PatientWorker, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(_: socket.socket) -> None:
        raise OSError(errno.EMFILE, os.strerror(errno.EMFILE))

    with ExitStack() as stack:
        oldest, _ = [arrive(worker, stack, HALF) for _ in range(2)]
        monkeypatch.setattr(socket.socket, "accept", refused)
        assert not worker.accept(stack.enter_context(socket.create_server(("127.0.0.1", 0))))
        assert worker.nr_conns == 1
        assert oldest.recv(1) == b""


@pytest.mark.parametrize("sent", [*SEEM_WHOLE, b"POST / HTTP/1.1\r\nContent-Length: 99999999999999999999\r\n\r\n"])
def test_a_thread_waits_for_nothing_that_has_not_arrived(
    worker: PatientWorker, monkeypatch: pytest.MonkeyPatch, sent: bytes
) -> None:
    handed_over: list[Connection] = []
    monkeypatch.setattr(ThreadWorker, "enqueue_req", lambda _, conn: handed_over.append(conn))
    with ExitStack() as stack:
        arrive(worker, stack, sent)
        (conn,) = handed_over
        stack.callback(conn.close)
        assert conn.parser.unreader.deadline <= time.monotonic()


def test_half_a_request_is_answered_with_408_at_its_deadline(
    worker: PatientWorker, monkeypatch: pytest.MonkeyPatch
) -> None:
    with ExitStack() as stack:
        client = arrive(worker, stack, HALF)
        now = time.monotonic()
        monkeypatch.setattr(time, "monotonic", lambda: now + patient_worker.READ_S - 1)
        worker.murder_pending()
        assert worker.nr_conns == 1
        monkeypatch.setattr(time, "monotonic", lambda: now + patient_worker.READ_S + 1)
        worker.murder_pending()
        assert client.recv(100).startswith(b"HTTP/1.1 408 ")
        assert worker.nr_conns == 1  # it is still open
        client.close()
        turn(worker)
        assert worker.nr_conns == 0


def test_a_client_is_given_two_seconds_to_read_its_answer_and_no_thread_waits_for_it(
    worker: PatientWorker, monkeypatch: pytest.MonkeyPatch
) -> None:
    with ExitStack() as stack:
        _, conn = lingering(worker, stack)
        now = time.monotonic()
        monkeypatch.setattr(time, "monotonic", lambda: now + 1.9)
        worker.murder_pending()
        assert is_open(conn)
        monkeypatch.setattr(time, "monotonic", lambda: now + 2.1)
        worker.murder_pending()
        assert not is_open(conn)
        assert not worker._lingering


def test_a_connection_ends_as_soon_as_its_client_has_closed_it(worker: PatientWorker) -> None:
    with ExitStack() as stack:
        client, conn = lingering(worker, stack)
        client.sendall(b"more, which nobody reads")
        turn(worker)
        assert is_open(conn)
        client.close()
        turn(worker)
        assert not is_open(conn)
        assert not worker._lingering


def lingering(worker: PatientWorker, stack: ExitStack) -> tuple[socket.socket, Connection]:
    """Return the two ends of a connection on which the server has said that no more comes."""
    client = arrive(worker, stack, HALF)
    (conn,) = worker._reading
    worker._stop_waiting(conn)
    conn.close(graceful=True)
    assert client.recv(1) == b""
    return client, conn


def is_open(conn: Connection) -> bool:
    return bool(conn.sock.fileno() != -1)


def turn(worker: PatientWorker) -> None:
    """Let the loop of the worker see what has happened on its connections, as gunicorn's does."""
    for key, _ in worker.poller.select(HANG_S):
        key.data(key.fileobj)


def test_a_connection_is_not_kept_after_a_large_body_which_nobody_may_have_read(
    worker: PatientWorker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ThreadWorker, "_keepalive_after", lambda *_: True)
    with ExitStack() as stack:
        arrive(worker, stack, HALF)
        (conn,) = worker._reading
        assert worker._keepalive_after(conn, True)
        conn.is_large = True
        assert not worker._keepalive_after(conn, True)


def test_a_client_that_reads_nothing_of_a_long_answer_loses_the_connection(
    worker: PatientWorker, monkeypatch: pytest.MonkeyPatch
) -> None:
    def send(_: ThreadWorker, __: object, conn: Connection) -> bool:
        conn.sock.sendall(bytes(2**26))
        return True

    monkeypatch.setattr(patient_worker, "SEND_S", 0.05)
    monkeypatch.setattr(ThreadWorker, "handle_request", send)
    with ExitStack() as stack:
        arrive(worker, stack, HALF)
        (conn,) = worker._reading
        assert worker.handle_request(None, conn) is False


def test_reading_a_large_body_is_done_in_no_turn_and_all_else_is(
    worker: PatientWorker, monkeypatch: pytest.MonkeyPatch
) -> None:
    found: list[bool] = []
    monkeypatch.setattr(ThreadWorker, "handle_request", lambda *_: found.append(turns._turn.locked()))
    ours, _theirs = socket.socketpair()
    with ours, _theirs:
        conn = Connection(worker, worker.cfg, ours, ("", 0), ("", 0))
        for conn.is_large in (False, True):
            worker.handle_request(None, conn)
    assert found == [True, False]


def test_what_one_process_waits_for_and_collects_is_bounded_as_the_documents_say() -> None:
    assert turns.STUCK_S == 0.05
    assert (patient_worker.READ_S, patient_worker.LARGE_READ_S, patient_worker.SEND_S) == (10, 600, 20)
    assert (patient_worker.MAX_COLLECTED, MAX_HEAD, MAX_BODY) == (64 * 2**20, 64 * 2**10, 256 * 2**10)


def test_a_client_that_waits_to_be_asked_for_its_body_is_asked(port: int) -> None:
    with closing(opened(port, ASKS)) as connection:
        assert until(connection, lambda received: b"\r\n\r\n" in received).startswith(b"HTTP/1.1 100 Continue\r\n")
        connection.sendall(b"yes")
        assert until(connection, lambda received: b"]" in received).endswith(b'["POST", "/asked", 3]')


@pytest.mark.parametrize(
    ("received", "whole"),
    [
        (b"", False),
        (b"GET / HTTP/1.1\r\n", False),
        (b"GET / HTTP/1.1\r\n\r\n", True),
        (b"GET / HTTP/1.1\n\n", True),
        (b"POST / HTTP/1.1\r\nContent-Length: 3\r\n\r\nab", False),
        (b"POST / HTTP/1.1\r\ncontent-length:3\r\n\r\nabc", True),
        (b"POST / HTTP/1.1\r\nContent-Length: 0000000000000000000000003\r\n\r\nab", False),
        (b"POST / HTTP/1.1\r\nContent-Length: three\r\n\r\n", True),
        (b"POST / HTTP/1.1\r\nContent-Length: 9999999\r\n\r\n", True),
        (b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n", False),
        (b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", True),
        (b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n" + bytes(MAX_BODY + 1000), False),
        (b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n" + bytes(MAX_BODY + 70_000), True),
        (b"X" * 100_000, False),
    ],
)
def test_what_is_whole(received: bytes, whole: bool) -> None:
    assert is_whole(bytearray(received)) is whole


def test_connections_that_wait_to_be_accepted_when_the_program_is_asked_to_end_are_answered() -> None:
    with serving("--graceful-timeout", str(HANG_S)) as (port, process), ExitStack() as stack:
        assert is_answered(port)
        (worker,) = children(process.pid)
        stop(worker)
        late = [stack.enter_context(opened(port, b"GET /late HTTP/1.1\r\nHost: here\r\n\r\n")) for _ in range(5)]
        process.terminate()
        awaited(lambda: is_pending(worker, signal.SIGTERM))
        os.kill(worker, signal.SIGCONT)
        assert [answer(each) for each in late] == [["GET", "/late", 0]] * 5
        assert process.wait(HANG_S) == 0


def is_pending(pid: int, number: signal.Signals) -> bool:
    """Say whether a stopped process has been sent a signal."""
    (mask,) = re.findall(r"^ShdPnd:\s*(\w+)$", Path(f"/proc/{pid}/status").read_text(), re.MULTILINE)
    return bool(int(mask, 16) >> (number - 1) & 1)
