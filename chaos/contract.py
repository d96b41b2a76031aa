"""`python -m chaos.contract --cases N`: check the running program against its OpenAPI document.

schemathesis makes valid and invalid requests from the document, single ones and sequences, and checks every answer.
Rounds with other seeds follow until N cases were tried or one failed.
"""

import argparse
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from harness.program import Program, running_program

HERE = Path(__file__).resolve().parent
GENERATED = re.compile(r"(\d+) generated")


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m chaos.contract", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--cases", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=1, help="of the first round")
    parser.add_argument(
        "--examples", type=int, default=100, help="examples for each operation and phase in one round, at most"
    )
    options = parser.parse_args()
    n_cases, seed, failed = 0, options.seed, False
    with running_program(DIGITS_CORPORA="") as program:  # reading them takes a minute, and no answer needs them
        while n_cases < options.cases and not failed:
            output, failed = checked(program, seed=seed, n_examples=options.examples)
            n_generated = sum(map(int, GENERATED.findall(output)))
            if not (n_generated or failed):
                raise RuntimeError(f'expected "N generated" from schemathesis, got {output!r}. Adapt `GENERATED`.')
            n_cases += n_generated
            print(output if failed else f"seed {seed}: {n_cases:,} cases, no failure")
            seed += 1
    print(f"{n_cases:,} cases, {'failures: see above' if failed else '0 failures'}")
    return int(failed)


def checked(program: Program, *, seed: int, n_examples: int) -> tuple[str, bool]:
    """Return the output of one round, and whether it found a failure."""
    address = f"http://{program.connection.host}:{program.connection.port}/api/schema"
    tool = [sys.executable, "-m", "schemathesis.cli", "--config-file", str(HERE / "contract.toml"), "run", address]
    how = f"--checks all --max-examples {n_examples} --seed {seed} --continue-on-failure --no-color".split()
    env = {**os.environ, "SCHEMATHESIS_HOOKS": "chaos.contract_hooks", "PYTHONPATH": str(HERE.parent)}
    with tempfile.TemporaryDirectory(prefix="ductus-contract-") as folder:  # schemathesis leaves files where it runs
        command = [*tool, *how, "--generation-database", "none"]
        ran = subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False)
    return ran.stdout + ran.stderr, ran.returncode != 0


if __name__ == "__main__":
    sys.exit(main())
