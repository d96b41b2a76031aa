"""Stamps: a step is done again if its inputs changed, its product is missing, or it has not succeeded."""

from pathlib import Path

import pytest

from scripts import stamps
from scripts.stamps import Stamp, files_in, fingerprint


@pytest.fixture(autouse=True)
def _stamps_in_a_temporary_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stamps, "SET_UP", tmp_path / "set-up")


@pytest.fixture
def product(tmp_path: Path) -> Path:
    path = tmp_path / "product"
    path.touch()
    return path


def test_a_step_that_succeeded_is_current(product: Path) -> None:
    Stamp("step", "abc", product).write()
    assert Stamp("step", "abc", product).is_current()


def test_a_step_that_never_succeeded_is_not_current(product: Path) -> None:
    assert not Stamp("step", "abc", product).is_current()


def test_a_step_with_other_inputs_is_not_current(product: Path) -> None:
    Stamp("step", "abc", product).write()
    assert not Stamp("step", "abd", product).is_current()


def test_a_step_whose_product_was_deleted_is_not_current(product: Path) -> None:
    Stamp("step", "abc", product).write()
    product.unlink()
    assert not Stamp("step", "abc", product).is_current()


def test_a_step_whose_stamp_was_removed_is_not_current(product: Path) -> None:
    stamp = Stamp("step", "abc", product)
    stamp.write()
    stamp.remove()
    assert not stamp.is_current()


def test_the_fingerprint_follows_the_content_of_a_file(product: Path) -> None:
    before = fingerprint(product)
    product.write_text("changed")
    assert fingerprint(product) != before


def test_the_fingerprint_follows_the_name_of_a_file(product: Path) -> None:
    before = fingerprint(product)
    assert fingerprint(product.rename(product.with_name("renamed"))) != before


def test_only_the_top_node_modules_is_left_out_of_the_sources(tmp_path: Path) -> None:
    for name in ("a.ts", "node_modules/b.ts", "src/node_modules/c.ts"):
        (tmp_path / "frontend" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "frontend" / name).touch()
    found = files_in(tmp_path / "frontend", without=["node_modules"])
    assert [path.name for path in found] == ["a.ts", "c.ts"]
