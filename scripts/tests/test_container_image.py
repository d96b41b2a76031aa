"""Image, docker-compose.yml, proxy and Kubernetes file fit the program; `python -m chaos.compose` builds the image."""

import os
import re
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import yaml

from backend.processes import PROGRAMS

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(("file", "name"), [("docker-compose.yml", "web"), ("docker-compose.yml", "worker")])
def test_the_containers_start_the_programs_that_serve_starts(file, name):
    assert f'"backend.processes", "{name}"' in (ROOT / file).read_text()
    assert name in PROGRAMS


def test_one_container_is_the_whole_program_and_its_health_is_asked_by_no_name_of_its_own():
    image = (ROOT / "Dockerfile").read_text()
    assert image.splitlines()[-1] == 'CMD ["python3", "manage.py", "serve"]'
    assert "http://127.0.0.1:" in image.partition("HEALTHCHECK")[2]
    assert image.index("USER ductus") < image.index("CMD")


@pytest.mark.parametrize("file", ["Dockerfile", "docker-compose.yml"])
def test_health_is_asked_of_the_container_itself_where_an_engine_sets_a_proxy(file):
    """Run the command of each check with http_proxy set, as Docker does for a machine behind a proxy."""
    text = (ROOT / file).read_text()
    (code,) = re.findall(r'"python3", "-c", "([^"]*readyz[^"]*)"', text)
    with ThreadingHTTPServer(("127.0.0.1", 0), Healthy) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        env = os.environ | {"http_proxy": "http://127.0.0.1:9", "HTTP_PROXY": "http://127.0.0.1:9", "no_proxy": ""}
        if file == "Dockerfile":  # where PORT chooses another port than 8000, the check asks there
            env |= {"PORT": str(server.server_port)}
        else:
            code = code.replace("8000", str(server.server_port))
        command = [sys.executable, "-c", code]
        assert subprocess.run(command, env=env, check=False).returncode == 0
        server.shutdown()


class Healthy(BaseHTTPRequestHandler):
    """A server that is ready, as far as a health check asks."""

    def do_GET(self):
        self.send_response(200 if self.path == "/readyz" else 404)
        self.end_headers()

    def log_message(self, *_):
        pass


def test_only_the_proxy_is_published_and_the_program_knows_of_it():
    compose = (ROOT / "docker-compose.yml").read_text()
    services = dict(re.findall(r"^  (\w+):\n((?:    .*\n|\n)+)", compose.partition("\nservices:\n")[2], re.MULTILINE))
    assert [name for name, text in services.items() if "ports:" in text] == ["proxy"]
    assert "./docs/proxy.conf:" in services["proxy"]
    assert "DIGITS_N_PROXIES: ${DIGITS_N_PROXIES:-1}" in compose
    assert "proxy_add_x_forwarded_for" in (ROOT / "docs" / "proxy.conf").read_text()  # or all visitors are one address


NOT_PASSED_ON = {
    "CLASS": "the containers listen for their proxy alone",
    "HOST": "the containers listen for their proxy alone",
    "PORT": "the port of the proxy, on the host",
    "DUCTUS_ADDRESS": "the address of the proxy, on the host",
    "DIGITS_DATA_DIR": "the volume at /data",
    "DIGITS_PAGE_DIR": "the page in the image",
    "DIGITS_CORPORA": "a folder of the host, which wants a volume too",
    "DIGITS_BASE_NETWORK": "a folder of the host, which wants a volume too",
    "DATABASE_URL": "the container db",
    "DATABASE_PASSWORD": "POSTGRES_PASSWORD, which db has too",
    "CELERY_BROKER_URL": "the container redis",
    "CELERY_BROKER_PASSWORD": "redis has none, on a network of these containers alone",
    "DIGITS_BROKER": "redis wakes the workers",
    "DIGITS_SERVER": "gunicorn is in the image, and waitress has no DIGITS_WEB_PROCESSES",
    "PROMETHEUS_MULTIPROC_DIR": "the containers' own memory",
}
"""Settings that docker-compose.yml chooses itself, or leaves out, each with the reason."""


def documented():
    """Return the settings in the first column of the table in docs/running.md."""
    table = (ROOT / "docs" / "running.md").read_text().partition("\n## Settings\n")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| (`[A-Z].*?) \|", table, re.MULTILINE)
    return {name for row in rows for name in re.findall(r"`([A-Z_]+)`", row)}


def environment_in_compose():
    return yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]["web"]["environment"]


def test_compose_passes_on_every_documented_setting_but_those_that_it_chooses_itself():
    passed_on = {name for name, value in environment_in_compose().items() if value.startswith(f"${{{name}:-")}
    assert len(documented()) > 40
    assert documented() - passed_on == set(NOT_PASSED_ON)


def test_compose_starts_without_any_setting_as_the_program_does_by_itself(tmp_path):
    passed_on = environment_in_compose().keys() - NOT_PASSED_ON.keys()
    unset = {name: re.fullmatch(rf"\$\{{{name}:-(.*)\}}", environment_in_compose()[name])[1] for name in passed_on}
    chosen = {name: value for name, value in unset.items() if value}
    wanted = {"DIGITS_WEB_PROCESSES": "2", "DIGITS_ALLOWED_HOSTS": "127.0.0.1,localhost", "DIGITS_N_PROXIES": "1"}
    assert chosen == wanted
    shown = "print({n: v for n, v in vars(s).items() if n.isupper() and n.startswith(('DIGITS_', 'EMAIL_', 'SECRET'))})"
    bare = {name: value for name, value in os.environ.items() if name not in unset}
    told = [
        subprocess.run(
            [sys.executable, "-c", f"from backend import settings as s; {shown}"],
            cwd=ROOT, env=bare | chosen | given | {"DIGITS_DATA_DIR": str(tmp_path)},
            capture_output=True, text=True, check=True,
        ).stdout
        for given in ({}, unset)
    ]  # fmt: skip
    assert told[0] == told[1]
    assert "'DIGITS_GALLERY': 'everyone'" in told[0]


def test_the_proxy_removes_the_header_of_single_sign_on_and_bounds_no_archive_below_a_prefix():
    conf = (ROOT / "docs" / "proxy.conf").read_text()
    assert re.search(r'^ *proxy_set_header X-Remote-User "";', conf, re.MULTILINE)
    (unbounded,) = re.findall(r"location ~ (\S+) \{[^}]*client_max_body_size 0;", conf)
    for path in ("/admin/exchange/", "/ductus/admin/exchange/", "/a/b/admin/exchange/"):
        assert re.search(unbounded, path), path
    for path in ("/administer", "/api/digits", "/ductus/api/digits", "/xadmin/"):
        assert not re.search(unbounded, path), path


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


def kubernetes():
    return {(part["kind"], part["metadata"]["name"]): part for part in yaml.safe_load_all(KUBERNETES.read_text())}


def containers_of(part):
    spec = part["spec"]["template"]["spec"]
    return [(spec, container) for container in spec["containers"]]


KUBERNETES = ROOT / "docs" / "kubernetes.yml"
PODS = [("Job", "ductus-prepare"), ("Deployment", "ductus-web"), ("Deployment", "ductus-worker")]


@pytest.mark.parametrize("name", PODS, ids=str)
def test_on_kubernetes_nothing_runs_as_root_or_writes_beside_its_volumes(name):
    ((spec, container),) = containers_of(kubernetes()[name])
    assert spec["securityContext"]["runAsNonRoot"]
    tight = container["securityContext"]
    assert tight["readOnlyRootFilesystem"]
    assert not tight["allowPrivilegeEscalation"]
    assert tight["capabilities"]["drop"] == ["ALL"]
    mounts = {mount["name"]: mount["mountPath"] for mount in container["volumeMounts"]}
    assert mounts == {"data": "/data", "tmp": "/tmp"}
    assert {volume["name"] for volume in spec["volumes"]} == set(mounts)


def test_on_kubernetes_the_programs_of_serve_run_and_the_service_finds_the_web():
    parts = kubernetes()
    for name in ("web", "worker"):
        ((_, container),) = containers_of(parts["Deployment", f"ductus-{name}"])
        assert container["command"][:4] == ["python3", "-m", "backend.processes", name]
        assert name in PROGRAMS
    ((_, job),) = containers_of(parts["Job", "ductus-prepare"])
    assert job["command"] == ["python3", "manage.py", "prepare"]
    web = parts["Deployment", "ductus-web"]["spec"]["template"]
    assert parts["Service", "ductus"]["spec"]["selector"] == web["metadata"]["labels"]
    probes = [web["spec"]["containers"][0][f"{kind}Probe"]["httpGet"]["path"] for kind in ("readiness", "liveness")]
    assert probes == ["/readyz", "/livez"]


def test_on_kubernetes_archives_outlive_their_pod_and_every_pod_of_the_web_has_them():
    parts = kubernetes()
    volumes = parts["Deployment", "ductus-web"]["spec"]["template"]["spec"]["volumes"]
    (claim,) = [volume["persistentVolumeClaim"]["claimName"] for volume in volumes if volume["name"] == "data"]
    asked = parts["PersistentVolumeClaim", claim]
    assert (asked["apiVersion"], asked["spec"]["accessModes"]) == ("v1", ["ReadWriteMany"])
    assert re.fullmatch(r"[0-9]+Gi", asked["spec"]["resources"]["requests"]["storage"])


def test_on_kubernetes_only_settings_are_set_that_the_documents_list():
    documented = (ROOT / "docs" / "running.md").read_text()
    assert [name for name in kubernetes()["ConfigMap", "ductus"]["data"] if f"`{name}`" not in documented] == []
