"""`python -m chaos.proxy`: try the real program below a path of a real nginx, with docs/proxy.conf as it is shipped.

It is for a machine with nginx. The proxy passes the path on, and then leaves it off, as some do. Each time the page, a
guess, a digit, its picture, the admin with its login, and what the proxy must add or remove are tried.
"""

import json
import os
import re
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPResponse
from http.cookies import SimpleCookie
from subprocess import run
from urllib.parse import urlencode

from harness.nginx import nginx
from harness.program import ROOT, Program, running_program
from scripts.places import PAGE

PREFIX = "/ductus"
LEAVES_PATH_OFF = [
    ("location / {", f"location {PREFIX}/ {{"),
    ("proxy_pass http://ductus;\n    }\n\n    location ~", "proxy_pass http://ductus/;\n    }\n\n    location ~"),
    (
        "location ~ ^(/[^/]+)*/admin/ {  # below DIGITS_PREFIX, too",
        f"location {PREFIX}/admin/ {{ rewrite ^{PREFIX}(/.*)$ $1 break;",
    ),
]
"""The changes of docs/proxy.conf for a proxy that takes the path off before it passes a request on."""
STROKES = [[[20, 20, 0], [60, 20, 180], [35, 85, 420]]]
NAME, PASSWORD = "anna", "ink and paper"
SETTINGS = {
    "DIGITS_PREFIX": PREFIX,
    "DIGITS_N_PROXIES": "1",
    "DIGITS_REMOTE_USER_HEADER": "X-Remote-User",
    "DIGITS_CORPORA": "",
}


@dataclass
class Visitor:
    """A browser as far as HTTP goes: one connection to the proxy, with cookies."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)

    def ask(self, method: str, path: str, body: bytes | None = None, **headers: str) -> tuple[HTTPResponse, bytes]:
        connection = HTTPConnection("127.0.0.1", self.port)
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        if self.cookies:
            sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        connection.request(method, path, body, sent)
        answer = connection.getresponse()
        content = answer.read()
        for header in answer.headers.get_all("Set-Cookie", []):
            self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(header).items()}
        connection.close()
        return answer, content

    def send(self, path: str, content: dict[str, object]) -> tuple[int, dict[str, object]]:
        origin = f"http://127.0.0.1:{self.port}"
        answer, body = self.ask(
            "POST", path, json.dumps(content).encode(), Content_Type="application/json", Origin=origin
        )
        return answer.status, json.loads(body)

    def send_form(self, path: str, **fields: str) -> HTTPResponse:
        form = urlencode(fields).encode()
        place = f"http://127.0.0.1:{self.port}"
        return self.ask(
            "POST", path, form, Content_Type="application/x-www-form-urlencoded", Origin=place, Referer=place
        )[0]


def main() -> int:
    if shutil.which("nginx") is None:
        print("nginx is not installed: apt-get install nginx-light")
        return 1
    n_failed = 0
    for how, changes in (("passes the path on", ()), ("leaves the path off", LEAVES_PATH_OFF)):
        with running_program(**SETTINGS) as program, nginx(program.port, changes=changes) as port:
            make_administrator(program)
            for what, is_right in looks(Visitor(port)):
                n_failed += not is_right
                print(f"{'ok    ' if is_right else 'FAILED'}  the proxy {how}: {what}", flush=True)
    print("all as wanted" if not n_failed else f"{n_failed} looks failed")
    return int(n_failed > 0)


def make_administrator(program: Program) -> None:
    env = os.environ | {"DIGITS_DATA_DIR": str(program.folder), "DJANGO_SETTINGS_MODULE": "backend.settings"}
    env |= {"DJANGO_SUPERUSER_PASSWORD": PASSWORD, "DIGITS_CORPORA": ""}
    command = [sys.executable, "manage.py", "createsuperuser", "--noinput", "--username", NAME, "--email", ""]
    run(command, cwd=ROOT, env=env, check=True, capture_output=True)


def looks(visitor: Visitor) -> Iterator[tuple[str, bool]]:
    """Yield what was looked at, and whether it is as it should be."""
    answer, _ = visitor.ask("GET", f"{PREFIX}/")
    yield "the page is there, if it is built", (answer.status == 200) == (PAGE / "index.html").exists()
    answer, _ = visitor.ask("GET", PREFIX)
    yield "without its slash the address leads to the page", answer.headers.get("Location", "").endswith(f"{PREFIX}/")
    yield (
        "it leads to no other port",
        "://" not in answer.headers["Location"] or str(visitor.port) in answer.headers["Location"],
    )
    status, read = visitor.send(f"{PREFIX}/api/predictions", {"strokes": STROKES})
    yield "a seven is read", (status, read.get("digit")) == (200, 7)
    status, added = visitor.send(f"{PREFIX}/api/digits", {"strokes": STROKES, "label": 7})
    yield "it is stored", status == 201
    yield (
        "its picture is found",
        visitor.ask("GET", f"{PREFIX}/api/digits/{added.get('id')}/image.png")[0].status == 200,
    )
    status, told = visitor.send(f"{PREFIX}/api/digits", {"strokes": [[[0, 0]] * 60_000], "label": 7})
    yield "what is too large is told by the program", (status, told.get("code")) == (413, "too_large")
    yield "health is told", visitor.ask("GET", f"{PREFIX}/readyz")[0].status == 200
    yield from looks_at_admin(visitor)
    status, _ = Visitor(visitor.port).send(f"{PREFIX}/api/digits", {"strokes": STROKES, "label": 6})
    yield "another visitor is another contributor", status == 201


def looks_at_admin(visitor: Visitor) -> Iterator[tuple[str, bool]]:
    stranger = Visitor(visitor.port)
    answer, _ = stranger.ask("GET", f"{PREFIX}/admin/", X_Remote_User=NAME)
    yield "who sends the header of single sign-on is let in by nobody", answer.status == 302
    yield "the login is below the path", answer.headers["Location"].startswith(f"{PREFIX}/admin/login/")
    answer, form = visitor.ask("GET", f"{PREFIX}/admin/login/?next={PREFIX}/admin/")
    token = re.search(rb'name="csrfmiddlewaretoken" value="(\w+)"', form)
    fields = {"username": NAME, "password": PASSWORD, "next": f"{PREFIX}/admin/"}
    answer = visitor.send_form(
        f"{PREFIX}/admin/login/", csrfmiddlewaretoken=token[1].decode() if token else "", **fields
    )
    yield "an administrator logs in", (answer.status, answer.headers.get("Location")) == (302, f"{PREFIX}/admin/")
    answer, page = visitor.ask("GET", f"{PREFIX}/admin/")
    yield "the dashboard is there", answer.status == 200 and b"Dashboard" in page
    places = set(re.findall(r'(?:href|src)="(/[^"#?]*)', page.decode()))
    yield (
        "every address in it is below the path",
        len(places) > 10 and all(place.startswith(PREFIX) for place in places),
    )
    styles = [place for place in places if place.endswith((".css", ".js"))]
    found = [visitor.ask("GET", place)[0].status for place in styles]
    yield "its styles and scripts are found", bool(found) and set(found) == {200}
    answer, _ = visitor.ask("POST", f"{PREFIX}/admin/exchange/", b"x" * 3_000_000, Content_Type="text/plain")
    yield "the proxy lets whole archives through to the admin", answer.status != 413


if __name__ == "__main__":
    sys.exit(main())
