"""Tests of WSGI: paths, bodies in chunks, and headers that would break Django before any middleware."""

import json
import socket
import subprocess
import sys
from io import BytesIO
from typing import Any

import gunicorn.workers.base
import pytest
from gunicorn.config import Config
from gunicorn.http.parser import RequestParser

from backend import gunicorn_conf
from backend.tests.programs import HANG_S
from backend.wsgi import application


def answer(
    method: str, path: str, content_type: str, body: bytes = b"", *, in_chunks: bool = False
) -> tuple[str, bytes]:
    statuses: list[str] = []
    environ: dict[str, Any] = {
        "REQUEST_METHOD": method,
        "PATH_INFO": path,
        "QUERY_STRING": "label=1",
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "80",
        "REMOTE_ADDR": "127.0.0.1",
        "CONTENT_TYPE": content_type,
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.input": BytesIO(body),
        "wsgi.url_scheme": "http",
    }
    if in_chunks:  # gunicorn hands such a body over in this way
        del environ["CONTENT_LENGTH"]
        environ["wsgi.input_terminated"] = True
    content = b"".join(application(environ, lambda status, _headers: statuses.append(status)))
    return statuses[0], content


@pytest.mark.parametrize("path", ["/ductus/livez", "/livez", "/ductus/ductus"])
def test_below_a_path_an_address_is_found_whether_a_proxy_has_taken_the_path_off_or_not(
    db: None, settings: Any, path: str
) -> None:
    settings.DIGITS_PREFIX = "/ductus"
    status, content = answer("GET", path, "")
    assert status == ("404 Not Found" if path == "/ductus/ductus" else "200 OK"), content


def test_a_path_without_its_slash_is_led_to_the_page(settings: Any) -> None:
    settings.DIGITS_PREFIX = "/ductus"
    assert answer("GET", "/ductus", "")[0] == "308 Permanent Redirect"


@pytest.mark.parametrize("charset", ["hex", "undefined", "rot13", "no-such-charset", "\x00"])
def test_a_charset_of_no_text_is_no_fault_of_ours(installed: None, charset: str) -> None:
    assert answer("GET", "/api/digits", f"text/plain; charset={charset}")[0] == "200 OK"


@pytest.mark.parametrize("content_type", ["application/json; x*=foo''%e4", "image/png; charset=hex"])
def test_a_header_that_is_none_is_an_unsupported_media_type(installed: None, content_type: str) -> None:
    status, content = answer("POST", "/api/digits", content_type, b"{}")
    assert status == "415 Unsupported Media Type"
    assert b'"code":"unsupported_media_type"' in content


def test_a_charset_that_is_one_reaches_the_door(installed: None) -> None:
    assert answer("POST", "/api/predictions", "application/json; charset=utf-8", b"{}")[0] == "400 Bad Request"


PIXELS = json.dumps({"pixels": [0] * 300 + [255] * 60 + [0] * 424}).encode()


def test_a_body_in_chunks_is_read_as_any_other(installed: None) -> None:
    assert answer("POST", "/api/predictions", "application/json", PIXELS, in_chunks=True)[0] == "200 OK"


def test_a_body_in_chunks_that_has_no_end_is_read_no_further_than_the_limit(installed: None) -> None:
    status, content = answer("POST", "/api/predictions", "application/json", b" " * 2**20, in_chunks=True)
    assert status == "413 Request Entity Too Large"
    assert b'"code":"too_large"' in content


@pytest.mark.parametrize(("status", "code"), [(400, "invalid_request"), (431, "too_large"), (500, "internal_error")])
def test_what_gunicorn_itself_refuses_is_told_in_the_one_form(status: int, code: str) -> None:
    assert gunicorn.workers.base.util.write_error is gunicorn_conf.answer_in_json
    server, client = socket.socketpair()
    with server, client:
        gunicorn_conf.answer_in_json(server, status, "Reason", "<script>what came</script>")
        head, body = client.recv(4096).decode().split("\r\n\r\n")
    assert head.startswith(f"HTTP/1.1 {status} Reason\r\n")
    assert f"Content-Length: {len(body)}" in head
    assert "Content-Type: application/json" in head
    assert json.loads(body)["code"] == code
    assert "script" not in body


def test_what_is_loaded_at_the_start_is_not_looked_through_for_garbage_again() -> None:
    program = """
import gc, sys, backend.wsgi
print(gc.get_freeze_count(), len(gc.get_objects()), "backend.urls" in sys.modules)
"""
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=HANG_S)
    n_frozen, n_looked_through, knows_addresses = ran.stdout.split()
    assert int(n_frozen) > 100 * int(n_looked_through)
    assert knows_addresses == "True"


# --- Below a path of a proxy -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/api/model", "/ductus/api/model"], ids=["left off", "passed on"])
def test_a_proxys_path_may_be_left_off_or_passed_on(installed: None, settings: Any, path: str) -> None:
    settings.DIGITS_PREFIX = "/ductus"
    assert answer("GET", path, "")[0] == "200 OK"


def test_the_proxys_path_without_its_slash_leads_to_the_page(settings: Any) -> None:
    settings.DIGITS_PREFIX = "/ductus"
    assert answer("GET", "/ductus", "")[0] == "308 Permanent Redirect"


FORGED = (
    b"GET / HTTP/1.1\r\nHost: here\r\nX-Forwarded-Proto: https\r\nX-Forwarded-Ssl: on\r\n"
    b"X-Forwarded-Protocol: ssl\r\nSCRIPT_NAME: /evil\r\nPATH_INFO: /evil\r\n\r\n"
)


def test_gunicorn_takes_neither_scheme_nor_address_from_a_header_that_a_visitor_may_have_written() -> None:
    """Check it for a request that comes from this machine, as those of a proxy in front do."""
    config = Config()
    for name, value in vars(gunicorn_conf).items():
        if name in config.settings:
            config.set(name, value)
    request = next(RequestParser(config, iter([FORGED]), ("127.0.0.1", 50000)))
    assert request.scheme == "http"
    assert not {"SCRIPT_NAME", "PATH_INFO"} & {name for name, _ in request.headers}
