"""`python scripts/try_installed.py`: try the installed command `ductus` on any system, as its user would.

It starts the program on a free port, has a seven read, backs up, restores into a fresh folder, and stops. It needs
nothing of the checkout, and prints how long the first guess took.
"""

import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

SEVEN = {"strokes": [[[0, 0], [60, 0], [25, 90]]]}
PATIENCE_S = 300
"""Seconds after which a program that does not answer has failed. If larger, a failure is told later."""


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="ductus ü #1 ") as folder:
        env = {**os.environ, "DIGITS_DATA_DIR": str(Path(folder, "data"))}
        with socket.create_server(("127.0.0.1", 0)) as listener:
            port = listener.getsockname()[1]
        flags: int = getattr(
            subprocess, "CREATE_NEW_PROCESS_GROUP", 0
        )  # on Windows: Ctrl-Break reaches the program alone
        started = time.monotonic()
        program = subprocess.Popen(ductus("--port", str(port)), env=env, cwd=folder, creationflags=flags)
        try:
            guess = awaited_guess(program, f"http://127.0.0.1:{port}/api/predictions")
            print(f"first guess after {time.monotonic() - started:.1f} s: {guess}")
            backup = str(Path(folder, "it.ductus"))
            subprocess.run(ductus("backup", backup), env=env, cwd=folder, check=True)
            fresh = {**env, "DIGITS_DATA_DIR": str(Path(folder, "fresh"))}
            subprocess.run(ductus("restore", backup), env=fresh, cwd=folder, check=True)
        finally:
            program.send_signal(getattr(signal, "CTRL_BREAK_EVENT", signal.SIGINT))
            program.wait(60)
    if guess != 7:
        sys.exit(f"wanted a 7, got {guess}")


def ductus(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "ductus", *arguments]


def awaited_guess(program: "subprocess.Popen[bytes]", address: str) -> int:
    request = urllib.request.Request(address, json.dumps(SEVEN).encode(), {"Content-Type": "application/json"})  # noqa: S310 - this machine
    without_proxy = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    end = time.monotonic() + PATIENCE_S
    while program.poll() is None and time.monotonic() < end:
        try:
            with without_proxy.open(request) as answer:
                return int(json.load(answer)["digit"])
        except OSError:
            time.sleep(0.1)
    sys.exit("the program does not answer")


if __name__ == "__main__":
    main()
