"""`manage.py fetch_corpora` puts files where the program looks for them; how they are fetched is tested in `nn`."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from nn.cli.fetch import FetchError


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The folders that files were fetched to."""
    folders: list[Path] = []

    def fetch(folder, _report):
        folders.append(folder)
        yield "mnist/a.gz is here now, from a server"

    monkeypatch.setattr("backend.digits.management.commands.fetch_corpora.fetch", fetch)
    return folders


def said() -> list[str]:
    out = StringIO()
    call_command("fetch_corpora", stdout=out)
    return out.getvalue().splitlines()


def test_files_come_to_the_folder_that_is_set(asked, settings, tmp_path):
    settings.DIGITS_CORPORA = tmp_path
    assert said() == ["mnist/a.gz is here now, from a server"]
    assert asked == [tmp_path]


def test_without_one_they_come_to_the_data_folder_and_it_says_what_to_set(asked, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    assert said()[-1].startswith(f"Set DIGITS_CORPORA={tmp_path / 'corpora'} ")
    assert asked == [tmp_path / "corpora"]


def test_without_a_network_the_command_fails_and_says_why(monkeypatch):
    def fetch(*_):
        raise FetchError("mnist/a.gz could not be downloaded.")
        yield

    monkeypatch.setattr("backend.digits.management.commands.fetch_corpora.fetch", fetch)
    with pytest.raises(CommandError, match="could not be downloaded"):
        said()
