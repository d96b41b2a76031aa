"""The web server where gunicorn is not, as on Windows: `python -m backend.waitress_server --bind HOST:PORT`.

It listens by itself, since a socket cannot be handed on everywhere. It is one process with several threads.
"""

import argparse
import sys
from typing import Any

from django.apps import apps
from waitress.server import create_server

from backend.prepared import await_prepared
from backend.processes import on_stop_signals
from backend.wsgi import application

N_THREADS = 8  # as gunicorn has; with more, one process answers no faster, since NumPy's work holds the interpreter
MAX_HEADER = 64 * 1024  # bytes; with more, a request takes more memory
MAX_BODY = 64 * 1024 * 1024  # bytes; the program refuses much less, in its own words. Administrators send whole files.
IDLE_S = 20  # seconds after which a silent connection is closed; if larger, silent callers hold connections longer


def main(arguments: list[str] | None = None) -> None:
    """Serve until a stop signal, and finish the requests under way."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--bind", required=True, help="HOST:PORT, an IPv6 address in brackets")
    bind = parser.parse_args(arguments).bind
    await_prepared()
    server = create_server(
        application,
        listen=bind,
        threads=N_THREADS,
        channel_timeout=IDLE_S,
        max_request_header_size=MAX_HEADER,
        max_request_body_size=MAX_BODY,
        ident=None,
        clear_untrusted_proxy_headers=False,  # the settings say how many proxies are believed
    )
    digits: Any = apps.get_app_config("digits")
    digits.start_notices()
    on_stop_signals(lambda *_: sys.exit(0))
    try:
        server.run()
    finally:
        server.close()


if __name__ == "__main__":
    main()
