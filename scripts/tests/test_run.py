"""`make run`: a port that is taken is reported in one line."""

import socket

import pytest

from scripts.run import require_free_port


def test_a_free_port_is_accepted() -> None:
    require_free_port({"PORT": "0"})


def test_a_taken_port_is_told_with_the_way_out() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        with pytest.raises(SystemExit, match=f"^Cannot listen on http://127.0.0.1:{port} .*PORT chooses another port"):
            require_free_port({"PORT": str(port)})
