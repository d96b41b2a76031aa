"""`make lock`: turn pyproject.toml into hash-locked requirements with uv, without the address of any registry.

Versions that are locked already stay while pyproject.toml allows them. For newer ones, delete the lock file first.
"""

from scripts.packages import NETWORK_ADVICE, uv, uv_environment
from scripts.start import only_one_set_up
from scripts.steps import step

COMPILE = "pip compile --quiet --generate-hashes --universal --python-version 3.11 --no-header --no-emit-index-url"
EXTRAS = ["--extra", "scaled", "--extra", "training"]
LOCKS = {
    "requirements.txt": ["pyproject.toml", *EXTRAS],
    "requirements-dev.txt": ["pyproject.toml", *EXTRAS, "--extra", "dev", "-c", "requirements.txt"],
    "requirements-wheel.txt": ["--group", "wheel"],
    "requirements-node.txt": ["--group", "node"],
    "requirements-uv.txt": ["--group", "uv"],
}

if __name__ == "__main__":
    with only_one_set_up():
        for name, inputs in LOCKS.items():
            command = uv(*COMPILE.split(), *inputs, "--output-file", name)
            step(f"Locking {name}", command, env=uv_environment(), advice=NETWORK_ADVICE)
