"""`python -m benchmarks`, which is `make bench`: run serving, training and accuracy, each in a process of its own.

Accuracy needs DIGITS_CORPORA. All others, such as `learning`, `continual` and `serving.scale`, are started by name.
"""

import os
import subprocess
import sys

NAMES = ("serving", "training", "accuracy")


def main() -> None:
    names = [name for name in NAMES if name != "accuracy" or os.environ.get("DIGITS_CORPORA")]
    failed = [name for name in names if run(name)]
    if "accuracy" not in names:
        print("\nAccuracy is measured on real digits: `manage.py fetch_corpora` fetches them. Set DIGITS_CORPORA.")
    sys.exit(f"failed: {', '.join(failed)}" if failed else None)


def run(name: str) -> int:
    print(f"\n=== python -m benchmarks.{name}\n", flush=True)
    return subprocess.run([sys.executable, "-m", f"benchmarks.{name}"], check=False).returncode


if __name__ == "__main__":
    main()
