"""Build the page in var/frontend, a copy of frontend/, so that the checkout stays clean."""

import shutil
from pathlib import Path

from scripts.node import node_folder
from scripts.packages import NETWORK_ADVICE
from scripts.places import FRONTEND, FRONTEND_COPY, PAGE, environment
from scripts.stamps import Stamp, files_in, fingerprint
from scripts.steps import step

NOT_SOURCES = ("node_modules", "dist", "test-results", "playwright-report")


def build_page() -> None:
    """Build var/page from the sources in frontend/, unless it is up to date. The served page changes by a rename."""
    stamp = Stamp(name="page", inputs=fingerprint(*_sources()), product=PAGE / "index.html")
    if stamp.is_current():
        return
    node = install_frontend()
    stamp.remove()
    fresh = PAGE.with_name("page.new")
    shutil.rmtree(fresh, ignore_errors=True)
    step(
        "Building the page",
        ["npm", "run", "build"],
        env=environment(node, DIGITS_PAGE_DIR=fresh),
        cwd=FRONTEND_COPY,
        advice="The sources in frontend/ do not build; the lines above say where.",
    )
    _swap(fresh)
    stamp.write()


def install_frontend() -> Path:
    """Put the sources and the locked npm packages into var/frontend; return the folder of Node."""
    node = node_folder()
    _copy_sources()
    locks = [FRONTEND / name for name in ("package.json", "package-lock.json")]
    stamp = Stamp(name="npm", inputs=fingerprint(*locks), product=FRONTEND_COPY / "node_modules" / ".package-lock.json")
    if not stamp.is_current():
        stamp.remove()
        step(
            "Installing npm packages",
            ["npm", "ci", "--no-audit", "--no-fund", "--loglevel=error"],
            env=environment(node, PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD="1"),
            cwd=FRONTEND_COPY,
            advice=NETWORK_ADVICE,
        )
        stamp.write()
    return node


def _sources() -> list[Path]:
    return files_in(FRONTEND, without=NOT_SOURCES)


def _copy_sources() -> None:
    """Make var/frontend equal to frontend/, but leave its node_modules."""
    wanted = {FRONTEND_COPY / path.relative_to(FRONTEND): path for path in _sources()}
    if FRONTEND_COPY.exists():
        for stale in set(files_in(FRONTEND_COPY, without=["node_modules"])) - set(wanted):
            stale.unlink()
    for copy, source in wanted.items():
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(source, copy)


def _swap(fresh: Path) -> None:
    old = PAGE.with_name("page.old")
    shutil.rmtree(old, ignore_errors=True)
    if PAGE.exists():
        PAGE.rename(old)
    fresh.rename(PAGE)
    shutil.rmtree(old, ignore_errors=True)
