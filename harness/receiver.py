"""A receiver of webhooks. It keeps what came, and answers as it is told to."""

import base64
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from standardwebhooks import Webhook

SECRET = "whsec_" + base64.b64encode(b"thirty-two bytes for the tests!!").decode()
KEY = b"thirty-two bytes for the tests!!"


@dataclass
class Receiver:
    url: str
    status: int = 204
    got: list[dict[str, Any]] = field(default_factory=list)  # verified contents with their number, in order of arrival
    n_refused: int = 0


@contextmanager
def receiving() -> Iterator[Receiver]:
    """Listen on a free port. Each request must be signed as the independent library of the standard wants it."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            if receiver.status < 300:
                content = Webhook(SECRET).verify(body, dict(self.headers))
                receiver.got.append(content | {"number": self.headers["webhook-id"]})
            else:
                receiver.n_refused += 1
            self.send_response(receiver.status)
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    receiver = Receiver(f"http://127.0.0.1:{server.server_port}/hook?from=ductus")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield receiver
    finally:
        server.shutdown()
        server.server_close()
