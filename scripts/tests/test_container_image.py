"""The container image has all that it needs; `python -m chaos.compose` builds it."""

import re
from pathlib import Path

import pytest

from backend.processes import PROGRAMS

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(("file", "name"), [("docker-compose.yml", "web"), ("docker-compose.yml", "worker")])
def test_the_containers_start_the_programs_that_serve_starts(file, name):
    assert f'"backend.processes", "{name}"' in (ROOT / file).read_text()
    assert name in PROGRAMS


def test_one_container_is_the_whole_program_and_its_health_is_asked_by_no_name_of_its_own():
    image = (ROOT / "Dockerfile").read_text()
    assert image.splitlines()[-1] == 'CMD ["python3", "manage.py", "serve"]'
    assert "http://127.0.0.1:8000/readyz" in image.partition("HEALTHCHECK")[2]
    assert image.index("USER ductus") < image.index("CMD")


def test_only_the_proxy_is_published_and_the_program_knows_of_it():
    compose = (ROOT / "docker-compose.yml").read_text()
    services = dict(re.findall(r"^  (\w+):\n((?:    .*\n|\n)+)", compose.partition("\nservices:\n")[2], re.MULTILINE))
    assert [name for name, text in services.items() if "ports:" in text] == ["proxy"]
    assert "./docs/proxy.conf:" in services["proxy"]
    assert "DIGITS_N_PROXIES: ${DIGITS_N_PROXIES:-1}" in compose
    assert "proxy_add_x_forwarded_for" in (ROOT / "docs" / "proxy.conf").read_text()  # or all visitors are one address


def test_the_password_of_the_database_is_in_no_url():
    compose = (ROOT / "docker-compose.yml").read_text()
    assert "DATABASE_PASSWORD: ${POSTGRES_PASSWORD" in compose
    assert not re.search(r"//\w+:\$", compose)


def test_page_sources_import_from_no_folder_that_dockerignore_leaves_out():
    ignored = {line for line in (ROOT / ".dockerignore").read_text().split() if line.startswith("frontend/")}
    left_out = [ROOT / folder for folder in ignored]
    sources = [path for path in (ROOT / "frontend").rglob("*.ts*") if not set(path.parents) & set(left_out)]
    imports = [
        (path, (path.parent / name).resolve())
        for path in sources
        for name in re.findall(r'(?:from |import\()"(\.[^"]+)"', path.read_text())
    ]
    assert len(imports) > 100
    assert [str(path) for path, wanted in imports if set(wanted.parents) & set(left_out)] == []
