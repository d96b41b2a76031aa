"""Tests of `manage.py fetch_corpora`, with servers on this machine that lie and fail as others do."""

import gzip
import hashlib
import io
import os
import sys
import threading
import zipfile
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from backend.digits.management.corpora import CORPORA, CorpusFile, FetchError, fetch
from nn.data.corpora import sha256_of

CONTENT = bytes(range(256)) * 10
SHA256 = hashlib.sha256(CONTENT).hexdigest()
PACKED = gzip.compress(CONTENT, 0)
NAME = "digits-idx3-ubyte"
NOBODY = "http://127.0.0.1:9/a.gz"


class Host:
    """A server of files, which remembers the requests that it got."""

    def __init__(self, files: dict[str, bytes]) -> None:
        self.asked: list[str] = []
        asked = self.asked

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                name = self.path.rpartition("/")[2]
                asked.append(name)
                if name not in files:
                    return self.send_error(404)
                self.send_response(200)
                self.send_header("Content-Length", str(len(files[name])))
                self.end_headers()
                return self.wfile.write(files[name])

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.name = f"127.0.0.1:{self.server.server_port}"

    def url(self, name: str) -> str:
        return f"http://{self.name}/{name}"


@pytest.fixture
def serve(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Host]]:
    """Return a function that starts a server; all are stopped at the end of the test."""
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    hosts = []

    def start(**files: bytes) -> Host:
        host = Host({name.replace("_", "."): data for name, data in files.items()})
        threading.Thread(target=host.server.serve_forever, kwargs={"poll_interval": 0.01}).start()
        hosts.append(host)
        return host

    yield start
    for host in hosts:
        host.server.shutdown()
        host.server.server_close()


def fetched(folder: Path, *addresses: str, name: str = NAME) -> list[str]:
    return list(fetch(folder, files=[CorpusFile(f"mnist/{name}.gz", SHA256, addresses)]))


def files_in(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_file_is_put_where_the_readers_look(serve, tmp_path):
    host = serve(a_gz=PACKED)
    assert fetched(tmp_path, host.url("a.gz")) == [f"mnist/{NAME}.gz is here now, from {host.name}"]
    assert files_in(tmp_path) == {f"{NAME}.gz": PACKED}


def test_what_is_here_is_not_asked_for_again(serve, tmp_path):
    host = serve(a_gz=PACKED)
    fetched(tmp_path, host.url("a.gz"))
    assert fetched(tmp_path, host.url("a.gz")) == [f"mnist/{NAME}.gz is here already"]
    assert host.asked == ["a.gz"]


@pytest.mark.parametrize("wrong", [b"", PACKED[:-10], gzip.compress(b"something else")])
def test_what_is_here_and_wrong_is_replaced(serve, tmp_path, wrong):
    host = serve(a_gz=PACKED)
    (tmp_path / "mnist").mkdir()
    (tmp_path / "mnist" / f"{NAME}.gz").write_bytes(wrong)
    fetched(tmp_path, host.url("a.gz"))
    assert files_in(tmp_path) == {f"{NAME}.gz": PACKED}


def test_a_file_that_is_served_under_its_name_is_replaced_too(serve, tmp_path):
    host = serve(a_gz=PACKED)
    (tmp_path / "mnist").mkdir()
    (tmp_path / "mnist" / "a.gz").write_bytes(b"cut short")
    fetched(tmp_path, host.url("a.gz"), name="a")
    assert files_in(tmp_path) == {"a.gz": PACKED}


@pytest.mark.parametrize(
    "wrong", [gzip.compress(b"other digits"), b"<html>Please log in</html>", b"\x1f\x8b broken", b""]
)
def test_a_file_of_another_hash_is_refused_and_nothing_stays(serve, tmp_path, wrong):
    host = serve(a_gz=wrong)
    with pytest.raises(FetchError, match=r"expected content of SHA-256|cannot be unpacked"):
        fetched(tmp_path, host.url("a.gz"))
    assert files_in(tmp_path) == {}


def test_mirrors_are_tried_in_turn(serve, tmp_path):
    missing, lying, good = serve(), serve(a_gz=gzip.compress(b"other digits")), serve(a_gz=PACKED)
    said = fetched(tmp_path, *(host.url("a.gz") for host in (missing, lying, good)))
    assert said == [f"mnist/{NAME}.gz is here now, from {good.name}"]
    assert files_in(tmp_path) == {f"{NAME}.gz": PACKED}


def zipped(name: str, data: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("other.txt", "another file")
        archive.writestr(name, data)
    return file.getvalue()


def compressed(data: bytes) -> bytes:
    """Return a file of Unix `compress` with codes of nine bits; its table is emptied before it would grow."""
    packed = b"\x1f\x9d\x90"
    for first in range(0, len(data), 247):
        codes = [*data[first : first + 247], 256]  # 256 empties the table; with it 31 groups of eight codes
        bits = sum(code << 9 * at for at, code in enumerate(codes))
        packed += bits.to_bytes(-(-len(codes) // 8) * 9, "little")
    return packed


@pytest.mark.parametrize(
    ("as_served", "data"),
    [
        ("pens.zip", zipped("pens.tra.Z", compressed(CONTENT))),
        ("pens.zip", zipped("folder/pens.tra.gz", PACKED)),
        ("pens.bin", CONTENT),
    ],
)
def test_whatever_it_is_packed_in_it_is_kept_as_gzip(serve, tmp_path, as_served, data):
    host = serve(**{as_served.replace(".", "_"): data})
    fetched(tmp_path, host.url(as_served), name="pens.tra")
    ((name, kept),) = files_in(tmp_path).items()
    assert (name, gzip.decompress(kept)) == ("pens.tra.gz", CONTENT)


Z = compressed(CONTENT)


@pytest.mark.parametrize("data", [zipped("unlike.Z", Z), zipped("pens.tra.Z", Z)[:-30], Z[:3] + b"\xff" * 9])
def test_what_cannot_be_unpacked_is_refused(serve, tmp_path, data):
    host = serve(pens_zip=data)
    with pytest.raises(FetchError, match=r"cannot be unpacked|there is no pens\.tra in the zip"):
        fetched(tmp_path, host.url("pens.zip"), name="pens.tra")
    assert files_in(tmp_path) == {}


def test_without_a_network_it_says_what_to_do(tmp_path):
    with pytest.raises(FetchError) as caught:
        fetched(tmp_path, NOBODY)
    said = str(caught.value)
    assert f"mnist/{NAME}.gz could not be downloaded." in said
    assert NOBODY in said
    assert "Is this machine on the internet?" in said
    assert f"put it into {tmp_path / 'mnist'} as it is" in said
    assert files_in(tmp_path) == {}


def test_a_file_brought_from_another_machine_is_checked_and_unpacked(tmp_path):
    (tmp_path / "mnist").mkdir()
    (tmp_path / "mnist" / "all of+it.zip").write_bytes(zipped("pens.tra.gz", PACKED))
    said = fetched(tmp_path, "http://127.0.0.1:9/all%20of+it.zip", name="pens.tra")
    assert said == ["mnist/pens.tra.gz is here now, from all of+it.zip"]
    assert gzip.decompress(files_in(tmp_path)["pens.tra.gz"]) == CONTENT


def test_a_disk_that_fills_up_leaves_no_half_file(serve, tmp_path, monkeypatch):
    def write_half(path, data):
        with path.open("wb") as file:
            file.write(data[: len(data) // 2])
        raise OSError("No space left on device")

    host = serve(a_gz=PACKED)
    monkeypatch.setattr("pathlib.Path.write_bytes", write_half)
    with pytest.raises(FetchError, match="No space left on device"):
        fetched(tmp_path, host.url("a.gz"))
    assert f"{NAME}.gz" not in files_in(tmp_path)


def test_without_pooch_it_says_how_to_install_it(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "pooch", None)
    with pytest.raises(FetchError, match="`make check` installs it"):
        fetched(tmp_path, NOBODY)


def test_the_corpora_are_seven_files_with_a_public_home_each():
    assert [file.path for file in CORPORA] == [
        "mnist/train-images-idx3-ubyte.gz",
        "mnist/train-labels-idx1-ubyte.gz",
        "mnist/t10k-images-idx3-ubyte.gz",
        "mnist/t10k-labels-idx1-ubyte.gz",
        "qmnist/qmnist-train-labels.tsv.gz",
        "qmnist/qmnist-test-labels.tsv.gz",
        "pendigits/pendigits-orig.tra.gz",
    ]
    assert all(address.startswith("https://") for file in CORPORA for address in file.addresses)


def test_the_real_files_have_these_hashes():
    folder = os.environ.get("DIGITS_CORPORA")
    if not folder:
        pytest.skip("needs real data: DIGITS_CORPORA does not name the folder of the corpora")
    assert [sha256_of(Path(folder) / file.path) for file in CORPORA] == [file.sha256 for file in CORPORA]


@pytest.fixture
def folders(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Return the folders to which the command fetched files."""
    asked: list[Path] = []

    def fetch_nothing(folder):
        asked.append(folder)
        yield "mnist/a.gz is here now, from a server"

    monkeypatch.setattr("backend.digits.management.commands.fetch_corpora.fetch", fetch_nothing)
    return asked


def said() -> list[str]:
    out = StringIO()
    call_command("fetch_corpora", stdout=out)
    return out.getvalue().splitlines()


def test_files_come_to_the_folder_that_is_set(folders, settings, tmp_path):
    settings.DIGITS_CORPORA = tmp_path
    assert said() == ["mnist/a.gz is here now, from a server"]
    assert folders == [tmp_path]


def test_without_one_they_come_to_the_data_folder_and_it_says_what_to_set(folders, settings, tmp_path):
    settings.DIGITS_CORPORA, settings.DATA_DIR = None, tmp_path
    assert said()[-1].startswith(f"Set DIGITS_CORPORA={tmp_path / 'corpora'} ")
    assert folders == [tmp_path / "corpora"]


def test_without_a_network_the_command_fails_and_says_why(monkeypatch, settings, tmp_path):
    settings.DIGITS_CORPORA = tmp_path
    nowhere = [CorpusFile("mnist/a.gz", SHA256, (NOBODY,))]
    monkeypatch.setattr(
        "backend.digits.management.commands.fetch_corpora.fetch", lambda folder: fetch(folder, files=nowhere)
    )
    with pytest.raises(CommandError, match="could not be downloaded"):
        said()
