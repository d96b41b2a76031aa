"""Downloads the corpora from their public homes, and nothing else: five files, 12 MB.

A file is taken only if its content has the SHA-256 that is written here, whoever served it. A download that was cut
goes on where it stopped, in this run or in the next. Under its final name there is either the right file or none.
"""

import gzip
import hashlib
import io
import sys
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import unquote, urlsplit
from urllib.request import Request, urlopen

from nn.cli.progress import WIDTH
from nn.data import lzw
from nn.data.corpora import CorpusError, sha256_of

TIMEOUT_S = 30
CHUNK = 1 << 16
GZIP_MAGIC = b"\x1f\x8b"

MNIST_HOMES = ("https://ossci-datasets.s3.amazonaws.com/mnist/", "https://storage.googleapis.com/cvdf-datasets/mnist/")
UCI = "https://archive.ics.uci.edu/"

Report = Callable[[str, int, int | None], None]
"""Is told the name of a file, how many bytes of it are here, and of how many, where the server says so."""


@dataclass(frozen=True)
class CorpusFile:
    """A file of a corpus, kept as gzip at `path`; `sha256` is that of its content."""

    path: str
    sha256: str
    addresses: tuple[str, ...]
    """Tried in turn. What they serve is the file itself, or it as gzip, as .Z, or in a zip."""


def _mnist(name: str, sha256: str) -> CorpusFile:
    return CorpusFile(f"mnist/{name}.gz", sha256, tuple(f"{home}{name}.gz" for home in MNIST_HOMES))


CORPORA = (
    _mnist("train-images-idx3-ubyte", "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db"),
    _mnist("train-labels-idx1-ubyte", "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5"),
    _mnist("t10k-images-idx3-ubyte", "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7"),
    _mnist("t10k-labels-idx1-ubyte", "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2"),
    CorpusFile(
        "pendigits/pendigits-orig.tra.gz",
        "a66225d68d7d68591e62944df1ad33b3f5aa608e2df2505844b41f5568a80da4",
        (
            UCI + "static/public/81/pen+based+recognition+of+handwritten+digits.zip",
            UCI + "ml/machine-learning-databases/pendigits/pendigits-orig.tra.Z",
        ),
    ),
)


class FetchError(OSError):
    """No address gave the file; the message says why for each, and what to do."""


def fetch(folder: Path, report: Report, *, files: Sequence[CorpusFile] | None = None) -> Iterator[str]:
    """Has every file, as a rule `CORPORA`, in the folder, saying of each what was done. Raises FetchError."""
    for file in CORPORA if files is None else files:
        path = folder / file.path
        if _is_right(path, file.sha256):
            yield f"{file.path} is here already"
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            source = _obtain(file, path, report)
            for address in file.addresses:
                _part(path, address).unlink(missing_ok=True)
            yield f"{file.path} is here now, from {source}"


def show_bar(name: str, n_here: int, n_bytes: int | None) -> None:
    """Draws how far a download is, on stderr; where the server does not tell the size, only how much is here."""
    megabytes = f"{n_here / 1e6:.1f}" if n_bytes is None else f"{n_here / 1e6:.1f} of {n_bytes / 1e6:.1f}"
    bar = "" if not n_bytes else f" [{'#' * (WIDTH * n_here // n_bytes):.<{WIDTH}}]"
    sys.stderr.write(f"\r{name}{bar} {megabytes} MB{chr(10) if n_here == n_bytes else ''}")
    sys.stderr.flush()


def _obtain(file: CorpusFile, path: Path, report: Report) -> str:
    """Puts the file at its path and gives back where it came from."""
    failures = []
    for address in file.addresses:
        try:
            by_hand = path.parent / _name(address)
            if by_hand != path and by_hand.exists():  # brought from another machine
                _keep(by_hand.read_bytes(), file, path)
                return by_hand.name
            _take(address, file, path, report)
            return urlsplit(address).netloc
        except (OSError, HTTPException, CorpusError) as error:
            failures.append(f"  {address}\n    {error}")
    raise FetchError(_advice(file, path, failures))


def _take(address: str, file: CorpusFile, path: Path, report: Report) -> None:
    """Downloads from one address until everything is here; what was begun before and turns out wrong is begun anew."""
    part = _part(path, address)
    was_begun = part.exists()
    while not _download(address, part, lambda here, of: report(path.name, here, of)):
        pass
    try:
        _keep(part.read_bytes(), file, path)
    except CorpusError:
        part.unlink()
        if not was_begun:
            raise
        _take(address, file, path, report)


def _download(address: str, part: Path, report: Callable[[int, int | None], None]) -> bool:
    """Adds to the part what it lacks; whether all of it is here now. Raises where not even more of it came."""
    n_before = _n_bytes(part)
    try:
        _append(address, part, report)
    except (OSError, HTTPException) as error:
        if isinstance(error, HTTPError):
            error.close()
            if error.code == 416:  # nothing lies beyond the part: it is all there is
                return True
        if _n_bytes(part) <= n_before:
            raise
        return False
    return True


def _append(address: str, part: Path, report: Callable[[int, int | None], None]) -> None:
    n_here = _n_bytes(part)
    request = Request(address, headers={"Range": f"bytes={n_here}-"} if n_here else {})  # noqa: S310 - in our own list
    with urlopen(request, timeout=TIMEOUT_S) as response, part.open("ab") as file:  # noqa: S310
        if response.status != 206:  # a server need not know Range: this one begins at the beginning
            file.truncate(0)
            n_here = 0
        length = response.headers["Content-Length"]
        n_bytes = n_here + int(length) if length else None
        while chunk := response.read(CHUNK):
            file.write(chunk)
            n_here += len(chunk)
            report(n_here, n_bytes)
    if n_bytes is None:
        report(n_here, n_here)
    elif n_here < n_bytes:
        raise ConnectionError(f"the connection ended after {n_here:,} of {n_bytes:,} bytes")


def _n_bytes(part: Path) -> int:
    return part.stat().st_size if part.exists() else 0


def _keep(served: bytes, file: CorpusFile, path: Path) -> None:
    """Writes what was served as gzip, under a passing name first. Raises CorpusError where it is not the file."""
    packed = _as_gzip(served, path.name.removesuffix(".gz"))
    content = _content(packed)
    sha256 = hashlib.sha256(content).hexdigest()
    if sha256 != file.sha256:
        raise CorpusError(f"expected content of SHA-256 {file.sha256}, got {len(content):,} bytes of {sha256}")
    passing = path.with_name(f"{path.name}.new")
    passing.write_bytes(packed)
    passing.replace(path)


def _as_gzip(served: bytes, name: str) -> bytes:
    try:
        if served[:4] == b"PK\x03\x04":
            with zipfile.ZipFile(io.BytesIO(served)) as archive:
                served = archive.read(next(member for member in archive.namelist() if Path(member).stem == name))
        if served[:2] == lzw.MAGIC:
            served = lzw.decompress(served)
    except StopIteration:
        raise CorpusError(f"there is no {name} in the zip") from None
    except (ValueError, zipfile.BadZipFile, zlib.error) as error:
        raise CorpusError(f"what came cannot be unpacked: {error}") from error
    return served if served[:2] == GZIP_MAGIC else gzip.compress(served, mtime=0)


def _content(packed: bytes) -> bytes:
    try:
        return gzip.decompress(packed)
    except (OSError, EOFError, zlib.error) as error:
        raise CorpusError(f"what came cannot be unpacked: {error}") from error


def _is_right(path: Path, sha256: str) -> bool:
    try:
        return path.exists() and sha256_of(path) == sha256
    except CorpusError:  # cut short, or no gzip at all
        return False


def _part(path: Path, address: str) -> Path:
    return path.parent / f"{_name(address)}.part"


def _name(address: str) -> str:
    return unquote(urlsplit(address).path).rpartition("/")[2]


def _advice(file: CorpusFile, path: Path, failures: list[str]) -> str:
    lines = [
        f"{file.path} could not be downloaded.",
        *failures,
        "Is this machine on the internet? Once it is, start again: what is here already is kept.",
        f"Or download it elsewhere, from any of these addresses, and put it into {path.parent} as it is;",
        "then start again: it is checked and unpacked.",
    ]
    return "\n".join(lines)
