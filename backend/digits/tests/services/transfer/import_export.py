"""Helpers of the tests of imports and exports: export, import, empty the tables, write an IDX file."""

import struct
from io import StringIO
from pathlib import Path
from typing import Any

from django.core.management import call_command

from backend.digits.exchange.formats import open_import
from backend.digits.models import AuditEntry, Deployment, Digit, ModelState
from backend.digits.services.transfer.imports import ImportResult, import_digits


def export(folder: Path, kind: str = "archive") -> list[Path]:
    call_command("export_digits", folder, format=kind, by="anna", stdout=StringIO())
    return sorted(path for path in folder.rglob("*") if path.is_file())


def import_file(path: Path, **more: Any) -> ImportResult:
    found = open_import(path)
    assert isinstance(found, list)
    (source,) = found
    return import_digits(source, by="anna", reason="the test", **more)


def clear_tables() -> None:
    ModelState.objects.update(parent=None)
    for model in (AuditEntry, Digit, Deployment, ModelState):
        model.objects.all().delete()


def write_idx(folder: Path, pictures: Any, labels: list[int], name: str = "digits") -> Path:
    images = folder / f"{name}-images-idx3-ubyte"
    images.write_bytes(struct.pack(">HBBIII", 0, 8, 3, *pictures.shape) + pictures.tobytes())
    (folder / f"{name}-labels-idx1-ubyte").write_bytes(struct.pack(">HBBI", 0, 8, 1, len(labels)) + bytes(labels))
    return images
