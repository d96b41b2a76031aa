"""Fetching the corpora, from servers on this machine that cut, lie and fail as servers on the internet do."""

import gzip
import hashlib
import io
import threading
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from nn.cli.commands import main
from nn.cli.fetch import CORPORA, CorpusFile, FetchError, fetch, show_bar
from nn.data.corpora import sha256_of
from nn.tests.data.test_lzw import compressed

CONTENT = bytes(range(256)) * 1000
SHA256 = hashlib.sha256(CONTENT).hexdigest()
PACKED = gzip.compress(CONTENT, 0)  # not made smaller: it comes in several pieces
NAME = "digits-idx3-ubyte"


@dataclass
class Host:
    """What a server does: the files it has, after how many bytes of an answer it hangs up, whether it knows Range."""

    files: dict[str, bytes]
    cuts: list[int] = field(default_factory=list)
    knows_ranges: bool = True
    tells_size: bool = True
    ranges: list[str | None] = field(default_factory=list)
    """What was asked of it."""
    address: str = ""

    def url(self, name: str) -> str:
        return self.address + name


class Handler(BaseHTTPRequestHandler):
    host: Host

    def do_GET(self):
        asked = self.headers["Range"]
        self.host.ranges.append(asked)
        data = self.host.files.get(self.path.rpartition("/")[2])
        if data is None:
            return self.send_error(404)
        first = int(asked[6:-1]) if asked and self.host.knows_ranges else 0
        if first and first >= len(data):
            return self.send_error(416)
        self.send_response(206 if asked and self.host.knows_ranges else 200)
        if self.host.tells_size:
            self.send_header("Content-Length", str(len(data) - first))
        self.end_headers()
        n_sent = self.host.cuts.pop(0) if self.host.cuts else len(data)
        self.wfile.write(data[first : first + n_sent])
        return None

    def log_message(self, *_):
        pass


@pytest.fixture
def served() -> Iterator:
    """Starts servers; all are gone at the end of the test."""
    servers = []

    def start(**host) -> Host:
        behaviour = Host(**host)
        server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (Handler,), {"host": behaviour}))
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}).start()
        servers.append(server)
        behaviour.address = f"http://127.0.0.1:{server.server_port}/"
        return behaviour

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch):
    monkeypatch.setenv("no_proxy", "127.0.0.1")


def fetched(folder, *addresses: str, name: str = NAME) -> list[str]:
    file = CorpusFile(f"mnist/{name}.gz", SHA256, addresses)
    return list(fetch(folder, lambda *_: None, files=[file]))


def files_in(folder):
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_file_is_put_where_the_readers_look(served, tmp_path):
    host = served(files={"a.gz": PACKED})
    assert fetched(tmp_path, host.url("a.gz")) == [f"mnist/{NAME}.gz is here now, from {host.address[7:-1]}"]
    assert files_in(tmp_path) == {f"{NAME}.gz": PACKED}


def test_what_is_here_is_not_asked_for_again(served, tmp_path):
    host = served(files={"a.gz": PACKED})
    fetched(tmp_path, host.url("a.gz"))
    assert fetched(tmp_path, host.url("a.gz")) == [f"mnist/{NAME}.gz is here already"]
    assert len(host.ranges) == 1


@pytest.mark.parametrize("wrong", [b"", PACKED[:-10], gzip.compress(b"something else")])
def test_what_is_here_and_wrong_is_replaced(served, tmp_path, wrong):
    host = served(files={"a.gz": PACKED})
    (tmp_path / "mnist").mkdir()
    (tmp_path / "mnist" / f"{NAME}.gz").write_bytes(wrong)
    fetched(tmp_path, host.url("a.gz"))
    assert files_in(tmp_path) == {f"{NAME}.gz": PACKED}


def test_a_cut_download_goes_on_where_it_stopped(served, tmp_path):
    host = served(files={"a.gz": PACKED}, cuts=[100_000, 50_000])
    fetched(tmp_path, host.url("a.gz"))
    assert host.ranges == [None, "bytes=100000-", "bytes=150000-"]
    assert files_in(tmp_path) == {f"{NAME}.gz": PACKED}


def test_the_next_run_goes_on_where_the_last_one_stopped(served, tmp_path):
    host = served(files={"a.gz": PACKED}, cuts=[100_000, 0, 500_000])
    with pytest.raises(FetchError, match=r"the connection ended after 100,000 of 256,\d+ bytes"):
        fetched(tmp_path, host.url("a.gz"))
    assert files_in(tmp_path) == {"a.gz.part": PACKED[:100_000]}  # and nothing under the final name
    fetched(tmp_path, host.url("a.gz"))
    assert host.ranges[-1] == "bytes=100000-"
    assert files_in(tmp_path) == {f"{NAME}.gz": PACKED}


def test_a_download_that_was_whole_when_the_run_ended_is_used(served, tmp_path):
    host = served(files={"a.gz": PACKED})
    (tmp_path / "mnist").mkdir()
    (tmp_path / "mnist" / "a.gz.part").write_bytes(PACKED)
    fetched(tmp_path, host.url("a.gz"))
    assert files_in(tmp_path) == {f"{NAME}.gz": PACKED}


def test_a_server_that_cannot_go_on_begins_anew(served, tmp_path):
    host = served(files={"a.gz": PACKED}, cuts=[100_000], knows_ranges=False)
    fetched(tmp_path, host.url("a.gz"))
    assert files_in(tmp_path) == {f"{NAME}.gz": PACKED}


def test_a_server_that_always_hangs_up_at_the_same_place_is_given_up(served, tmp_path):
    host = served(files={"a.gz": PACKED}, cuts=[100_000] * 9, knows_ranges=False)
    with pytest.raises(FetchError):
        fetched(tmp_path, host.url("a.gz"))
    assert len(host.ranges) == 2


def test_a_part_that_belongs_to_something_else_is_thrown_away(served, tmp_path):
    host = served(files={"a.gz": PACKED})
    (tmp_path / "mnist").mkdir()
    (tmp_path / "mnist" / "a.gz.part").write_bytes(b"<html>Please log in</html>")
    fetched(tmp_path, host.url("a.gz"))
    assert files_in(tmp_path) == {f"{NAME}.gz": PACKED}


@pytest.mark.parametrize(
    "wrong", [gzip.compress(b"other digits"), b"<html>Please log in</html>", b"\x1f\x8b broken", b""]
)
def test_a_file_of_another_hash_is_refused_and_nothing_stays(served, tmp_path, wrong):
    host = served(files={"a.gz": wrong})
    with pytest.raises(FetchError, match=r"expected content of SHA-256|cannot be unpacked"):
        fetched(tmp_path, host.url("a.gz"))
    assert files_in(tmp_path) == {}


def test_mirrors_are_tried_in_turn(served, tmp_path):
    missing, lying = served(files={}), served(files={"a.gz": gzip.compress(b"other digits")})
    good = served(files={"a.gz": PACKED})
    said = fetched(tmp_path, *(host.url("a.gz") for host in (missing, lying, good)))
    assert said == [f"mnist/{NAME}.gz is here now, from {good.address[7:-1]}"]
    assert files_in(tmp_path) == {f"{NAME}.gz": PACKED}


def test_a_mirror_goes_on_where_another_was_cut(served, tmp_path):
    cut, good = served(files={"a.gz": PACKED}, cuts=[100_000, 0]), served(files={"a.gz": PACKED})
    fetched(tmp_path, cut.url("a.gz"), good.url("a.gz"))
    assert good.ranges == ["bytes=100000-"]


def zipped(name: str, data: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("other.txt", "another file")
        archive.writestr(name, data)
    return file.getvalue()


Z = compressed(CONTENT)


@pytest.mark.parametrize(
    ("as_served", "data"),
    [
        ("pens.zip", zipped("pens.tra.Z", Z)),
        ("pens.zip", zipped("folder/pens.tra.gz", PACKED)),
        ("pens.tra.Z", Z),
        ("pens.tra", CONTENT),
    ],
)
def test_whatever_it_is_packed_in_it_is_kept_as_gzip(served, tmp_path, as_served, data):
    host = served(files={as_served: data})
    fetched(tmp_path, host.url(as_served), name="pens.tra")
    ((name, kept),) = files_in(tmp_path).items()
    assert (name, gzip.decompress(kept)) == ("pens.tra.gz", CONTENT)


@pytest.mark.parametrize("data", [zipped("unlike.Z", Z), zipped("pens.tra.Z", Z)[:-30], Z[:3] + b"\xff" * 9])
def test_what_cannot_be_unpacked_is_refused(served, tmp_path, data):
    host = served(files={"pens.zip": data})
    with pytest.raises(FetchError, match=r"cannot be unpacked|there is no pens\.tra in the zip"):
        fetched(tmp_path, host.url("pens.zip"), name="pens.tra")
    assert files_in(tmp_path) == {}


def test_without_a_network_it_says_what_to_do(tmp_path):
    nobody = "http://127.0.0.1:9/a.gz"
    with pytest.raises(FetchError) as caught:
        fetched(tmp_path, nobody)
    said = str(caught.value)
    assert f"mnist/{NAME}.gz could not be downloaded." in said
    assert nobody in said
    assert "Is this machine on the internet?" in said
    assert f"put it into {tmp_path / 'mnist'} as it is" in said
    assert files_in(tmp_path) == {}


def test_a_file_brought_from_another_machine_is_checked_and_unpacked(tmp_path):
    (tmp_path / "mnist").mkdir()
    (tmp_path / "mnist" / "all of+it.zip").write_bytes(zipped("pens.tra.Z", Z))
    said = fetched(tmp_path, "http://127.0.0.1:9/all%20of+it.zip", name="pens.tra")
    assert said == ["mnist/pens.tra.gz is here now, from all of+it.zip"]
    assert gzip.decompress(files_in(tmp_path)["pens.tra.gz"]) == CONTENT


def test_a_disk_that_fills_up_leaves_no_half_file(served, tmp_path, monkeypatch):
    def write_half(path, data):
        with path.open("wb") as file:
            file.write(data[: len(data) // 2])
        raise OSError("No space left on device")

    host = served(files={"a.gz": PACKED})
    monkeypatch.setattr("pathlib.Path.write_bytes", write_half)
    with pytest.raises(FetchError, match="No space left on device"):
        fetched(tmp_path, host.url("a.gz"))
    assert f"{NAME}.gz" not in files_in(tmp_path)


@pytest.mark.parametrize("tells_size", [True, False])
def test_progress_is_told_to_the_end(served, tmp_path, tells_size):
    host = served(files={"a.gz": PACKED}, tells_size=tells_size)
    told = []
    file = CorpusFile(f"mnist/{NAME}.gz", SHA256, (host.url("a.gz"),))
    list(fetch(tmp_path, lambda *progress: told.append(progress), files=[file]))
    assert told[0][2] == (len(PACKED) if tells_size else None)
    assert told[-1] == (f"{NAME}.gz", len(PACKED), len(PACKED))
    assert [here for _, here, _ in told] == sorted(here for _, here, _ in told)


@pytest.fixture
def one_file(served, monkeypatch):
    """In place of the corpora: one small file on this machine."""
    host = served(files={"a.gz": PACKED})
    file = CorpusFile(f"mnist/{NAME}.gz", SHA256, (host.url("a.gz"),))
    monkeypatch.setattr("nn.cli.fetch.CORPORA", (file,))
    return file


def test_the_command_line_fetches_and_says_what_to_set(one_file, tmp_path, capsys):
    main(["fetch", "--corpora", str(tmp_path)])
    output = capsys.readouterr()
    assert output.out.splitlines()[0].startswith(f"{one_file.path} is here now, from 127.0.0.1")
    assert output.out.splitlines()[1].startswith(f"Set DIGITS_CORPORA={tmp_path} to")
    assert "[##############################] 0.3 of 0.3 MB" in output.err


def test_without_a_folder_the_corpora_go_below_var(one_file, tmp_path, monkeypatch):
    monkeypatch.delenv("DIGITS_CORPORA", raising=False)
    monkeypatch.chdir(tmp_path)
    main(["fetch"])
    assert (tmp_path / "var" / "corpora" / one_file.path).read_bytes() == PACKED


def test_the_command_line_fails_where_nothing_comes(monkeypatch, tmp_path):
    monkeypatch.setattr("nn.cli.fetch.CORPORA", (CorpusFile("a.gz", SHA256, ("http://127.0.0.1:9/a.gz",)),))
    with pytest.raises(SystemExit, match=r"^nn fetch: a\.gz could not be downloaded\."):
        main(["fetch", "--corpora", str(tmp_path)])


def test_the_bar_fills_up(capsys):
    for n_here in (500_000, 1_000_000):
        show_bar("a.gz", n_here, 1_000_000)
    show_bar("b.zip", 200_000, None)
    lines = capsys.readouterr().err.split("\r")[1:]
    assert lines == [
        "a.gz [###############...............] 0.5 of 1.0 MB",
        "a.gz [##############################] 1.0 of 1.0 MB\n",
        "b.zip 0.2 MB",
    ]


def test_the_corpora_are_five_files_with_a_public_home_each():
    assert [file.path for file in CORPORA] == [
        "mnist/train-images-idx3-ubyte.gz",
        "mnist/train-labels-idx1-ubyte.gz",
        "mnist/t10k-images-idx3-ubyte.gz",
        "mnist/t10k-labels-idx1-ubyte.gz",
        "pendigits/pendigits-orig.tra.gz",
    ]
    assert all(address.startswith("https://") for file in CORPORA for address in file.addresses)


def test_the_real_files_have_these_hashes(corpora):
    assert [sha256_of(corpora / file.path) for file in CORPORA] == [file.sha256 for file in CORPORA]
