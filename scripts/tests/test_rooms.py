"""Tests that the tree stays easy to walk: few files at the top of a large folder, the rest in folders with names."""

import pytest

from scripts.places import ROOT


@pytest.mark.parametrize(("folder", "most"), [("nn", 12), ("backend/digits", 10), ("backend/digits/services", 10)])
def test_a_large_folder_has_few_modules_at_its_top(folder, most):
    modules = sorted(path.name for path in (ROOT / folder).glob("*.py"))
    assert 1 < len(modules) <= most, modules


@pytest.mark.parametrize(
    ("folder", "names"),
    [
        ("nn", {"base", "cli", "data", "figures", "online", "preprocessing", "tests"}),
        ("backend/digits/services", {"learning", "moderation", "notices", "transfer"}),
    ],
)
def test_a_large_folder_has_just_the_folders_that_the_map_names(folder, names):
    assert {path.name for path in (ROOT / folder).iterdir() if (path / "__init__.py").exists()} == names


def test_the_page_has_few_folders():
    folders = sorted(path.name for path in (ROOT / "frontend" / "src").iterdir() if path.is_dir())
    assert 1 < len(folders) <= 12, folders
