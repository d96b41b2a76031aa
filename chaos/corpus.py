"""Hostile requests: bodies, pictures, headers and addresses that are made to break, stall or bloat a server."""

import base64
import json
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import numpy as np
from PIL import Image

JSON = "application/json"
PNG = "image/png"
SIGNATURE = b"\x89PNG\r\n\x1a\n"
PIXELS = [0] * 280 + [255, 255, 255, 0] * 56 + [0] * 280
LIMIT = 256 * 1024
MAX_CPU_MS = 50
MANY_CPU_MS = 150
"""What an answer may cost where up to 24 digits are looked at, the picture after every step of preprocessing is packed,
or a hundred steps of learning are taken in a copy."""
DRAWN: dict[str, dict[str, Any]] = {
    "/api/predictions": {},
    "/api/readings": {},
    "/api/steps": {},
    "/api/activations": {},
    "/api/sandbox": {"label": 7, "steps": 100, "learning_rate": 10, "rehearse": True},
    "/api/digits": {"label": 7},
    "/api/numbers": {"number": "7"},
}
"""Every address that takes a drawing, and what else it wants."""
COSTLY = ("/api/readings", "/api/numbers", "/api/steps", "/api/sandbox")


@dataclass(frozen=True)
class Hostile:
    name: str
    raw: bytes  # the whole request
    max_cpu_ms: float = MAX_CPU_MS


def corpus() -> Iterator[Hostile]:
    yield from _bodies()
    yield from _labels()
    yield from _strokes()
    yield from _pictures()
    yield from _heaviest_drawings()
    yield from _numbers()
    yield from _experiments()
    yield from _headers()
    yield from _addresses()


def request(
    body: bytes, *, address: str = "/api/digits", type_: str = JSON, method: str = "POST", more: str = ""
) -> bytes:
    head = f"{method} {address} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n{more}"
    if body or method == "POST":
        head += f"Content-Type: {type_}\r\nContent-Length: {len(body)}\r\n"
    return head.encode() + b"\r\n" + body


def _drawn(name: str, address: str, body: dict[str, Any]) -> Hostile:
    raw = request(json.dumps(body).encode(), address=address)
    return Hostile(f"{name}, {address[5:]}", raw, MANY_CPU_MS if address in COSTLY else MAX_CPU_MS)


def _bodies() -> Iterator[Hostile]:
    for depth in (500, 2_000, 20_000, 100_000):
        yield Hostile(f"{depth} brackets", request(b"[" * depth))
        yield Hostile(f"{depth} objects in each other", request(b'{"a":' * depth))
    bodies: dict[str, bytes] = {
        "nothing": b"",
        "not UTF-8": b"\xff\xfe{}",
        "UTF-16": '{"label": 7}'.encode("utf-16"),
        "NaN": b'{"label": NaN, "pixels": []}',
        "infinity": b'{"label": 1e400, "pixels": []}',
        "a number of 200,000 figures": b'{"label": ' + b"7" * 200_000 + b"}",
        "a list": b"[1, 2]",
        "a string of half surrogates": b'{"\\ud800": 1}',
        "the same field 5,000 times": b"{" + b",".join([b'"label": 7'] * 5_000) + b"}",
        "10,000 unknown fields": json.dumps(dict.fromkeys(map(str, range(10_000)), 1)).encode(),
        "mass assignment": json.dumps({"label": 7, "pixels": PIXELS, "id": 1, "state": "counted"}).encode(),
        "80,000 pixels": json.dumps({"label": 7, "pixels": [0] * 80_000}).encode(),
        "a pixel that is true": json.dumps({"label": 7, "pixels": [True, *PIXELS[1:]]}).encode(),
        "a pixel of 256": json.dumps({"label": 7, "pixels": [256, *PIXELS[1:]]}).encode(),
        "all ink": json.dumps({"label": 7, "pixels": [255] * 784}).encode(),
        "log injection": b'{"\\n{\\"level\\": \\"ERROR\\"}\\n": 1}',
    }
    for name, body in bodies.items():
        yield Hostile(name, request(body))
    yield Hostile("10 MB", request(b" " * 10_000_000))
    yield Hostile("a length that lies upwards", request(b"{}").replace(b"Length: 2", b"Length: 200"))
    yield Hostile("a length below nothing", request(b"{}").replace(b"Length: 2", b"Length: -2"))
    yield Hostile("two lengths", request(b"{}", more="Content-Length: 7\r\n"))
    chunked = b"POST /api/digits HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n"
    chunked += b"Content-Type: application/json\r\n\r\n"
    yield Hostile("1 MB in chunks", chunked + b"40000\r\n" + b" " * 0x40000 + b"\r\n" + b"c0000\r\n" + b" " * 0xC0000)
    yield Hostile("a chunk that is none", chunked + b"xyz\r\n{}\r\n0\r\n\r\n")
    yield Hostile("length and chunks", chunked.replace(b"Transfer", b"Content-Length: 2\r\nTransfer") + b"0\r\n\r\n")


def _labels() -> Iterator[Hostile]:
    for label in (True, 7.0, "7", " 7 ", "٣", "0_3", None, [7], {"a": 7}, 10, -1, 7.5, 10**30):
        body = json.dumps({"label": label, "pixels": PIXELS}).encode()
        yield Hostile(f"the label {label!r}"[:40], request(body))
    for charset in ("bz2_codec", "rot13", "utf-16", "utf-7", "unicode_escape", "idna", "no-such-charset"):
        yield Hostile(f"charset {charset}", request(b"{}", type_=f"{JSON}; charset={charset}"))
    for type_ in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "", "a" * 3000):
        yield Hostile(f"type {type_[:40]}", request(b'{"label": 7}', type_=type_))


def _strokes() -> Iterator[Hostile]:
    """Yield strokes that are none, and the largest and most laborious that are allowed, which are answered."""
    values = (
        "NaN",
        "1e400",
        "-Infinity",
        "9" * 4_000,
        "9" * 5_000,
        "true",
        "null",
        '"7"',
        '"\\ud800"',
        "[7]",
        "{}",
        "2e6",
    )
    for value in values:
        yield Hostile(
            f"a coordinate: {value}"[:40], request(b'{"label": 7, "strokes": [[[1, 2], [3, %s]]]}' % value.encode())
        )
    faulty: dict[str, Any] = {
        "no stroke": [],
        "a stroke without points": [[[1, 2]], []],
        "65 strokes": [[[1, 2]]] * 65,
        "4,097 points": [[[at, at] for at in range(4_097)]],
        "50,000 points": [[[1, 2]] * 50_000],
        "a point of 1,000 numbers": [[[1] * 1_000]],
        "points with and without times": [[[1, 2, 3], [4, 5]]],
        "falling times": [[[at, at, 4_000 - at] for at in range(4_000)]],
        "an object for a stroke": {"0": [[1, 2]]},
    }
    for name, strokes in faulty.items():
        yield Hostile(f"strokes: {name}", request(json.dumps({"label": 7, "strokes": strokes}).encode()))
    for depth in (900, 4_100):
        yield Hostile(
            f"strokes: {depth} lists in each other", request(b'{"strokes": ' + b"[" * depth + b"]" * depth + b"}")
        )
    both = {"label": 7, "strokes": [[[1, 2]]], "pixels": PIXELS}
    yield Hostile("strokes beside pixels", request(json.dumps(both).encode()))
    at = np.arange(4_096)
    narrowing = (1 - at / 4_096) * 500
    heaviest = {
        "noise": np.random.default_rng(3).random((4_096, 2)) * 1_000,
        "a zigzag that narrows": np.stack([at / 4, np.where(at % 2, narrowing, -narrowing)], axis=1),
        "a spiral of 500 turns": narrowing[:, None] * np.stack([np.cos(at * 0.767), np.sin(at * 0.767)], axis=1),
        "one point": np.zeros((4_096, 2)),
        "the least and the most": np.tile([[5e-324, 1e6], [-1e6, 0]], (2_048, 1)),
    }
    for name, points in heaviest.items():
        strokes = [[[*point, 8 * number] for number, point in enumerate(points.round(2).tolist())]]
        for address, more in DRAWN.items():
            yield _drawn(f"4,096 points: {name}", address, {"strokes": strokes} | more)
    dots = [[[at % 8, at // 8]] for at in range(64)]
    lines = [[[8 * at, 0], [8 * at + at % 3, 20]] for at in range(64)]
    crossing = [[[at, 0], [64 - at, 20]] for at in range(64)]
    for name, strokes in {"64 dots": dots, "64 lines": lines, "64 lines that cross": crossing}.items():
        for address, more in DRAWN.items():
            yield _drawn(name, address, {"strokes": strokes} | more)


def _pictures() -> Iterator[Hostile]:
    grey = Image.new("L", (100, 100), 255)
    grey.paste(0, (30, 20, 50, 80))
    good = _saved(grey, "PNG")
    rows = zlib.compress(b"\0" * 101 * 100)
    pictures: dict[str, bytes] = {
        "cut off": good[: len(good) // 2],
        "0 by 0": _png(0, 0, rows),
        "60,000 by 60,000": _png(60_000, 60_000, rows),
        "9,000 by 9,000, all there": _png(9_000, 9_000, zlib.compress(b"\0" * 9_001 * 9_000, 9)),
        "16 bits": _png(100, 100, zlib.compress(b"\0" * 201 * 100), depth=16),
        "a colour type that is none": _png(100, 100, rows, colour=5),
        "pixels that unpack to 200 MB": _png(100, 100, zlib.compress(b"\0" * 200_000_000, 9)),
        "a comment that unpacks to 50 MB": _with(good, b"zTXt", b"a\0\0" + zlib.compress(b" " * 50_000_000, 9)),
        "a colour profile that unpacks to 50 MB": _with(good, b"iCCP", b"a\0\0" + zlib.compress(b" " * 50_000_000, 9)),
        "two headers": _with(good, b"IHDR", good[16:29]),
        "a wrong checksum": good[:40] + bytes([good[40] ^ 1]) + good[41:],
        "two pictures in turn": _animated(grey),
        "10,000 empty chunks": good[:33] + _chunk(b"IDAT", b"") * 10_000 + good[33:],
        "a page behind it": good + b"<script>alert(1)</script>",
        "JPEG": _saved(grey, "JPEG"),
        "GIF": _saved(grey, "GIF"),
        "TIFF": _saved(grey, "TIFF"),
        "EPS": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 100 100\n",
        "PDF": b"%PDF-1.7\n1 0 obj\n",
        "SVG with a script": b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        "FITS": b"SIMPLE  =                    T",
        "PSD": b"8BPS\0\1" + bytes(40),
        "noise": np.random.default_rng(1).bytes(100_000),
    }
    for name, png in pictures.items():
        yield Hostile(f"picture: {name}", request(png, address="/api/digits?label=7", type_=PNG))
        if 4 * len(png) / 3 < LIMIT - 100:
            body = json.dumps({"image": base64.b64encode(png).decode(), "label": 7}).encode()
            yield Hostile(f"picture in base64: {name}", request(body))
    yield Hostile("base64 that is none", request(b'{"image": "####", "label": 7}'))


def _heaviest_drawings() -> Iterator[Hostile]:
    """Yield the largest and most laborious drawings that are allowed. They are answered, within the same limits."""
    rng = np.random.default_rng(2)
    y, x = np.mgrid[0:1024, 0:1024]
    drawings = {
        "all ink but a line": np.where(x == 3, 255, 0),
        "a chessboard": 255 * ((x // 2 + y // 2) % 2),
        "stripes": 255 * (x % 4 < 2),
        "a thousand dots": np.where((x % 32 < 3) & (y % 32 < 3), 0, 255),
        "rings": np.where((np.hypot(x - 512, y - 512) // 6) % 2 == 0, 0, 255),
        "a slope of light": (x // 4 + (rng.random((1024, 1024)) < 0.02) * 60).clip(0, 255),
    }
    pngs = {name: _saved(Image.fromarray(pixels.astype(np.uint8)), "PNG") for name, pixels in drawings.items()}
    pngs["rings in RGBA"] = _saved(Image.fromarray(drawings["rings"].astype(np.uint8)).convert("RGBA"), "PNG")
    noise = Image.fromarray(rng.integers(0, 2, (1024, 1024), np.uint8) * 255).convert("1")
    pngs["noise"] = _saved(noise, "PNG")
    for name, png in pngs.items():
        image = base64.b64encode(png).decode()
        if len(image) <= LIMIT - 100:
            for address, more in DRAWN.items():
                yield _drawn(f"1,024 by 1,024: {name}", address, {"image": image} | more)


def _numbers() -> Iterator[Hostile]:
    """Yield numbers that are none, and drawings of many digits, which are answered."""
    strokes = [[[10 * at, 0], [10 * at, 20]] for at in range(3)]
    faulty: dict[str, Any] = {
        "a number that is none": {"number": "4x"},
        "a number in Arabic figures": {"number": "٣٣٣"},
        "a number of 200,000 digits": {"number": "7" * 200_000},
        "an integer": {"number": 111},
        "more digits than are seen": {"number": "1" * 24},
        "a stroke in two digits": {"number": "11", "split": [[0, 1], [1, 2]]},
        "a stroke in none": {"number": "11", "split": [[0], [1]]},
        "a stroke that is not there": {"number": "11", "split": [[0, 1], [2, 10**30]]},
        "a stroke below nothing": {"number": "11", "split": [[0, 1], [-1]]},
        "a digit without strokes": {"number": "111", "split": [[0, 1, 2], [], []]},
        "30,000 digits of one stroke": {"number": "1" * 24, "split": [[0]] * 30_000},
    }
    for name, more in faulty.items():
        body = json.dumps({"strokes": strokes} | more).encode()
        yield Hostile(f"number: {name}", request(body, address="/api/numbers"))
    sheet = np.full((200, 1024), 255, np.uint8)
    for left in range(20, 1000, 41):
        sheet[40:160, left : left + 12] = 0
    touching = sheet.copy()
    touching[95:105, 20:1000] = 0
    for name, pixels in {"24 bars": sheet, "24 bars that touch": touching}.items():
        image = base64.b64encode(_saved(Image.fromarray(pixels), "PNG")).decode()
        for address, more in DRAWN.items():
            yield _drawn(name, address, {"image": image} | more)


def _experiments() -> Iterator[Hostile]:
    faulty: dict[str, Any] = {
        "a million steps": {"steps": 1_000_000},
        "steps below nothing": {"steps": -1},
        "half a step": {"steps": 0.5},
        "a rate of nothing": {"learning_rate": 0},
        "a rate above the most": {"learning_rate": 10**400},
        "a rate that is a text": {"learning_rate": "1"},
        "the least rate": {"learning_rate": 5e-324},
        "a yes that is a number": {"rehearse": 1},
    }
    for name, more in faulty.items():
        body = json.dumps({"pixels": PIXELS, "label": 7, "steps": 1} | more).encode()
        yield Hostile(f"sandbox: {name}", request(body, address="/api/sandbox"))


def _headers() -> Iterator[Hostile]:
    body = json.dumps({"label": 7, "pixels": PIXELS}).encode()
    headers = {
        "another host": "X: y\r\nHost: evil.example\r\n",
        "an origin": "Origin: https://evil.example\r\n",
        "an origin that is never closed": "Origin: http://[\r\n",
        "an origin that is no address": "Origin: http://[x]\r\n",
        "a key that is none": "Idempotency-Key: ../../etc/passwd\r\n",
        "a cookie that is none": "Cookie: contributor=" + "'; DROP TABLE digits_digit; --" + "\r\n",
        "a header of 7 kB": "X-Long: " + "a" * 7_000 + "\r\n",
        "a header of 70 kB": "X-Long: " + "a" * 70_000 + "\r\n",
        "90 headers": "".join(f"X-{n}: y\r\n" for n in range(90)),
        "a folded header": "X-A: b\r\n c\r\n",
        "no colon": "this is no header\r\n",
        "an expectation": "Expect: 200-maybe\r\n",
        "a coding": "Transfer-Encoding: gzip\r\n",
        "a range": "Range: bytes=0-,0-,0-,0-\r\n",
    }
    for name, more in headers.items():
        yield Hostile(f"header: {name}", request(body, more=more))
    wall = request(b"", address="/api/wall", method="GET")
    for host in ("127.0.0.1:99999", "[", "[:::]", "[1:2:3:4:5:6:7:8:9]", "x:y"):
        yield Hostile(f"header: the host {host}", wall.replace(b"Host: 127.0.0.1", b"Host: " + host.encode()))


def _addresses() -> Iterator[Hostile]:
    addresses = """
        /static/%2e%2e/%2e%2e/db.sqlite3 /..%2f..%2fvar/secret_key /.git/config /db.sqlite3 /%00 /assets/..%5c..%5c
        /api/digits?limit=-1 /api/digits?limit=99999999999999999999 /api/digits?cursor=1%27%20OR%201=1 /api/digits/0
        /api/digits?label=%D9%A3 /api/digits/99999999999999999999999 /api/digits?cursor=%ff%fe /api/models/-1
        /admin/login/?next=//evil.example //evil.example/.. /api/docs?url=//evil.example
    """.split()  # noqa: SIM905 - to be read
    addresses += ["/api/digits?" + "a=b&" * 900, "/" + "a" * 3_000, "/" + "a" * 9_000]
    for address in addresses:
        yield Hostile(f"GET {address}"[:48], request(b"", address=address, method="GET"))
    for method in ("TRACE", "CONNECT", "PUT", "PATCH", "PROPFIND", "a" * 30, "GET\tX"):
        yield Hostile(f"method {method}", request(b"", method=method))
    yield Hostile("no request at all", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n")
    yield Hostile("a version that is none", b"GET / HTTP/9.9\r\nHost: 127.0.0.1\r\n\r\n")
    smuggled = b"GET /admin/ HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
    yield Hostile("a request in a request", request(smuggled, more="Transfer-Encoding : chunked\r\n"))


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def _png(width: int, height: int, packed: bytes, *, depth: int = 8, colour: int = 0) -> bytes:
    header = _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0))
    return SIGNATURE + header + _chunk(b"IDAT", packed) + _chunk(b"IEND", b"")


def _with(png: bytes, name: bytes, data: bytes) -> bytes:
    """Return the PNG with another chunk after its header."""
    return png[:33] + _chunk(name, data) + png[33:]


def _animated(image: Image.Image) -> bytes:
    out = BytesIO()
    image.save(out, "PNG", save_all=True, append_images=[image.transpose(Image.Transpose.ROTATE_90)])
    return out.getvalue()


def _saved(image: Image.Image, format_: str) -> bytes:
    out = BytesIO()
    image.save(out, format_)
    return out.getvalue()
