"""`make run`: set up what is missing, then serve. A taken port is told before anything is done."""

import errno
import os
import socket
import sys

from scripts.start import become, set_up


def require_free_port(host: str, port: str) -> None:
    """Exit with one line unless `host` and `port` can be listened on."""
    try:
        socket.create_server((host, int(port))).close()
    except (OSError, OverflowError, ValueError) as error:
        taken = isinstance(error, OSError) and error.errno == errno.EADDRINUSE
        reason = f"Port {port} is taken" if taken else f"Cannot listen on {host}:{port} ({error})"
        sys.exit(f"{reason}. Choose another port: make run PORT=8001")


if __name__ == "__main__":
    require_free_port(os.environ.get("HOST", "127.0.0.1"), os.environ.get("PORT", "8000"))
    set_up()
    become("manage.py", "serve")
