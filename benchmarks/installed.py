"""`python -m benchmarks.installed [PYTHON …]`: from an empty environment to the first guess in a browser, timed.

For each interpreter it installs dist/*.whl with pip into a new virtual environment, in a folder whose name has a space,
`ü` and `#`. Then it cuts the network (`unshare -n`, on Linux as root) and write-protects what was installed,
starts `ductus`, draws a seven in Chromium, and waits for the guess. `make wheel` builds the wheel first. Node and
frontend/node_modules supply the browser's driver.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from backend.processes import Process, running
from scripts.chromium import chromium_path
from scripts.places import FRONTEND_COPY, ROOT

MB = 1_000_000
STRANGE = "my packages ü #1"
HANG_S = 300
"""A program that says nothing for this time has failed. If larger, a failure is told later."""
DRAW = """
import { chromium } from "@playwright/test";
const [address, executablePath] = process.argv.slice(1);
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
const page = await browser.newPage();
await page.goto(address);
const sheet = page.getByRole("img", { name: /^Sheet to draw/ }).first();
const box = await sheet.boundingBox();
const at = (x, y) => [box.x + x * box.width, box.y + y * box.height];
await page.mouse.move(...at(0.3, 0.25));
await page.mouse.down();
await page.mouse.move(...at(0.7, 0.25), { steps: 8 });
await page.mouse.move(...at(0.45, 0.8), { steps: 8 });
await page.mouse.up();
await page.locator('[data-state="read"]').waitFor({ timeout: 300000 });
console.log(await page.getByTestId("digit").textContent());
await browser.close();
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("pythons", nargs="*", default=[sys.executable], help="interpreters; by default this one")
    parser.add_argument("--start", help=argparse.SUPPRESS)  # the second half, in a network of its own
    parser.add_argument("--offline", action="store_true", help=argparse.SUPPRESS)  # there is nothing in that network
    given = parser.parse_args()
    if given.start:
        start(Path(given.start), is_offline=given.offline)
        return
    wheels = list((ROOT / "dist").glob("*.whl"))
    if len(wheels) != 1:
        sys.exit(f"Expected one wheel in dist/, got {len(wheels)}. `make wheel` builds it; remove older ones.")
    (wheel,) = wheels
    print(f"{wheel.name}: {wheel.stat().st_size / MB:.2f} MB", flush=True)
    for python in given.pythons:
        with tempfile.TemporaryDirectory(prefix="ductus-installed-") as folder:
            install(python, Path(folder, STRANGE), wheel)
            command = [sys.executable, "-m", "benchmarks.installed", "--start", str(Path(folder, STRANGE))]
            cut = without_network()
            subprocess.run([*cut, *command, *(["--offline"] if cut else [])], cwd=ROOT, check=True)


def install(python: str, folder: Path, wheel: Path) -> None:
    """Install the wheel into a new environment; print how long it took, and how many packages there are then."""
    subprocess.run([python, "-m", "venv", str(folder / "venv")], check=True)
    pip = [str(folder / "venv" / "bin" / "python"), "-m", "pip", "--quiet", "--disable-pip-version-check"]
    before = time.monotonic()
    subprocess.run([*pip, "install", str(wheel)], check=True)
    seconds = time.monotonic() - before
    listed = subprocess.run([*pip[:3], "list", "--format", "json"], check=True, capture_output=True).stdout
    n_packages = len([package for package in json.loads(listed) if package["name"] not in ("pip", "setuptools")])
    version = subprocess.run([python, "--version"], check=True, capture_output=True, text=True).stdout.strip()
    print(f"{version}: installed in {seconds:.1f} s, {n_packages} packages", flush=True)


def without_network() -> list[str]:
    """Return the beginning of a command that runs with no network but this machine's own; nothing where there is none.

    Root in a container often may not cut it either.
    """
    tried = ["unshare", "-n", "true"]
    if shutil.which("unshare") and subprocess.run(tried, check=False, capture_output=True).returncode == 0:
        return ["unshare", "-n", "sh", "-c", 'ip link set lo up && exec "$@"', "sh"]
    print("the network stays: cutting it off wants root on Linux, and its leave", flush=True)
    return []


def without_rights() -> list[str]:
    """Return the beginning of a command in which even root obeys the rights of files."""
    return ["setpriv", "--bounding-set", "-all", "--inh-caps", "-all"] if shutil.which("setpriv") else []


def start(folder: Path, *, is_offline: bool) -> None:
    """Start the program, draw a seven in a browser, and print how long it took until the guess."""
    venv = folder / "venv"
    subprocess.run(["chmod", "-R", "a-w", str(venv)], check=True)
    home, log = folder / "home", folder / "log"
    home.mkdir()
    env = {name: value for name, value in os.environ.items() if not name.startswith(("DIGITS_", "PYTHON", "DJANGO"))}
    env |= {"HOME": str(home), "PORT": "0", "PYTHONUNBUFFERED": "1"}
    before, n_files = time.monotonic(), len(list(venv.rglob("*")))
    with running(Process([*without_rights(), venv / "bin" / "ductus"], env=env, cwd=folder, output=log)) as program:
        address = announced(program, log)
        served = time.monotonic() - before
        drawn = subprocess.run(
            ["node", "--input-type=module", "-e", DRAW, address, chromium_path()],
            cwd=FRONTEND_COPY, check=True, capture_output=True, text=True,
        )  # fmt: skip
        guess = drawn.stdout.strip()
        seconds = time.monotonic() - before
    subprocess.run(["chmod", "-R", "u+w", str(venv)], check=True)
    (database,) = home.rglob("db.sqlite3")
    network = "offline" if is_offline else "with the network"
    print(
        f"  {network}, started in {served:.1f} s, first guess after {seconds:.1f} s: {guess}; data in {database.parent}"
    )
    if guess != "7" or len(list(venv.rglob("*"))) != n_files:
        sys.exit("wanted a 7, and nothing new beside the program")


def announced(program: Process, log: Path) -> str:
    before = time.monotonic()
    while "Ductus is at " not in (text := log.read_text(errors="replace")):
        if not program.is_alive() or time.monotonic() - before > HANG_S:
            sys.exit(text)
        time.sleep(0.1)
    return text.partition("Ductus is at ")[2].split()[0]


if __name__ == "__main__":
    main()
