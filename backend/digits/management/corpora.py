"""The download of the corpora from their public homes: seven files, 13 MB. Pooch, of the extra `corpora`, fetches them.

A file is taken only if its content has the SHA-256 that is written here, whichever server sent it.
"""

import gzip
import io
import shutil
import subprocess
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import unquote, urlsplit

from backend.system import move
from nn.data.corpora import CorpusError, sha256_of

GZIP, COMPRESS, ZIP = b"\x1f\x8b", b"\x1f\x9d", b"PK\x03\x04"

MNIST_HOMES = ("https://ossci-datasets.s3.amazonaws.com/mnist/", "https://storage.googleapis.com/cvdf-datasets/mnist/")
QMNIST_HOMES = tuple(
    f"https://raw.githubusercontent.com/facebookresearch/qmnist/{version}/"
    for version in ("master", "c5d0468d749822b3dfc4fcb7110a1e94d541b1c1")
)
PENDIGITS_HOME = "https://archive.ics.uci.edu/static/public/81/pen+based+recognition+of+handwritten+digits.zip"


@dataclass(frozen=True)
class CorpusFile:
    """A file of a corpus, kept as gzip at `path`; `sha256` is that of its content."""

    path: str
    sha256: str
    addresses: tuple[str, ...]
    """The addresses, tried in turn. They serve the file itself, or as gzip, or in a zip, perhaps compressed again."""


def _mnist(name: str, sha256: str) -> CorpusFile:
    return CorpusFile(f"mnist/{name}.gz", sha256, tuple(f"{home}{name}.gz" for home in MNIST_HOMES))


def _qmnist(part: str, sha256: str) -> CorpusFile:
    name = f"qmnist-{part}-labels.tsv.gz"
    return CorpusFile(f"qmnist/{name}", sha256, tuple(f"{home}{name}" for home in QMNIST_HOMES))


CORPORA = (
    _mnist("train-images-idx3-ubyte", "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db"),
    _mnist("train-labels-idx1-ubyte", "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5"),
    _mnist("t10k-images-idx3-ubyte", "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7"),
    _mnist("t10k-labels-idx1-ubyte", "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2"),
    _qmnist("train", "d12becc9bddd68fc45d52ddaa7868aa49dc4c7080d65b51ce6cf12ecdfbabd5c"),
    _qmnist("test", "eb655936ef35473cf5b3df22bcb474433a6211ecdffd3ff670651f3167bdf6b6"),
    CorpusFile(
        "pendigits/pendigits-orig.tra.gz",
        "a66225d68d7d68591e62944df1ad33b3f5aa608e2df2505844b41f5568a80da4",
        (PENDIGITS_HOME,),
    ),
)


class FetchError(OSError):
    """A file that no address gave; the message says why for each, and what to do."""


def fetch(folder: Path, *, files: Sequence[CorpusFile] = CORPORA) -> Iterator[str]:
    """Put every file into the folder, and say of each what was done. Raises FetchError."""
    for file in files:
        path = folder / file.path
        if _is_right(path, file.sha256):
            yield f"{file.path} is here already"
        else:
            yield f"{file.path} is here now, from {_obtain(file, path)}"


def _obtain(file: CorpusFile, path: Path) -> str:
    """Put the file at its path and return where it came from."""
    failures = []
    path.parent.mkdir(parents=True, exist_ok=True)
    for address in file.addresses:
        name = unquote(urlsplit(address).path).rpartition("/")[2]
        by_hand = path.parent / name
        try:
            if by_hand != path and by_hand.exists():  # brought from another machine
                _keep(by_hand.read_bytes(), file, path)
                return name
            _keep(_downloaded(address), file, path)
            return urlsplit(address).netloc
        except (OSError, CorpusError) as error:
            failures.append(f"  {address}\n    {error}")
    raise FetchError(_advice(file, path, failures))


def _downloaded(address: str) -> bytes:
    try:
        import pooch  # noqa: PLC0415 - an extra: a program that downloads nothing runs without it
    except ModuleNotFoundError as error:
        raise FetchError(
            "pooch downloads, and is not installed: `make check` installs it with the development packages"
        ) from error
    pooch.get_logger().setLevel("WARNING")
    with TemporaryDirectory() as folder:
        return Path(pooch.retrieve(address, known_hash=None, path=folder, progressbar=True)).read_bytes()


def _keep(served: bytes, file: CorpusFile, path: Path) -> None:
    """Write the content as gzip, under another name first. Raises CorpusError where it is not the file."""
    content = _content(served, path.name.removesuffix(".gz"))
    found = sha256(content).hexdigest()
    if found != file.sha256:
        raise CorpusError(f"expected content of SHA-256 {file.sha256}, got {len(content):,} bytes of {found}")
    draft = path.with_name(f"{path.name}.new")
    draft.write_bytes(served if served[:2] == GZIP else gzip.compress(content, mtime=0))
    move(draft, path)


def _content(served: bytes, name: str) -> bytes:
    try:
        if served[:4] == ZIP:
            with zipfile.ZipFile(io.BytesIO(served)) as archive:
                served = archive.read(next(member for member in archive.namelist() if Path(member).stem == name))
        if served[:2] == COMPRESS:
            return _uncompressed(served)
        return gzip.decompress(served) if served[:2] == GZIP else served
    except StopIteration:
        raise CorpusError(f"there is no {name} in the zip") from None
    except (OSError, EOFError, zipfile.BadZipFile, zlib.error, subprocess.CalledProcessError) as error:
        raise CorpusError(f"what came cannot be unpacked: {error}") from error


def _uncompressed(served: bytes) -> bytes:
    """Return the content of a file of Unix `compress`, which Python cannot read; the program gzip can."""
    program = shutil.which("gzip")
    if program is None:
        raise CorpusError("the program gzip unpacks it, and is not installed")
    return subprocess.run([program, "-dc"], input=served, capture_output=True, check=True).stdout  # noqa: S603


def _is_right(path: Path, expected: str) -> bool:
    try:
        return path.exists() and sha256_of(path) == expected
    except CorpusError:  # cut short, or no gzip at all
        return False


def _advice(file: CorpusFile, path: Path, failures: list[str]) -> str:
    lines = [
        f"{file.path} could not be downloaded.",
        *failures,
        "Is this machine on the internet? Once it is, start again: what is here already is kept.",
        f"Or download it elsewhere, from any of these addresses, and put it into {path.parent} as it is;",
        "then start again: it is checked and unpacked.",
    ]
    return "\n".join(lines)
