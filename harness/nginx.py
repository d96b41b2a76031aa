"""nginx in front of the program, with the configuration that is shipped, docs/proxy.conf."""

import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from backend.processes import Process, running
from harness.program import ROOT
from harness.servers import free_port

CONFIGURATION = """
daemon off; worker_processes 1; pid {0}/pid; error_log {0}/log;
events {{ worker_connections 4096; }}
http {{
    access_log off; client_body_temp_path {0}; proxy_temp_path {0}; fastcgi_temp_path {0}; uwsgi_temp_path {0};
    scgi_temp_path {0};
    {1}
}}
"""


@contextmanager
def nginx(to_port: int, *, changes: Sequence[tuple[str, str]] = ()) -> Iterator[int]:
    """Start nginx in front of a port of this machine; yield its own port once it listens.

    Each of the changes replaces one text of the shipped configuration by another.
    """
    port = free_port()
    shipped = (ROOT / "docs" / "proxy.conf").read_text(encoding="utf-8")
    for old, new in (("web:8000", f"127.0.0.1:{to_port}"), ("listen 8000", f"listen 127.0.0.1:{port}"), *changes):
        if old not in shipped:
            raise ValueError(f"docs/proxy.conf: wanted {old!r} in it, found none")
        shipped = shipped.replace(old, new)
    with tempfile.TemporaryDirectory(prefix="ductus-nginx-") as folder:
        file = Path(folder, "nginx.conf")
        file.write_text(CONFIGURATION.format(folder, shipped), encoding="utf-8")
        command = ["nginx", "-c", str(file), "-e", f"{folder}/log"]
        subprocess.run([*command, "-t", "-q"], check=True)
        with running(Process(command)) as process:
            _await(process, port)
            yield port


def _await(process: Process, port: int) -> None:
    """Wait until nginx listens, or has ended, which is an error."""
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            if not process.is_alive():
                raise RuntimeError(f"nginx ended with {process.wait()} before it listened on port {port}") from None
            time.sleep(0.05)
        else:
            return
