"""`python -m chaos.compose`: try image and docker-compose.yml with a real engine, and stand-ins for others' images.

It is for a machine where images cannot be pulled: root on Debian, which supplies the engine (docker.io, docker-compose,
debootstrap). From one Debian root file system it makes images under the names in Dockerfile and docker-compose.yml:
Debian's Python, PostgreSQL, Redis and nginx, and the Node that runs here. So the trial is of our Dockerfile, the wiring
and the program, not of those images. It runs the image alone (read-only, no root, one volume), draws, kills and starts
it again; then docker-compose.yml with three workers, of which it kills one, and restarts PostgreSQL. It checks the
invariants each time. All containers are removed at the end; var/compose_trial.txt keeps the report.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any

from backend.processes import Process, running
from harness.load import sample_digits
from harness.servers import free_port
from scripts import debian
from scripts.places import ROOT, VAR

REPORT = VAR / "compose_trial.txt"
HANG_S = 1800
"""The trial fails when it has waited for one thing for this time. If larger, a trial that hangs is noticed later."""
KILLED = "137"  # the exit code of a container that got SIGKILL, since it did not end in the time it was given
CERTIFICATES = "/etc/ssl/certs/ca-certificates.crt"  # may contain certificates that only this machine trusts
TRUST = f"ENV PIP_CERT={CERTIFICATES} SSL_CERT_FILE={CERTIFICATES} NODE_EXTRA_CA_CERTS={CERTIFICATES}"
APT = "RUN apt-get update -qq && apt-get install -y -qq --no-install-recommends"
POSTGRES_ENTRY = r"""#!/bin/sh
set -e
export PATH=$PATH:$(echo /usr/lib/postgresql/*/bin) PGDATA=/var/lib/postgresql/data
install -d -o postgres "$PGDATA" && chmod 700 "$PGDATA"
as() { setpriv --reuid postgres --regid postgres --clear-groups "$@"; }
if [ ! -s "$PGDATA/PG_VERSION" ]; then
  as initdb -D "$PGDATA" -U postgres >/dev/null
  echo "host all all all scram-sha-256" >> "$PGDATA/pg_hba.conf"
  as pg_ctl -D "$PGDATA" -o "-c listen_addresses=" -w start >/dev/null
  as psql -q -U postgres -c "create role $POSTGRES_USER login password '$POSTGRES_PASSWORD'" \
     -c "create database $POSTGRES_DB owner $POSTGRES_USER"
  as pg_ctl -D "$PGDATA" -m fast -w stop >/dev/null
fi
exec setpriv --reuid postgres --regid postgres --clear-groups postgres -D "$PGDATA" -c listen_addresses='*'
"""
STAND_INS = {
    "python:3.12-slim": (
        f"FROM debian:bookworm-slim\n{APT} python3 python3-pip python3-venv"
        " && rm -f /usr/lib/python3*/EXTERNALLY-MANAGED\n"
    ),
    "node:22-slim": f"FROM debian:bookworm-slim\n{APT} libstdc++6\nCOPY node /usr/local\n",
    "nginx:1.28-alpine": (
        f"FROM debian:bookworm-slim\n{APT} nginx-light && rm /etc/nginx/sites-enabled/default\n"
        'CMD ["nginx", "-g", "daemon off;"]\n'
    ),
    "redis:7-alpine": f"FROM debian:bookworm-slim\n{APT} redis-server\nCMD redis-server\n",
    "postgres:17-alpine": (
        f"FROM debian:bookworm-slim\n{APT} postgresql\nCOPY entry /entry\n"
        'ENV PGHOST=/var/run/postgresql\nENTRYPOINT ["sh", "/entry"]\n'
    ),
}


class Engine:
    """A private Docker engine, which keeps everything in one folder."""

    def __init__(self, folder: Path) -> None:
        self.env = {
            **os.environ,
            "DOCKER_HOST": f"unix://{folder}/docker.sock",
            "DOCKER_BUILDKIT": "0",
            "COMPOSE_DOCKER_CLI_BUILD": "0",
            "COMPOSE_PROJECT_NAME": "ductustrial",
            "PORT": str(free_port()),
        }

    def docker(self, *command: str) -> str:
        return self._run("/usr/bin/docker", *command)

    def compose(self, *command: str) -> str:
        return self._run("docker-compose", "-f", str(ROOT / "docker-compose.yml"), *command)

    def call(self, path: str, body: Any = None) -> Any:
        data = json.dumps(body).encode() if body is not None else None
        asked = urllib.request.Request(
            f"http://127.0.0.1:{self.env['PORT']}{path}", data, {"Content-Type": "application/json"}
        )
        with urllib.request.urlopen(asked, timeout=10) as response:
            return json.loads(response.read())

    def _run(self, *command: str) -> str:
        ran = subprocess.run(command, env=self.env, capture_output=True, text=True, check=False)
        if ran.returncode:
            raise RuntimeError(f"{' '.join(command)} failed:\n{ran.stdout[-4000:]}{ran.stderr[-4000:]}")
        return ran.stdout


def note(*values: object) -> None:
    """Print, and add to the report."""
    print(*values, flush=True)
    with REPORT.open("a") as report:
        print(*values, file=report)


def main() -> None:
    REPORT.parent.mkdir(exist_ok=True)
    REPORT.unlink(missing_ok=True)
    if not shutil.which("dockerd", path="/usr/sbin") or not shutil.which("debootstrap"):
        debian.install("docker.io", "docker-compose", "iptables", "debootstrap", advice="The trial needs an engine.")
    with tempfile.TemporaryDirectory(prefix="ductus-docker-") as name, engine(Path(name)) as docker:
        folder = Path(name)
        step("stand-in images", lambda: make_stand_ins(docker, folder))
        step("build", lambda: docker.compose("build"))
        try_alone(docker, sample_digits(20, 5))
        try:
            step("up, three workers", lambda: docker.compose("up", "-d", "--scale", "worker=3"))
            try_out(docker)
        except Exception:
            note(docker.compose("logs", "--tail", "5"))
            raise
        finally:
            step("down", lambda: docker.compose("down", "-v"))


def try_out(docker: Engine) -> None:
    drawn = sample_digits(60, 5)
    awaited("ready", lambda: docker.call("/readyz")["status"] == "ready")
    note(docker.compose("ps"))
    note("runs as", docker.compose("exec", "-T", "web", "id", "-un").strip())
    page = urllib.request.urlopen(f"http://127.0.0.1:{docker.env['PORT']}/", timeout=10).read()
    guess = docker.call("/api/predictions", {"pixels": drawn[0]["pixels"]})["digit"]
    note(f"the page: {len(page)} bytes; a {drawn[0]['label']} was read as {guess}")
    learn(docker, drawn[:20], "twenty digits")
    worker = docker.compose("ps", "-q", "worker").split()[0]
    docker.docker("kill", "--signal", "KILL", worker)
    learn(docker, drawn[20:40], "twenty more, one worker killed")
    docker.compose("restart", "-t", "1", "db")
    learn(docker, drawn[40:60], "twenty more, PostgreSQL restarted")
    note(docker.compose("exec", "-T", "web", "python3", "manage.py", "verify").strip())


def try_alone(docker: Engine, drawn: list[Any]) -> None:
    """Run the image as its head says, as tightly as an engine can: killed, it goes on with what is in its volume."""
    tight = ["--read-only", "--cap-drop", "ALL", "--security-opt", "no-new-privileges"]
    port = f"127.0.0.1:{docker.env['PORT']}:8000"
    docker.docker("run", "-d", "--name", "alone", *tight, "-p", port, "-v", "ductusalone:/data", "ductus")
    try:
        awaited("one container ready", lambda: docker.call("/readyz")["status"] == "ready")
        note("runs as", docker.docker("exec", "alone", "id", "-un").strip())
        written = "import os, sys; sys.exit(any(os.access(f, os.W_OK) for f in ('/', '/srv/ductus', '/tmp', '/etc')))"
        docker.docker("exec", "alone", "python3", "-c", written)
        learn(docker, drawn[:10], "ten digits")
        docker.docker("kill", "--signal", "KILL", "alone")
        docker.docker("start", "alone")
        awaited("ready again", lambda: docker.call("/readyz")["status"] == "ready")
        learn(docker, drawn[10:], "ten more, the container killed and started again")
        health = "{{.State.Health.Status}}"
        awaited("healthy", lambda: docker.docker("inspect", "-f", health, "alone").strip() == "healthy")
        note(docker.docker("exec", "alone", "python3", "manage.py", "verify").strip())
        started = time.monotonic()
        docker.docker("stop", "-t", "60", "alone")
        code = docker.docker("inspect", "-f", "{{.State.ExitCode}}", "alone").strip()
        note(f"stopped with {code} after {time.monotonic() - started:.1f} s")
        if code == KILLED:
            raise RuntimeError("the container did not end when it was asked to, and was killed")
    except Exception:
        note(docker.docker("logs", "--tail", "20", "alone"))
        raise
    finally:
        docker.docker("rm", "-f", "-v", "alone")


def learn(docker: Engine, drawn: list[Any], what: str) -> None:
    """Add digits, again and again while the database is away, and wait until all tens are learned."""
    started = time.monotonic()
    awaited("ready to learn", partial(newest, docker), quiet=True)
    before = newest(docker)[0]["version"]
    for digit in drawn:
        awaited("stored", partial(docker.call, "/api/digits", digit), quiet=True)
    awaited("learned", lambda: all(row["status"] not in ("queued", "training") for row in newest(docker)), quiet=True)
    statuses = [row["status"] for row in learned(newest(docker), before)[:2]]
    served, seconds = docker.call("/api/model")["version"], time.monotonic() - started
    note(f"{what}: {statuses}, version {served} served, {seconds:.1f} s")


def learned(rows: list[Any], before: int) -> list[Any]:
    """Return the versions, the newest first; raise RuntimeError unless that is a new one which the gate judged."""
    if rows[0]["version"] <= before or rows[0]["status"] not in ("promoted", "rejected"):
        raise RuntimeError(f"expected a version after {before} to be promoted or rejected, got {rows[0]}")
    return rows


def newest(docker: Engine) -> list[Any]:
    rows: list[Any] = docker.call("/api/models?limit=10")["results"]
    return rows


def awaited(what: str, holds: Callable[[], object], *, quiet: bool = False) -> None:
    started = time.monotonic()
    while time.monotonic() - started < HANG_S:
        with suppress(OSError, urllib.error.HTTPError):
            if holds():
                return note(f"{what} after {time.monotonic() - started:.1f} s") if not quiet else None
        time.sleep(0.3)
    raise RuntimeError(f"not {what} within {HANG_S} s")


def step(what: str, do: Callable[[], Any]) -> None:
    started = time.monotonic()
    do()
    note(f"{what}: {time.monotonic() - started:.0f} s")


def make_stand_ins(docker: Engine, folder: Path) -> None:
    given = os.environ.get("DUCTUS_ROOTFS")  # a file system made before saves a minute
    rootfs = Path(given) if given else folder / "rootfs"
    if not given:
        bootstrap = ["debootstrap", "--variant=minbase", "--include=ca-certificates", "bookworm", str(rootfs)]
        subprocess.run(bootstrap, check=True, capture_output=True)
    tar = subprocess.Popen(["tar", "-C", str(rootfs), "-c", "."], stdout=subprocess.PIPE)
    subprocess.run(
        ["/usr/bin/docker", "import", "-", "debian:plain"],
        stdin=tar.stdout,
        env=docker.env,
        check=True,
        capture_output=True,
    )
    _build(docker, folder / "base", "debian:bookworm-slim", _machine_settings(folder / "base"))
    for name, text in STAND_INS.items():
        context = folder / name.replace(":", "-")
        context.mkdir()
        (context / "entry").write_text(POSTGRES_ENTRY)
        if name.startswith("node"):
            _copy_node(context / "node")
        _build(docker, context, name, text)


def _machine_settings(context: Path) -> str:
    """Copy this machine's settings for reaching the registries into the stand-in; return the stand-in's Dockerfile."""
    context.mkdir()
    text = f"FROM debian:plain\nCOPY etc /etc\n{TRUST}\n"
    (context / "etc/ssl/certs").mkdir(parents=True)
    (context / "etc/apt").mkdir()
    shutil.copy(CERTIFICATES, context / "etc/ssl/certs/ca-certificates.crt")
    for name in ("sources.list", "sources.list.d", "apt.conf.d", "auth.conf.d"):
        if (source := Path("/etc/apt", name)).is_dir():
            shutil.copytree(source, context / "etc/apt" / name)
        elif source.exists():
            shutil.copy(source, context / "etc/apt" / name)
    return text


def _copy_node(target: Path) -> None:
    node = Path(shutil.which("node") or sys.exit("The trial needs Node on PATH.")).resolve()
    (target / "bin").mkdir(parents=True)
    shutil.copy(node, target / "bin" / "node")
    npm = node.parent.parent / "lib" / "node_modules" / "npm"
    shutil.copytree(npm, target / "lib" / "node_modules" / "npm", symlinks=True)
    (target / "bin" / "npm").symlink_to("../lib/node_modules/npm/bin/npm-cli.js")


def _build(docker: Engine, context: Path, name: str, text: str) -> None:
    (context / "Dockerfile").write_text(text)
    docker.docker("build", "-t", name, str(context))


@contextmanager
def engine(folder: Path) -> Iterator[Engine]:
    where = {"data-root": f"{folder}/data", "exec-root": f"{folder}/exec", "pidfile": f"{folder}/docker.pid"}
    settings = where | {"hosts": [f"unix://{folder}/docker.sock"], "storage-driver": "overlay2"}
    (folder / "daemon.json").write_text(json.dumps(settings))
    command = ["/usr/sbin/dockerd", "--config-file", str(folder / "daemon.json")]
    with running(Process(command, output=folder / "log")) as process:
        while not (folder / "docker.sock").exists():
            if not process.is_alive():
                sys.exit(f"The engine did not start:\n{(folder / 'log').read_text()[-2000:]}")
            time.sleep(0.1)
        yield Engine(folder)
        process.end(grace_s=60)  # it takes its containers down


if __name__ == "__main__":
    main()
