"""The program's own archive of all digits, versions, deployments and the audit trail: a ZIP of JSON lines.

Its last member, `manifest.json`, names the format and, for every other member, the number of rows and the SHA-256 of
the content. Rows are in the order of their ids, keys are sorted and timestamps are fixed, so the same tables give the
same bytes. Readers check names and sizes first, each line as they read it, and rows and hash of a member at its end.
"""

import hashlib
import json
import lzma
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path
from typing import Any

from backend.digits.errors import RefusedError
from backend.system import move, sync

FORMAT = "ductus-archive 1"
EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest time that a ZIP can hold
MEMBER = re.compile(r"(?:digits/[0-9]{7}|versions|deployments|audit)\.jsonl|manifest\.json", re.ASCII)
N_IN_PART = 5000  # ids in one member of digits; more make fewer and larger members
MAX_LINE = 4_000_000  # Bytes; longer lines are refused. A version with its weights has 130,000.
BUFFER = 2**16  # bytes that are inflated at once; with fewer, a line takes longer
MAX_MANIFEST = 4_000_000  # Bytes; a larger manifest is refused.
MAX_INFLATION = 60
"""A file that claims to inflate to more than this many times its size is refused as a ZIP bomb. The program's own
archives inflate to less than ten times their size."""
ZIP_FAULTS = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, OSError, EOFError, KeyError, ValueError, RuntimeError)
"""What `zipfile` raises for a ZIP that is damaged, encrypted or packed in another way. RefusedError is a ValueError."""

Row = dict[str, Any]


class ArchiveWriter:
    """A writer of the archive's members, one after another, each row as it comes."""

    def __init__(self, file: zipfile.ZipFile) -> None:
        self._file = file
        self._members: dict[str, dict[str, Any]] = {}

    def write(self, name: str, rows: Iterable[Row]) -> int:
        """Write one member and return its number of rows."""
        digest, count = hashlib.sha256(), 0
        with self._file.open(_info(name), "w", force_zip64=True) as member:
            for row in rows:
                line = json.dumps(row, sort_keys=True, separators=(",", ":")).encode() + b"\n"
                member.write(line)
                digest.update(line)
                count += 1
        self._members[name] = {"rows": count, "sha256": digest.hexdigest()}
        return count

    def finish(self) -> None:
        manifest = {"format": FORMAT, "members": self._members}
        self._file.writestr(_info("manifest.json"), json.dumps(manifest, indent=1, sort_keys=True).encode())


@contextmanager
def write_archive(path: Path) -> Iterator[ArchiveWriter]:
    """Write an archive under a hidden name and rename it once it is complete, so that nobody finds a part of it.

    It is on the disk then: a new beginning deletes what the archive has, and a power cut must not take both.
    """
    draft = path.with_name(f".{path.name}.part")
    try:
        with zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as file:
            writer = ArchiveWriter(file)
            yield writer
            writer.finish()
        sync(draft)
        move(draft, path)
        for folder in [*path.parents][:3]:  # a new beginning makes two of them
            sync(folder)
    finally:
        draft.unlink(missing_ok=True)


@dataclass(frozen=True)
class Archive:
    """An archive whose names, sizes and manifest have been checked."""

    path: Path
    members: dict[str, dict[str, Any]]
    sha256: str

    @property
    def n_digits(self) -> int:
        return sum(member["rows"] for name, member in self.members.items() if name.startswith("digits/"))

    def rows(self, name: str) -> Iterator[tuple[str, Row]]:
        """Yield each row of a member with its place. Raises RefusedError at a damaged line and for a wrong hash."""
        digest, number = hashlib.sha256(), 0
        try:
            with zipfile.ZipFile(self.path) as file, BufferedReader(file.open(name), BUFFER) as member:  # type: ignore[type-var]
                while line := member.readline(MAX_LINE + 1):
                    number += 1
                    digest.update(line)
                    yield f"{name}, line {number}", _row(line, f"{name}, line {number}")
        except RefusedError:
            raise
        except ZIP_FAULTS as error:
            raise RefusedError(f"{self.path.name}: {name} is damaged after line {number}: {error}") from error
        wanted = self.members[name]
        if number != wanted["rows"] or digest.hexdigest() != wanted["sha256"]:
            raise RefusedError(
                f"{self.path.name}: {name} is not what the manifest says: {wanted['rows']:,} rows and SHA-256"
                f" {wanted['sha256'][:12]}… are wanted, not {number:,} and {digest.hexdigest()[:12]}…"
            )

    def digits(self) -> Iterator[tuple[str, Row]]:
        for name in sorted(self.members):
            if name.startswith("digits/"):
                yield from self.rows(name)


def open_archive(path: Path) -> Archive:
    """Open an archive and check its claims before anything large is inflated. Raises RefusedError."""
    try:
        with zipfile.ZipFile(path) as file:
            _check_sizes(file, path)
            manifest = json.loads(file.read("manifest.json"))
    except RefusedError:
        raise
    except ZIP_FAULTS as error:
        raise RefusedError(
            f"{path.name} is no archive of this program, or it is damaged. Send the file as it was exported."
        ) from error
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise RefusedError(f'{path.name}: "format": "{FORMAT}" is wanted in its manifest.')
    return Archive(path, _check_members(manifest.get("members"), path), _sha256(path))


def is_archive(path: Path) -> bool:
    return path.suffix == ".ductus" or (path.suffix == ".zip" and zipfile.is_zipfile(path))


def part_name(number: int) -> str:
    return f"digits/{number:07d}.jsonl"


def _check_sizes(file: zipfile.ZipFile, path: Path) -> None:
    infos = file.infolist()
    names = [info.filename for info in infos]
    if strange := next((name for name in names if not MEMBER.fullmatch(name)), None):
        raise RefusedError(f"{path.name} has a member {strange[:80]!r} that no archive of this program has.")
    if len(set(names)) != len(names):
        raise RefusedError(f"{path.name} has a member twice.")
    n_bytes, claimed = path.stat().st_size, sum(info.file_size for info in infos)
    if claimed > MAX_INFLATION * n_bytes + MAX_MANIFEST:
        raise RefusedError(f"{path.name} has {n_bytes:,} bytes and claims to hold {claimed:,}: it is not inflated.")
    if file.getinfo("manifest.json").file_size > MAX_MANIFEST:
        raise RefusedError(f"{path.name}: its manifest is larger than {MAX_MANIFEST:,} bytes.")


def _check_members(members: Any, path: Path) -> dict[str, dict[str, Any]]:
    with zipfile.ZipFile(path) as file:
        present = {name for name in file.namelist() if name != "manifest.json"}
    is_sound = isinstance(members, dict) and all(
        isinstance(member, dict) and isinstance(member.get("rows"), int) and isinstance(member.get("sha256"), str)
        for member in members.values()
    )
    if not is_sound or set(members) != present:
        raise RefusedError(f"{path.name}: its manifest does not name the members that it has.")
    return dict(members)


def _row(line: bytes, place: str) -> Row:
    try:
        row = json.loads(line) if len(line) <= MAX_LINE else None
    except (ValueError, RecursionError) as error:
        raise RefusedError(f"{place}: not JSON: {error}") from error
    if not isinstance(row, dict):
        raise RefusedError(f"{place}: a JSON object of at most {MAX_LINE:,} bytes is wanted.")
    return row


def _info(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, EPOCH)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    return info


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
