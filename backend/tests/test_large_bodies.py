"""Tests of large bodies: before Django reads one, it is known that an administrator sends it."""

from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from backend.digits.tests.admin.administrators import log_in, post_form
from backend.wsgi import application

TOKEN = "a" * 32  # as the cookie and as the field of a form: nothing but their likeness is checked
FORM = b'--x\r\nContent-Disposition: form-data; name="files"; filename="digits.csv"\r\n\r\n'
LARGE = SimpleUploadedFile("digits.csv", b"5," * settings.DIGITS_MAX_BODY)


class Upload:
    """A file that never ends, in a form. It counts how much of it is read."""

    n_read = 0

    def read(self, size: int = 65536) -> bytes:
        content = FORM if self.n_read == 0 else b"0" * size
        self.n_read += len(content)
        assert self.n_read < 10_000_000
        return content

    readline = read


@pytest.mark.parametrize("method", ["POST", "PUT"])
@pytest.mark.parametrize(
    "path", ["/admin/exchange/in/", "/admin/login/", "/admin/", "/admin/nothing/", "/wall", "/metrics", "/nothing"]
)
def test_nothing_of_a_large_body_is_read_unless_an_administrator_sends_it(base: None, path: str, method: str) -> None:
    statuses: list[str] = []
    upload = Upload()
    environ: dict[str, Any] = {
        "REQUEST_METHOD": method,
        "PATH_INFO": path,
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "80",
        "REMOTE_ADDR": "127.0.0.1",
        "HTTP_COOKIE": f"{settings.CSRF_COOKIE_NAME}={TOKEN}",
        "CONTENT_TYPE": "multipart/form-data; boundary=x",
        "CONTENT_LENGTH": str(10**11),
        "wsgi.input": upload,
        "wsgi.url_scheme": "http",
    }
    content = b"".join(application(environ, lambda status, _headers: statuses.append(status)))
    assert upload.n_read == 0
    assert (statuses, b"too_large" in content) == (["413 Request Entity Too Large"], True)


@pytest.mark.parametrize(("role", "status"), [("superuser", 302), ("visitor", 413)])
def test_an_administrator_may_send_a_large_file(base: None, client: Client, role: str, status: int) -> None:
    LARGE.seek(0)
    answer = post_form(log_in(client, role), reverse("admin:import_digits"), {"files": LARGE, "reason": "a class"})
    assert answer.status_code == status


def test_a_length_that_is_no_number_breaks_nothing(base: None, client: Client) -> None:
    assert client.get("/admin/login/", CONTENT_LENGTH="three").status_code == 200


def test_a_browser_is_told_to_log_in(base: None, client: Client) -> None:
    LARGE.seek(0)
    headers = {"Accept": "text/html", "Accept-Language": "de"}
    answer = client.post(reverse("admin:import_digits"), {"files": LARGE}, headers=headers)
    assert answer.status_code == 413
    assert "Melde dich an" in answer.content.decode()
