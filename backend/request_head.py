"""What the bytes of a request that have arrived so far say: whether it is whole, large, or waits to be asked on."""

import re

MAX_HEAD = 64 * 1024  # bytes; a longer head is refused at once. If larger, each connection may take more memory
MAX_BODY = 256 * 1024  # bytes, as DIGITS_MAX_BODY: if larger, each connection may take more memory
CHUNK = 64 * 1024

CONTENT_LENGTH = re.compile(rb"\r\ncontent-length:[ \t]*0*(\d{1,18})[ \t]*(?:\r\n|$)")


def is_whole(received: bytearray) -> bool:
    """Say whether a thread can deal with these bytes of a request without waiting long for more."""
    end = received.find(b"\r\n\r\n")
    if end < 0:
        return b"\n\n" in received  # it is refused
    n_body = len(received) - end - 4
    head = bytes(received[:end]).lower()
    if b"\r\ntransfer-encoding:" in head:
        # Beyond the limit the program refuses it. What says how long each chunk is needs some room, too.
        return n_body > MAX_BODY + CHUNK or (n_body > 0 and received.endswith(b"\r\n\r\n"))
    length = CONTENT_LENGTH.search(head)
    return length is None or int(length[1]) > MAX_BODY or n_body >= int(length[1])


def is_large(received: bytearray) -> bool:
    """Say whether a thread must read the rest of the body."""
    head, _, _ = bytes(received[: MAX_HEAD + CHUNK]).partition(b"\r\n\r\n")
    length = CONTENT_LENGTH.search(head.lower())
    return length is not None and int(length[1]) > MAX_BODY


def wants_to_be_asked(received: bytearray) -> bool:
    """Say whether a client waits for "100 Continue" before it sends the body."""
    end = received.find(b"\r\n\r\n")
    return end >= 0 and b"\r\nexpect: 100-continue" in bytes(received[:end]).lower()
