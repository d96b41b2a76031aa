"""Folders of labelled pictures: folders 0 to 9, each with PNG files of that digit.

A written file is named by the SHA-256 of its digit's ink, by which this installation recognises its own digits.
"""

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path, PurePath

from backend.digits.drawings import from_png, picture_png
from backend.digits.errors import InvalidImageError, RefusedError
from backend.digits.exchange.records import ExportedDigits, LabelledDrawing, Source, as_text, is_sha256

MAX_BYTES = 256 * 1024  # Larger files are refused.

LITTER = frozenset(
    (
        "thumbs.db",
        "ehthumbs.db",
        "ehthumbs_vista.db",
        "picasa.ini",
        "#snapshot",
        "desktop.ini",
        "icon\r",
        "__macosx",
        "__pycache__",
        "@eadir",
        "#recycle",
        "lost+found",
        "system volume information",
        "$recycle.bin",
    )
)
"""Names, in small letters, of what systems, network drives, archives and other programs leave in folders."""


def read_folder(folder: Path) -> Source:
    """Read labelled PNG files in the order of their paths. Skip what systems leave in folders; refuse other files."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file() and not is_litter(path.relative_to(folder)))
    if not paths:
        raise RefusedError(f"{folder.name} has no pictures: folders 0 to 9 with PNG files are wanted.")
    digest = hashlib.sha256()
    for path in paths:
        _label_of(path, folder)
        if path.stat().st_size > MAX_BYTES:
            raise RefusedError(
                f"{path.relative_to(folder)} has {path.stat().st_size:,} bytes; at most {MAX_BYTES:,} are read."
            )
        digest.update(os.fsencode(path.relative_to(folder).as_posix()) + b"\0" + path.read_bytes())

    def drawings() -> Iterator[LabelledDrawing]:
        for path in paths:
            place = as_text(str(path.relative_to(folder)))  # as it can be stored and printed
            try:
                own = path.stem if is_sha256(path.stem) else ""
                yield LabelledDrawing(from_png(path.read_bytes()), _label_of(path, folder), place, own_sha256=own)
            except (InvalidImageError, OSError) as error:
                raise RefusedError(f"{place}: {error}") from error

    return Source(folder.name, len(paths), digest.hexdigest(), drawings)


def is_litter(path: PurePath) -> bool:
    """Return whether a file, or a folder that it is in, has a name that systems give: hidden, a preview, a note.

    >>> [is_litter(PurePath(name)) for name in ("7/Thumbs.db", "__MACOSX/7/a.png", "7/a.png")]
    [True, True, False]
    """
    return any(part.startswith((".", "~$")) or part.lower() in LITTER for part in path.parts)


def write_folders(folder: Path, digits: ExportedDigits) -> list[Path]:
    """Write each picture white on black into the folder of its label; the same drawing with the same label once."""
    paths: dict[Path, None] = {}
    for digit in digits:
        path = folder / str(digit.label) / f"{digit.ink_sha256}.png"
        if path not in paths:
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(picture_png(digit.picture))
            paths[path] = None
    return [*paths]


def _label_of(path: Path, folder: Path) -> int:
    names = path.relative_to(folder).parts
    if len(names) != 2 or names[0] not in set("0123456789"):
        raise RefusedError(f"{path.relative_to(folder)} has no label: it must lie directly in a folder 0 to 9.")
    if path.suffix.lower() != ".png":
        raise RefusedError(f"{path.relative_to(folder)} is no PNG: only PNG files are read.")
    return int(names[0])
