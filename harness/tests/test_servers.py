"""`python -m harness.servers`: a command gets private servers, and they are gone when it ends."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from harness import servers

ASK = """
import os, socket, sys
from urllib.parse import urlsplit
for name in ("DATABASE_URL", "REDIS_URL"):
    socket.create_connection((urlsplit(os.environ[name]).hostname, urlsplit(os.environ[name]).port)).close()
    print(urlsplit(os.environ[name]).port)
sys.exit(7)
"""


@pytest.mark.slow
def test_a_command_finds_both_servers_and_leaves_none_behind() -> None:
    if missing := servers.why_missing():
        pytest.skip(missing)
    command = [sys.executable, "-m", "harness.servers", sys.executable, "-c", ASK]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ran.returncode == 7, ran.stderr
    for port in ran.stdout.split():
        assert servers.is_free(int(port))


def test_what_is_missing_is_told_with_what_to_do(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert "apt-get install postgresql redis-server" in str(servers.why_missing())
