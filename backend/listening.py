"""The address that the program listens on, and the names by which it is asked: IPv4, IPv6, one machine or a network.

Set-up looks at the port before anything is installed, so this module needs the standard library alone.
"""

import errno
import os
import re
import socket
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass

OWN_NAMES = ("127.0.0.1", "localhost", "[::1]")
"""The Hosts that are answered without any setting."""
NAME = re.compile(r"[a-z0-9_-]+(\.[a-z0-9_-]+)*|\[[0-9a-f:.]+\]", re.ASCII)
"""A name as it stands in the header Host. Some systems let a machine have another, by which nobody can ask for it."""
EVERY_ADDRESS = ("0.0.0.0", "::")  # noqa: S104 - recognised, not listened on
BACKLOG = 256  # callers that wait while the web server starts again; a smaller number refuses some of them


class ListenError(Exception):
    """The refusal of an address to be listened on; its text says what to do."""


@dataclass(frozen=True)
class Wanted:
    """The address that HOST and PORT ask for. HOST is a name, an IPv4 address, or an IPv6 address, brackets or not."""

    host: str
    port: int

    @property
    def is_everywhere(self) -> bool:
        return self.host in EVERY_ADDRESS


def wanted(env: Mapping[str, str]) -> Wanted:
    """Return the address that the environment asks for: every one of this machine for a CLASS.

    Raise ListenError where PORT is no port number.
    """
    host = env.get("HOST") or ("0.0.0.0" if env.get("CLASS") else "127.0.0.1")  # noqa: S104 - a class is asked for
    port = env.get("PORT") or "8000"
    if not (port.isdecimal() and port.isascii() and int(port) < 2**16):
        raise ListenError(f"PORT={port} is no port number. One from 1 to 65535 is wanted, such as PORT=8001.")
    return Wanted(host.removeprefix("[").removesuffix("]"), int(port))


def listen(address: Wanted) -> socket.socket:
    """Return a listening socket; raise ListenError with advice that fits the reason."""
    try:
        family = socket.getaddrinfo(address.host, address.port, type=socket.SOCK_STREAM)[0][0]
        both = address.host == "::" and socket.has_dualstack_ipv6()
        place = (address.host, address.port)
        return socket.create_server(place, family=family, backlog=BACKLOG, dualstack_ipv6=both)
    except OSError as error:
        where = url(address.host, address.port)
        raise ListenError(f"Cannot listen on {where} ({error}). {_advice(error, address)}") from error


def _advice(error: OSError, address: Wanted) -> str:
    if error.errno == errno.EADDRINUSE:
        return "Is Ductus running already? PORT chooses another port."
    if error.errno == errno.EACCES and address.port < 1024:
        return "Ports below 1024 are for the system: PORT chooses another port, such as 8000."
    if error.errno == errno.EACCES:  # Windows keeps ranges of ports for its virtual machines
        return f"The system keeps port {address.port} for itself: PORT chooses another port."
    return (
        "HOST must name an address of this machine: 127.0.0.1 for this machine alone, 0.0.0.0 for its network. conda"
        " and some shells set HOST to another name: `HOST=127.0.0.1 make run`, `ductus --host 127.0.0.1` overrule it."
    )


def url(host: str, port: int) -> str:
    """Return the address that a browser is given.

    >>> url("::1", 8000), url("0.0.0.0", 8001)
    ('http://[::1]:8000', 'http://127.0.0.1:8001')
    """
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104
    return f"http://{as_name(host)}:{port}"


def as_name(host: str) -> str:
    """Return an address as it stands in a URL and in the header Host: IPv6 in brackets, without its zone."""
    return f"[{host.partition('%')[0]}]" if ":" in host else host


def names_of(address: Wanted) -> list[str]:
    """Return the Hosts that are answered where DIGITS_ALLOWED_HOSTS names none: this machine's own names and addresses.

    Whoever listens on a network wants to be found there. A page elsewhere cannot make a browser send one of these for
    a server of its own, as it could if every Host were answered.
    """
    names = [*OWN_NAMES]
    if address.is_everywhere:
        names += [socket.gethostname().lower(), f"{socket.gethostname().lower().partition('.')[0]}.local"]
        names += map(as_name, addresses_of_this_machine())
    else:
        names.append(as_name(address.host))
    return [name for name in dict.fromkeys(names) if NAME.fullmatch(name)]


def addresses_of_this_machine() -> list[str]:
    """Return the addresses of this machine in its networks, as far as they can be found. Nothing is sent."""
    found = []
    for family, elsewhere in ((socket.AF_INET, "192.0.2.1"), (socket.AF_INET6, "2001:db8::1")):  # for documents
        try:
            with socket.socket(family, socket.SOCK_DGRAM) as asking:
                asking.connect((elsewhere, 9))  # a datagram socket only looks up which way it would send
                found.append(asking.getsockname()[0])
        except OSError:  # no network of this kind
            continue
    with suppress(OSError):  # a machine that does not know its own name
        found += [str(info[4][0]) for info in socket.getaddrinfo(socket.gethostname(), None)]
    return [address for address in dict.fromkeys(found) if not address.startswith("127.") and address != "::1"]


def allow_own_names(address: Wanted) -> None:
    """Answer this machine's own names, unless DIGITS_ALLOWED_HOSTS says which."""
    if not os.environ.get("DIGITS_ALLOWED_HOSTS"):
        os.environ["DIGITS_ALLOWED_HOSTS"] = ",".join(names_of(address))
