"""The choice of Node: the machine's if it is new enough, else the packaged one."""

import os
from pathlib import Path

import pytest

from scripts import node


def fake_node(folder: Path, version: str) -> None:
    for name in ("node", "npm"):
        (folder / name).write_text(f"#!/bin/sh\necho {version}\n")
        (folder / name).chmod(0o755)


@pytest.mark.parametrize("version", ["v20.19.0", "v20.20.2", "v22.12.0", "v24.19.0"])
def test_versions_that_vite_runs_on_are_fit(version: str) -> None:
    assert node.is_fit(version)


@pytest.mark.parametrize("version", ["v18.20.4", "v20.18.3", "v21.7.3", "v22.11.0", "", "garbage"])
def test_versions_that_vite_refuses_are_not_fit(version: str) -> None:
    assert not node.is_fit(version)


@pytest.mark.parametrize(("version", "expected"), [("v20.19.1", "path"), ("v18.1.0", "wheel")])
def test_an_old_node_on_path_is_replaced_by_the_wheel(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, version: str, expected: str
) -> None:
    fake_node(tmp_path, version)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}/bin")
    monkeypatch.setattr(node, "_node_from_wheel", lambda: Path("wheel"))
    assert node.node_folder() == {"path": tmp_path, "wheel": Path("wheel")}[expected]
