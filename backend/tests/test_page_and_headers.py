"""Tests of the headers of every answer, and of the addresses outside the API: the page, the documents, nothing."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import unquote_to_bytes

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client
from django.test.client import ClientHandler

from backend.digits import selectors
from backend.digits.tests.api.doors import ADD, PREDICT, as_base64
from backend.tests.pages import Assets
from backend.tests.pngs import saved, seven

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data: blob:",
    "connect-src": "'self'",
    "font-src": "'self'",
    "manifest-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}
SECRET = "a secret that no address may show"


@pytest.fixture
def page(tmp_path: Path) -> Path:
    """Return the folder of a page as Vite builds it, next to a file that is for nobody."""
    folder = tmp_path / "page"
    (folder / "assets").mkdir(parents=True)
    (folder / "index.html").write_text("<!doctype html><title>the page</title>")
    (folder / "assets" / "index-B4tz9Qx1.js").write_text("export {}")
    (folder / "assets" / "index-Dh3kq0aZ.css").write_text("body { margin: 0 }")
    (tmp_path / "secret_key").write_text(SECRET)
    return folder


class Visitor(Client):
    """A client that reads every answer to its end, as a browser does: a file is answered as a stream."""

    def request(self, **request: Any) -> Any:
        response = super().request(**request)
        response.body = response.getvalue()
        return response


@pytest.fixture
def visitor(page: Path, settings: Any) -> Client:
    """Return the client of a visitor of a program that serves this page."""
    settings.WHITENOISE_ROOT = page
    visitor = Visitor(raise_request_exception=False)
    visitor.handler = ClientHandler()
    return visitor


def policy(response: HttpResponse) -> dict[str, str]:
    header = response.headers["Content-Security-Policy"]
    return dict(directive.strip().split(" ", 1) for directive in header.split(";"))


# --- The page --------------------------------------------------------------------------------------------------------


def test_the_page_is_at_the_root(visitor: Client) -> None:
    response = visitor.get("/")
    assert response.status_code == 200
    assert response.headers["Content-Type"].startswith("text/html")
    assert b"the page" in response.body


def test_what_has_a_hash_in_its_name_is_kept_for_good_and_the_page_is_not(visitor: Client) -> None:
    assert "immutable" in visitor.get("/assets/index-B4tz9Qx1.js").headers["Cache-Control"]
    assert "immutable" not in visitor.get("/").headers["Cache-Control"]


def test_scripts_and_styles_say_what_they_are(visitor: Client) -> None:
    """Check the types: browsers run nothing of another type, since sniffing is forbidden to them."""
    assert visitor.get("/assets/index-B4tz9Qx1.js").headers["Content-Type"].startswith("text/javascript")
    assert visitor.get("/assets/index-Dh3kq0aZ.css").headers["Content-Type"].startswith("text/css")


INDEX = '<!doctype html><head><meta property="og:image" content="./icons/512.png" /></head>'


@pytest.fixture
def shared(page: Path, settings: Any) -> Callable[..., Any]:
    """Return a function that asks for the page as the build makes it, under some settings."""
    (page / "index.html").write_text(INDEX)
    (page / "manifest.webmanifest").write_text("{}")
    (page / "robots.txt").write_text("User-agent: *")
    settings.WHITENOISE_ROOT = page

    def ask(address: str = "/", **given: Any) -> Any:
        visitor = Visitor(raise_request_exception=False)
        visitor.handler = ClientHandler()
        return visitor.get(address, **given)

    return ask


def picture_in(page: bytes) -> str:
    found = re.search(rb'property="og:image" content="([^"]+)"', page)
    assert found
    return found[1].decode()


def test_a_shared_link_has_the_whole_address_of_its_picture_as_it_was_asked_for(shared: Any, settings: Any) -> None:
    assert picture_in(shared(headers={"Host": "localhost:8123"}).body) == "http://localhost:8123/icons/512.png"
    settings.DIGITS_PREFIX = "/ductus"
    assert picture_in(shared().body) == "http://testserver/ductus/icons/512.png"


def test_a_shared_link_has_the_address_that_is_set_whoever_asks(shared: Any, settings: Any) -> None:
    settings.DIGITS_ADDRESS = "https://digits.example/a&b"
    page = shared(headers={"Host": "localhost:8123"}).body.decode()
    assert 'og:image" content="https://digits.example/a&amp;b/icons/512.png"' in page
    assert 'og:url" content="https://digits.example/a&amp;b/"' in page


def test_a_shared_cache_may_keep_only_a_page_with_the_address_that_is_set(shared: Any, settings: Any) -> None:
    asked = shared(headers={"Host": "localhost:8123"}).headers
    assert (asked["Cache-Control"], asked["Vary"]) == ("max-age=0, private", "Host, X-Forwarded-Proto")
    again = shared(headers={"Host": "localhost:8123", "If-None-Match": asked["ETag"]})
    assert (again.status_code, again.headers["Cache-Control"]) == (304, "max-age=0, private")
    settings.DIGITS_ADDRESS = "https://digits.example"
    assert shared(headers={"Host": "localhost:8123"}).headers["Cache-Control"] == "max-age=0, public"


FORGED = {
    "X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "https", "X-Forwarded-Port": "1", "Forwarded": "host=evil",
    "X-Original-URL": "/evil", "X-Script-Name": "/evil", "X-Forwarded-Prefix": "/evil",
}  # fmt: skip


def test_a_shared_link_believes_no_header_but_the_host_and_the_scheme_where_a_proxy_is_believed(
    shared: Any, settings: Any
) -> None:
    forged = FORGED | {"Host": "testserver"}
    assert picture_in(shared(headers=forged).body) == "http://testserver/icons/512.png"
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    assert picture_in(shared(headers=forged).body) == "https://testserver/icons/512.png"
    assert shared(headers={"Host": "evil.example"}).status_code == 400
    assert shared(headers={"Host": 'localhost:1"><script>'}).status_code == 400


def test_the_page_is_not_sent_again_to_who_has_it(shared: Any) -> None:
    etag = shared().headers["ETag"]
    again = shared(headers={"If-None-Match": etag})
    assert (again.status_code, again.body) == (304, b"")
    assert shared(headers={"If-None-Match": etag, "Host": "localhost:8123"}).status_code == 200


def test_the_manifest_says_what_it_is_and_robots_are_told(shared: Any) -> None:
    assert shared("/manifest.webmanifest").headers["Content-Type"] == "application/manifest+json"
    assert shared("/robots.txt").headers["Content-Type"].startswith("text/plain")


# --- What every answer carries ---------------------------------------------------------------------------------------

ANSWERS: dict[str, tuple[int, Callable[[Client], Any]]] = {
    "the page": (200, lambda client: client.get("/")),
    "a script": (200, lambda client: client.get("/assets/index-B4tz9Qx1.js")),
    "a prediction": (200, lambda client: PREDICT.send_png(client, saved(seven()))),
    "a list": (200, lambda client: client.get("/api/digits")),
    "the documents": (200, lambda client: client.get("/api/docs")),
    "the schema": (200, lambda client: client.get("/api/schema")),
    "the login": (200, lambda client: client.get("/admin/login/")),
    "a redirect": (302, lambda client: client.get("/admin/")),
    "a refusal": (400, lambda client: PREDICT.send_fields(client, {})),
    "nothing there": (404, lambda client: client.get("/no/such/address")),
    "a wrong method": (405, lambda client: client.get("/api/predictions")),
    "a wrong host": (400, lambda client: client.get("/api/model", headers={"Host": "evil.example"})),
}


@pytest.mark.parametrize(("status", "ask"), ANSWERS.values(), ids=ANSWERS)
def test_every_answer_carries_the_policy(
    base: None, visitor: Client, status: int, ask: Callable[[Client], HttpResponse]
) -> None:
    response = ask(visitor)
    assert response.status_code == status
    assert policy(response) == POLICY
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Referrer-Policy"] == "same-origin"


def test_a_fault_of_ours_is_told_in_json_under_the_policy_and_tells_nothing_else(
    base: None, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any) -> None:
        raise RuntimeError(SECRET)

    monkeypatch.setattr(selectors.public, "served_model", broken)
    response = client.get("/api/model")
    assert (response.status_code, response.json()["code"]) == (500, "internal_error")
    assert SECRET not in response.content.decode()
    assert policy(response) == POLICY


@pytest.mark.parametrize("name", ["a prediction", "the page", "a list", "the documents", "a refusal"])
def test_reading_and_predicting_set_no_cookie(base: None, visitor: Client, name: str) -> None:
    _, ask = ANSWERS[name]
    assert "Set-Cookie" not in ask(visitor).headers
    assert not visitor.cookies


def test_adding_a_digit_sets_one_cookie_and_no_other(base: None, visitor: Client) -> None:
    ADD.send_fields(visitor, {"image": as_base64(saved(seven()))})
    assert list(visitor.cookies) == ["contributor"]


# --- Nothing there ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "address",
    [
        "/nothing",
        "/api",
        "/api/",
        "/api/digit",
        "/api/digits/",
        "/api/model/",
        "/index.php",
        "/assets/",
        "/static/",
        "/é",
    ],
)
def test_an_unknown_address_answers_json(visitor: Client, address: str) -> None:
    response = visitor.get(address)
    assert (response.status_code, response.json()["code"]) == (404, "not_found")
    assert response.headers["Content-Type"] == "application/json"


@pytest.mark.parametrize("address", ["/nothing", "/learn", "/é"])
def test_a_browser_is_shown_a_page_at_an_unknown_address(visitor: Client, address: str) -> None:
    response = visitor.get(address, headers={"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"})
    assert response.status_code == 404
    assert response.headers["Content-Type"] == "text/html; charset=utf-8"
    assert 'href="/"' in response.content.decode()


def test_a_browser_is_shown_json_at_an_unknown_address_of_the_api(visitor: Client) -> None:
    response = visitor.get("/api/nothing", headers={"Accept": "text/html"})
    assert (response.status_code, response.json()["code"]) == (404, "not_found")


def test_another_host_is_refused_in_json(visitor: Client) -> None:
    response = visitor.get("/api/model", headers={"Host": "evil.example"})
    assert (response.status_code, response.json()["code"]) == (400, "unknown_host")


@pytest.mark.parametrize("up", ["../", "..%2f", "%2e%2e/", "%2e%2e%2f", "..\\", "..%5c", "....//", "/", "%00"])
@pytest.mark.parametrize("prefix", ["/", "/assets/", "/static/", "/static/digits/", "/static/admin/css/"])
def test_no_address_leads_out_of_the_served_folders(visitor: Client, prefix: str, up: str) -> None:
    addresses = [f"{prefix}{up * n}{name}" for n in range(8) for name in ("secret_key", "settings.py", "etc/passwd")]
    for address in addresses:
        response = visitor.get("/", PATH_INFO=as_a_server_hands_it_over(address))
        assert (response.status_code, response.json()["code"]) in ((404, "not_found"), (400, "invalid_request")), (
            address
        )


def as_a_server_hands_it_over(address: str) -> str:
    """Return a path as Latin-1 letters (PEP 3333). Django's client takes a path that begins with // for a host."""
    return unquote_to_bytes(address).decode("latin-1")


def test_an_absolute_path_leads_nowhere(visitor: Client, page: Path) -> None:
    for path in (page.parent / "secret_key", Path(settings.ROOT) / "manage.py"):
        assert [visitor.get(f"{prefix}{path}").status_code for prefix in ("", "/", "/static/")] == [404] * 3


# --- The documents of the API ----------------------------------------------------------------------------------------


def test_the_documents_load_everything_from_here(base: None, visitor: Client) -> None:
    assets = Assets(visitor.get("/api/docs").content.decode())
    loaded = [address for address in assets.addresses if not address.startswith("data:")]
    assert len(loaded) >= 4
    assert [address for address in loaded if not re.match(r"/[^/]", address)] == []
    assert [visitor.get(address).status_code for address in loaded] == [200] * len(loaded)


@pytest.mark.parametrize("address", ["/api/docs", "/admin/login/"])
def test_pages_hold_nothing_that_the_policy_forbids(base: None, visitor: Client, address: str) -> None:
    assert Assets(visitor.get(address).content.decode()).forbidden == []


def test_the_search_for_what_the_policy_forbids_finds_it() -> None:
    html = '<script>1</script><p style="color: red" onclick="go()"></p><style></style><script src="/a.js"></script>'
    assert Assets(html).forbidden == ["an inline script", "an inline style", "onclick", "an inline style"]


def test_the_schema_names_every_address_of_the_contract(visitor: Client) -> None:
    schema = visitor.get("/api/schema").content.decode()
    for address in (
        "/api/predictions", "/api/digits", "/api/digits/{digit_id}", "/api/digits/{digit_id}/image.png",
        "/api/digits/{digit_id}/picture.png", "/api/model", "/api/models", "/api/models/{version}", "/livez", "/readyz",
    ):  # fmt: skip
        assert f"  {address}:\n" in schema
