"""A web process that gives a thread only to requests that have arrived whole, so that slow senders hold none.

gunicorn's threaded worker hands each new connection to a thread, which then waits for the rest of the request: as many
half-sent requests as there are threads stop the program. Here the loop of the process collects what arrives, as a
buffering proxy does, for at most READ_S seconds; then it answers 408. A thread does not wait for what has not arrived:
a request that only looked whole ends there. No thread waits for the end of a connection either: the loop lets it linger
until its client has read the answer, for which gunicorn would wait up to two seconds. A client that reads nothing of a
long answer holds a thread for SEND_S seconds at most.

A process that is asked to end answers what has arrived, the connections that wait to be accepted too.

Uploads larger than DIGITS_MAX_BODY are not collected. At most LARGE_AT_ONCE threads read such bodies; LARGE_WAITING
more wait for one of these, and others are answered 503.
"""

import select
import socket
import time
from collections import deque
from contextlib import nullcontext, suppress
from functools import partial
from selectors import EVENT_READ
from typing import Any

from gunicorn import util
from gunicorn.http.errors import NoMoreData
from gunicorn.http.unreader import SocketUnreader
from gunicorn.workers.gthread import TConn, ThreadWorker

from backend import turns
from backend.request_head import CHUNK, MAX_HEAD, is_large, is_whole, wants_to_be_asked

MAX_COLLECTED = 64 * 2**20  # bytes of all connections; beyond it the oldest is closed. If larger, memory may grow more
READ_S = 10.0  # for a whole request: if longer, more slow connections are open at once
LARGE_READ_S = 600.0  # for a body that a thread reads; if shorter, an archive cannot be uploaded over a slow line
LARGE_AT_ONCE = 2  # of eight threads: if more, slow uploads leave fewer for others
LARGE_WAITING = 16  # if more, uploads that wait may be all the connections that there can be
SEND_S = 20.0  # for a piece of an answer: if longer, clients that read nothing hold threads for longer
LINGER_S = 2.0  # for a client to read the answer and close; if shorter, an answer over a slow line may be cut off


class _BoundedUnreader(SocketUnreader):  # type: ignore[misc]  # gunicorn has no types
    """A source of bytes that a thread waits for until a deadline. Then it is as if the client had gone."""

    deadline = 0.0

    def chunk(self, size_hint: int | None = None) -> bytes:
        self.sock.settimeout(max(0.001, self.deadline - time.monotonic()))
        try:
            data: bytes = super().chunk(size_hint)
        except TimeoutError as error:
            raise NoMoreData from error
        self.sock.settimeout(SEND_S)
        return data


class Connection(TConn):  # type: ignore[misc]
    """A connection with what has arrived of its next request."""

    def __init__(self, worker: "PatientWorker", *of_tconn: Any) -> None:
        super().__init__(*of_tconn)
        self.worker = worker
        self.received = bytearray()
        self.deadline = 0.0
        self.is_waiting = False  # in the poller
        self.is_large = False
        self.has_continued = False

    def is_closed(self) -> bool:
        return bool(self.sock.fileno() == -1)

    def close(self, graceful: bool = False) -> None:
        if graceful:
            self.worker.linger(self)
        else:
            util.close(self.sock)


class PatientWorker(ThreadWorker):  # type: ignore[misc]
    """gunicorn's threaded worker with another way to receive requests and to close connections."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.start_empty()

    def start_empty(self) -> None:
        """Begin without connections."""
        self._reading: dict[Connection, None] = {}  # those that have not sent a whole request, the oldest first
        self._lingering: dict[Connection, float] = {}
        self._large: deque[Connection] = deque()
        self._n_large = 0
        self._n_collected = 0

    def accept(self, listener: socket.socket) -> bool:
        """Accept a connection, and say whether another one can be."""
        try:
            client, address = listener.accept()
        except (BlockingIOError, ConnectionAbortedError):
            return True
        except OSError:  # the system has no file or no memory left for it
            if self._reading:
                self._drop(next(iter(self._reading)))
            return False
        self.nr_conns += 1
        conn = Connection(self, self.cfg, client, address, listener.getsockname())
        conn.deadline = time.monotonic() + float(self.cfg.keepalive)
        self._receive(conn)
        return True

    def set_accept_enabled(self, enabled: bool) -> None:
        super().set_accept_enabled(enabled)
        if not enabled and not self.alive:
            self._take_the_last()

    def _take_the_last(self) -> None:
        """Take the connections that wait to be accepted, and then let no more come.

        gunicorn would leave them waiting until the process ends, and then they would be reset without an answer.
        """
        for listener in self.sockets:
            waiting = select.poll()
            waiting.register(listener, select.POLLIN)
            while waiting.poll(0) and self.nr_conns < self.worker_connections and self.accept(listener):
                pass
            listener.close()

    def enqueue_req(self, conn: Connection) -> None:
        """Collect the next request of a connection that was kept alive; a part may have come with the one before."""
        conn.received += conn.parser.unreader.take_buffered()
        conn.deadline = time.monotonic() + READ_S
        self._receive(conn)

    def _receive(self, conn: Connection, _: Any = None) -> None:
        if conn.is_closed():  # for another connection, after this one was found readable
            return
        n_before = len(conn.received)
        try:
            conn.sock.setblocking(False)
            data = conn.sock.recv(CHUNK)
        except BlockingIOError:
            pass
        except OSError:
            self._drop(conn)
            return
        else:
            if not data:
                self._drop(conn)
                return
            if not conn.received:
                conn.deadline = time.monotonic() + READ_S
            conn.received += data
        if conn.is_waiting:
            self._n_collected += len(conn.received) - n_before
        if is_whole(conn.received):
            self._hand_over(conn)
        elif len(conn.received) > MAX_HEAD and b"\r\n\r\n" not in conn.received:
            self._refuse(conn, 431, "Request Header Fields Too Large")
        else:
            self._wait(conn)

    def _wait(self, conn: Connection) -> None:
        if not conn.has_continued and wants_to_be_asked(conn.received):
            conn.has_continued = True
            try:
                util.write_nonblock(conn.sock, b"HTTP/1.1 100 Continue\r\n\r\n")
            except OSError:  # it has gone, or reads nothing
                self._drop(conn)
                return
        if not conn.is_waiting:
            conn.is_waiting = True
            self._reading[conn] = None
            self._n_collected += len(conn.received)
            self.poller.register(conn.sock, EVENT_READ, partial(self._receive, conn))
        while self._n_collected > MAX_COLLECTED:
            self._drop(next(iter(self._reading)))

    def _stop_waiting(self, conn: Connection) -> None:
        if conn.is_waiting:
            conn.is_waiting = False
            del self._reading[conn]
            self._n_collected -= len(conn.received)
            self.poller.unregister(conn.sock)

    def _drop(self, conn: Connection) -> None:
        self._stop_waiting(conn)
        self.nr_conns -= 1
        conn.close()

    def _refuse(self, conn: Connection, status: int, reason: str) -> None:
        """Answer with an error, and let the client read it: it may still be sending."""
        self._stop_waiting(conn)
        with suppress(OSError):
            util.write_error(conn.sock, status, reason, "")
        self.nr_conns -= 1
        conn.close(graceful=True)

    def _hand_over(self, conn: Connection) -> None:
        """Give a request to a thread; one with a large body when fewer than LARGE_AT_ONCE are read."""
        self._stop_waiting(conn)
        conn.is_large = is_large(conn.received)
        if conn.is_large and self._n_large >= LARGE_AT_ONCE:
            if len(self._large) < LARGE_WAITING:
                self._large.append(conn)
            else:
                self._refuse(conn, 503, "Service Unavailable")
            return
        self._n_large += conn.is_large
        if not conn.initialized:
            conn.init()
            conn.parser.unreader = _BoundedUnreader(conn.sock)
        conn.parser.unreader.deadline = time.monotonic() + LARGE_READ_S if conn.is_large else 0.0
        conn.parser.unreader.unread(bytes(conn.received))
        conn.received.clear()
        conn.has_continued, conn.data_ready = False, True
        super().enqueue_req(conn)

    def handle_request(self, req: Any, conn: Connection) -> bool:
        """Answer a request; a client that reads nothing of the answer for SEND_S loses the connection."""
        conn.sock.settimeout(SEND_S)
        try:
            with nullcontext() if conn.is_large else turns.taken():  # reading a large body is waiting for the client
                return bool(super().handle_request(req, conn))
        except TimeoutError:
            return False

    def finish_request(self, conn: Connection, future: Any) -> None:
        if conn.is_large:
            conn.is_large = False
            self._n_large -= 1
            if self._large:
                self._hand_over(self._large.popleft())
        super().finish_request(conn, future)

    def _keepalive_after(self, conn: Connection, keepalive: bool) -> bool:
        """Keep no connection after a large body: reading what is left of it would hold the thread."""
        return bool(not conn.is_large and super()._keepalive_after(conn, keepalive))

    def linger(self, conn: Connection) -> None:
        """Say that no more is sent, and close once the client has, or after LINGER_S."""
        try:
            conn.sock.shutdown(socket.SHUT_WR)
            conn.sock.setblocking(False)
            self.poller.register(conn.sock, EVENT_READ, partial(self._drain, conn))
        except (OSError, ValueError, KeyError):
            util.close(conn.sock)
            return
        self.nr_conns += 1
        self._lingering[conn] = time.monotonic() + LINGER_S

    def _drain(self, conn: Connection, _: Any = None) -> None:
        try:
            if conn.sock.recv(CHUNK):
                return
        except BlockingIOError:
            return
        except OSError:
            pass
        self._end(conn)

    def _end(self, conn: Connection) -> None:
        del self._lingering[conn]
        self.nr_conns -= 1
        self.poller.unregister(conn.sock)
        util.close(conn.sock)

    def murder_pending(self) -> None:
        """End what has taken too long. The loop of the worker calls this at least once a second."""
        super().murder_pending()
        now = time.monotonic()
        for conn in [conn for conn in self._reading if conn.deadline <= now]:
            if conn.received:
                self._refuse(conn, 408, "Request Timeout")
            else:
                self._drop(conn)
        for conn in [conn for conn, deadline in self._lingering.items() if deadline <= now]:
            self._end(conn)
