"""`ductus`: serve the page and train, until Ctrl-C. `ductus --help` lists what else it does."""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from ductus.program_folder import use_program

EPILOG = """\
ductus                  serves http://127.0.0.1:8000 until Ctrl-C
ductus admin            creates an administrator for /admin/
ductus doctor           looks for what may keep the program from working, and says what to do
ductus backup FILE      writes everything into one file, also while the program runs
ductus restore FILE     brings it back, into an empty database
ductus read FILE        prints the digits on a drawing, a PNG, as the running program reads them
ductus teach FILE 42    adds the digits on a drawing, which are learned with the next ten
ductus export FORMAT    writes the served network into a file: onnx, html, safetensors, blob, json, md or zip
ductus manage VERB …    every other command; `ductus manage help` lists them

Settings are environment variables; docs/running.md lists them.
"""


CLIENT_VERBS = ("read", "teach", "export")
"""The commands that ask a running program, and are parsed by its client."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command that the arguments name; serve where they name none."""
    arguments = sys.argv[1:] if arguments is None else arguments
    if arguments and arguments[0] in CLIENT_VERBS:
        from ductus_client.__main__ import main as ask

        sys.exit(ask(arguments, prog="ductus"))
    use_program()
    from backend.system import tolerate_every_encoding

    tolerate_every_encoding()
    given, rest = _parser().parse_known_args(arguments)
    if given.data:
        os.environ["DIGITS_DATA_DIR"] = str(Path(given.data).expanduser().resolve())
    if given.host:
        os.environ["HOST"] = given.host
    if given.is_class:
        os.environ["CLASS"] = "1"
    if given.port:
        os.environ["PORT"] = given.port
    if given.version:
        from backend.version import VERSION

        print(f"ductus {VERSION}")
        return
    _run(rest)


def _run(rest: Sequence[str]) -> None:
    """Run one of Django's commands. The first word `manage` only says that any of them may follow."""
    from backend.command_line import execute

    verb, *more = rest or ["serve"]
    if verb == "manage":
        execute(["ductus manage", *more])
    elif verb == "admin":
        execute(["ductus", "prepare"])
        execute(["ductus", "createsuperuser", *more])
    elif verb in ("serve", "doctor", "backup", "restore"):
        execute(["ductus", verb, *more])
    else:
        _parser().error(f"{verb} is no command of ductus. `ductus manage {verb}` may be meant; --help lists them.")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="ductus",
        usage="ductus [--host HOST] [--port PORT] [--class] [--data FOLDER] [--version] [COMMAND …]",
        description="Draw a digit; a neural network written from scratch reads it, and learns your hand.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--host", help="the address to listen on (127.0.0.1: this machine alone)")
    parser.add_argument("--class", action="store_true", dest="is_class", help="listen in the network, for a class")
    parser.add_argument("--port", help="the port to listen on (8000)")
    parser.add_argument("--data", metavar="FOLDER", help="where digits and networks are kept (DIGITS_DATA_DIR)")
    parser.add_argument("--version", action="store_true", help="print the version")
    return parser


if __name__ == "__main__":
    main()
