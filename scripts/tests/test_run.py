"""`make run`: a port that is taken is reported in one line, before anything is set up."""

import socket

import pytest

from scripts.run import require_free_port


def test_a_free_port_is_accepted() -> None:
    require_free_port("127.0.0.1", "0")


def test_a_taken_port_is_told_with_the_way_out() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        with pytest.raises(SystemExit, match=f"^Port {port} is taken. Choose another port: make run PORT=[0-9]+$"):
            require_free_port("127.0.0.1", str(port))


@pytest.mark.parametrize("port", ["eighty", "70000", "-1", ""])
def test_what_is_no_port_is_told(port: str) -> None:
    with pytest.raises(SystemExit, match=f"^PORT={port} is no port number: make run PORT=8001$"):
        require_free_port("127.0.0.1", port)


def test_an_address_of_another_machine_is_told() -> None:
    with pytest.raises(SystemExit, match=r"^Cannot listen on 192\.0\.2\.1 \("):
        require_free_port("192.0.2.1", "0")
