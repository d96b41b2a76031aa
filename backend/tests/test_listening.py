"""Tests of the address that is listened on, and of the names that are answered."""

import errno
import socket

import pytest

from backend import listening
from backend.listening import ListenError, Wanted, listen, names_of, url, wanted
from backend.names import hosts


@pytest.mark.parametrize("port", ["eighty", "70000", "-1", "٣", "8000 "])
def test_what_is_no_port_is_told(port: str) -> None:
    with pytest.raises(ListenError, match=f"^PORT={port} is no port number"):
        wanted({"PORT": port})


def test_nothing_set_means_this_machine_and_port_8000() -> None:
    assert wanted({}) == wanted({"HOST": "", "PORT": ""}) == Wanted("127.0.0.1", 8000)


def test_a_class_is_listened_for_in_the_network_unless_an_address_is_named() -> None:
    assert wanted({"CLASS": "1"}) == Wanted("0.0.0.0", 8000)
    assert wanted({"CLASS": "1", "HOST": "192.168.1.20"}) == Wanted("192.168.1.20", 8000)


@pytest.mark.parametrize("host", ["::1", "[::1]"])
def test_an_ipv6_address_is_listened_on_with_and_without_brackets(host: str) -> None:
    address = wanted({"HOST": host, "PORT": "0"})
    with listen(address) as listener:
        port = listener.getsockname()[1]
        assert url(address.host, port) == f"http://[::1]:{port}"
        with socket.create_connection(("::1", port), timeout=60):
            pass


def test_every_ipv6_address_is_reached_by_ipv4_too() -> None:
    with (
        listen(Wanted("::", 0)) as listener,
        socket.create_connection(("127.0.0.1", listener.getsockname()[1]), timeout=60),
    ):
        pass


def test_a_taken_port_is_told_with_another_port_as_the_way_out() -> None:
    with listen(Wanted("127.0.0.1", 0)) as taken, pytest.raises(ListenError, match="PORT chooses another"):
        listen(Wanted("127.0.0.1", taken.getsockname()[1]))


@pytest.mark.parametrize("host", ["192.0.2.1", "no.such.name.invalid", "a b", "1.2.3.4.5", "2001:db8::7"])
def test_an_address_of_another_machine_is_told_without_advice_about_ports(host: str) -> None:
    with pytest.raises(ListenError, match="HOST must name an address of this machine") as refused:
        listen(Wanted(host, 0))
    assert "PORT" not in str(refused.value)


@pytest.mark.parametrize(
    ("port", "told"), [(80, "Ports below 1024 are for the system"), (8000, "The system keeps port 8000 for itself")]
)
def test_a_port_that_the_system_keeps_is_told_with_the_reason(
    monkeypatch: pytest.MonkeyPatch, port: int, told: str
) -> None:
    """Check it for Windows too, which keeps ranges above 1024 for its virtual machines."""

    def refused(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(listening.socket, "create_server", refused)
    with pytest.raises(ListenError, match=f"{told}.*PORT chooses another port"):
        listen(Wanted("127.0.0.1", port))


def test_a_host_that_conda_has_set_is_told_with_the_way_round_it() -> None:
    with pytest.raises(ListenError, match=r"conda and some shells .*HOST=127\.0\.0\.1 make run"):
        listen(wanted({"HOST": "x86_64-conda-linux-gnu.invalid", "PORT": "0"}))


def test_on_a_network_the_machine_answers_to_its_own_names_and_addresses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listening.socket, "gethostname", lambda: "Room12.school.example")
    monkeypatch.setattr(listening, "addresses_of_this_machine", lambda: ["192.168.1.20", "fd00::7"])
    names = ["room12.school.example", "room12.local", "192.168.1.20", "[fd00::7]"]
    assert names_of(Wanted("0.0.0.0", 8000)) == [*listening.OWN_NAMES, *names]


@pytest.mark.parametrize("name", ["Jürgens MacBook", "room 12", "a/b", "-", ""])
def test_a_machine_whose_name_is_no_host_is_answered_by_its_addresses(
    monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(listening.socket, "gethostname", lambda: name)
    monkeypatch.setattr(listening, "addresses_of_this_machine", lambda: ["192.168.1.20"])
    answered = names_of(Wanted("0.0.0.0", 8000))
    assert {*listening.OWN_NAMES, "192.168.1.20"} <= set(answered)
    assert hosts("DIGITS_ALLOWED_HOSTS", ",".join(answered)) == answered


def test_an_address_that_is_named_is_answered() -> None:
    assert names_of(Wanted("192.168.1.20", 8000)) == [*listening.OWN_NAMES, "192.168.1.20"]
    assert names_of(Wanted("127.0.0.1", 8000)) == [*listening.OWN_NAMES]


def test_the_administrators_choice_of_names_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DIGITS_ALLOWED_HOSTS", "digits.example.org")
    listening.allow_own_names(Wanted("0.0.0.0", 8000))
    assert listening.os.environ["DIGITS_ALLOWED_HOSTS"] == "digits.example.org"


def test_the_addresses_of_this_machine_can_be_listened_on() -> None:
    for address in listening.addresses_of_this_machine():
        with listen(Wanted(address.partition("%")[0], 0)):
            pass
