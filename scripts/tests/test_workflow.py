"""Tests of the workflow for a public forge, as far as they can be made without one: each step is sound and complete."""

import re
import shlex
import tomllib
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
WORKFLOW = yaml.safe_load((ROOT / ".github" / "workflows" / "test.yml").read_text(encoding="utf-8"))
JOBS = WORKFLOW["jobs"]
STEPS = [(name, step) for name, job in JOBS.items() for step in job["steps"]]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
JOB_KEYS = {"runs-on", "timeout-minutes", "steps", "needs", "strategy", "env"}
STEP_KEYS = {"name", "uses", "with", "run", "if"}


def commands() -> list[list[str]]:
    """Return the words of every command that the workflow runs."""
    lines = [part for _, step in STEPS for line in step.get("run", "").splitlines() for part in line.split(" && ")]
    return [shlex.split(line) for line in lines]


def test_every_job_and_step_has_the_keys_of_a_workflow_and_an_end() -> None:
    assert set(WORKFLOW) == {"name", True, "permissions", "defaults", "jobs"}  # YAML reads `on` as true
    assert WORKFLOW["permissions"] == {"contents": "read"}
    for job in JOBS.values():
        assert {"runs-on", "timeout-minutes", "steps"} <= set(job) <= JOB_KEYS
        assert job.get("needs", "wheel") in JOBS
    for _, step in STEPS:
        assert set(step) <= STEP_KEYS
        assert ("run" in step) != ("uses" in step)
        assert re.fullmatch(r"actions/[a-z-]+@v[0-9]+", step.get("uses", "actions/x@v1"))
        if step.get("uses", "").startswith("actions/checkout"):
            assert step["with"] == {"persist-credentials": False}  # no step needs to write to the repository


def test_the_wheel_is_tried_on_three_systems_with_the_oldest_and_a_newer_python() -> None:
    matrix = JOBS["installed"]["strategy"]["matrix"]
    assert [system.partition("-")[0] for system in matrix["system"]] == ["ubuntu", "macos", "windows"]
    oldest = PROJECT["project"]["requires-python"].removeprefix(">=")
    assert matrix["python"][0] == oldest
    assert all(isinstance(version, str) for version in matrix["python"])  # 3.10 would be read as 3.1


def test_every_command_is_there() -> None:
    verbs = re.findall(r"^([a-z]+):.*## ", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    for words in commands():
        match words:
            case ["make", verb]:
                assert verb in verbs
            case ["python", script] if script.endswith(".py"):
                assert (ROOT / script).is_file()
            case ["python", "-m", "pip", "install", wheel]:
                extras = re.fullmatch(r"(?:dist/\*\.whl|\$\(echo dist/\*\.whl\)(?:\[([\w,]+)\])?)", wheel)
                assert extras
                asked = set(extras[1].split(",")) if extras[1] else set()
                assert asked <= set(PROJECT["project"]["optional-dependencies"])
                assert asked in (set(), {"dev", "scaled"})  # the tests need the drivers of both servers
            case ["python", "-m", "pytest", "-m", marks, *folders]:
                known = {mark.partition(":")[0] for mark in PROJECT["tool"]["pytest"]["ini_options"]["markers"]}
                assert set(re.findall(r"\w+", marks)) <= known | {"not", "and"}
                assert all((ROOT / folder).is_dir() for folder in folders)
            case ["sudo", "apt-get", *_]:
                pass
            case _:
                pytest.fail(f"nobody knows whether this command is there: {words}")


def test_what_one_job_keeps_another_finds() -> None:
    kept = {step["with"]["name"]: step["with"]["path"] for _, step in STEPS if "upload" in step.get("uses", "")}
    fetched = {step["with"]["name"]: step["with"]["path"] for _, step in STEPS if "download" in step.get("uses", "")}
    assert fetched
    assert fetched.items() <= kept.items()
