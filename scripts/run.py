"""`make run`: set up what is missing, then serve. A port that is taken is reported before anything is done."""

import errno
import os
import socket
import sys

from scripts.start import become, set_up


def require_free_port(host: str, port: str) -> None:
    """Exit with one line unless `host` and `port` can be listened on."""
    if not (port.isdecimal() and int(port) < 2**16):
        sys.exit(f"PORT={port} is no port number: make run PORT=8001")
    try:
        socket.create_server((host, int(port))).close()
    except OSError as error:
        reason = f"Port {port} is taken" if error.errno == errno.EADDRINUSE else f"Cannot listen on {host} ({error})"
        sys.exit(f"{reason}. Choose another port: make run PORT={int(port) % 65535 + 1}")


if __name__ == "__main__":
    require_free_port(os.environ.get("HOST", "127.0.0.1"), os.environ.get("PORT", "8000"))
    set_up()
    become("manage.py", "serve")
