"""The address of the page for other machines, as text and as a QR code."""

import io
import re
from collections.abc import Sequence
from urllib.parse import urlsplit

import segno
from django.conf import settings
from django.http import HttpRequest

OF_THIS_MACHINE = ("127.0.0.1", "localhost", "::1")
IN_A_NETWORK = re.compile(r"(?!127\.)[0-9]+(\.[0-9]+){3}", re.ASCII)
"""An IPv4 address by which other machines ask."""
QUIET_ZONE = 4
"""Light modules around the code: with fewer than four, scanners miss it (ISO/IEC 18004)."""


def address_in_network(names: Sequence[str]) -> str | None:
    """Return the first of these Hosts that other machines can ask for by number; None where there is none."""
    return next((name for name in names if IN_A_NETWORK.fullmatch(name)), None)


def page_address(request: HttpRequest) -> str | None:
    """Return the address of the page for other machines: the one that was asked, or this machine's in its network."""
    try:
        asked = urlsplit(f"//{request.get_host()}")
        name, number = asked.hostname, asked.port
    except ValueError:  # where any name is answered, also one that is none: x:99999, [:::]
        return None
    if name in OF_THIS_MACHINE:
        name = address_in_network(settings.ALLOWED_HOSTS)
    if name is None:
        return None
    port = "" if number is None else f":{number}"
    return f"{request.scheme}://{name}{port}{request.META.get('SCRIPT_NAME', '')}/"


def as_blocks(text: str) -> str:
    """Return a text as a QR code of block characters, light on a dark terminal, for phones to read from the screen."""
    blocks = io.StringIO()
    segno.make(text, error="m").terminal(out=blocks, compact=True, border=QUIET_ZONE)
    return blocks.getvalue().rstrip("\n")


def as_svg(text: str) -> str:
    """Return a text as a QR code in SVG, dark on light, which every scanner reads; it holds nothing of the text."""
    drawn: str = segno.make(text, error="m").svg_inline(
        scale=6, border=QUIET_ZONE, dark="#000", light="#fff", svgclass="code", lineclass=None
    )
    return drawn
