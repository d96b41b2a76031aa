"""`ductus`: serve the page and train, until Ctrl-C. `ductus --help` lists what else it does."""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from ductus.program_folder import PROGRAM, use_program

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

Settings are environment variables, which this file lists:
{settings}
"""


OWN_VERBS = ("serve", "doctor", "backup", "restore", "admin")
"""The commands that take the options of `ductus` behind their name, too."""
CLIENT_VERBS = ("read", "teach", "export")
"""The commands that ask a running program, and are parsed by its client."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command that the arguments name; serve where they name none."""
    use_program()
    from backend.system import make_output_safe

    make_output_safe()
    given = _parser().parse_args(sys.argv[1:] if arguments is None else arguments)
    words: list[str] = given.command or ["serve"]
    verb, *rest = words
    if verb == "help":
        verb, *rest = [*rest, "--help"]
    if given.help or verb == "--help":
        _parser().print_help()
        return
    if given.version:
        from backend.version import VERSION

        print(f"ductus {VERSION}")
        return
    if verb in OWN_VERBS:
        given, rest = _options().parse_known_args(rest, given)
    _set_environment(given)
    _run(verb, rest)


def _set_environment(given: argparse.Namespace) -> None:
    if given.data:
        os.environ["DIGITS_DATA_DIR"] = str(Path(given.data).expanduser().resolve())
    if given.host:
        os.environ["HOST"] = given.host
    if given.is_class:
        os.environ["CLASS"] = "1"
    if given.port:
        os.environ["PORT"] = given.port


def _run(verb: str, rest: Sequence[str]) -> None:
    """Run a command of the client, or one of Django's. The word `manage` only says that any of these may follow."""
    if verb in CLIENT_VERBS:
        from ductus_client.__main__ import main as ask

        os.environ.setdefault("DUCTUS_SERVER", _address())
        sys.exit(ask([verb, *rest], prog="ductus"))
    from backend.command_line import execute

    if verb == "manage":
        execute(["ductus manage", *rest])
    elif verb == "admin":
        if "--help" not in rest:
            execute(["ductus", "prepare"])
        execute(["ductus", "createsuperuser", *rest])
    elif verb in OWN_VERBS:
        execute(["ductus", verb, *rest])
    else:
        _parser().error(f"{verb} is no command of ductus. `ductus manage {verb}` may be meant; --help lists them.")


def _address() -> str:
    """Return where the program answers that is started with the same HOST and PORT."""
    from backend.listening import ListenError, url, wanted

    try:
        address = wanted(os.environ)
    except ListenError as error:
        sys.exit(str(error))
    return url(address.host, address.port) + os.environ.get("DIGITS_PREFIX", "")


def _parser() -> argparse.ArgumentParser:
    """Return the parser of everything up to the command's name; what follows is the command's."""
    parser = argparse.ArgumentParser(
        prog="ductus",
        usage="ductus [--host HOST] [--port PORT] [--class] [--data FOLDER] [--version] [COMMAND …]",
        description="Draw a digit; a neural network written from scratch reads it, and learns your hand.",
        epilog=EPILOG.format(settings=PROGRAM / "docs" / "running.md"),
        formatter_class=argparse.RawDescriptionHelpFormatter,
        parents=[_options()],
        add_help=False,
        allow_abbrev=False,
    )
    parser.add_argument(
        "-h", "--help", action="store_true", help="print this; `ductus backup --help` tells of one command"
    )
    parser.add_argument("--version", action="store_true", help="print the version")
    parser.add_argument("command", nargs=argparse.REMAINDER, help=argparse.SUPPRESS)
    return parser


def _options() -> argparse.ArgumentParser:
    """Return the parser of the options that may also follow the name of one of OWN_VERBS."""
    parser = argparse.ArgumentParser(add_help=False, allow_abbrev=False, argument_default=argparse.SUPPRESS)
    parser.add_argument("--host", help="the address to listen on (127.0.0.1: this machine alone)")
    parser.add_argument("--class", action="store_true", dest="is_class", help="listen in the network, for a class")
    parser.add_argument("--port", help="the port to listen on (8000)")
    parser.add_argument("--data", metavar="FOLDER", help="where digits and networks are kept (DIGITS_DATA_DIR)")
    parser.set_defaults(host="", is_class=False, port="", data="")
    return parser


if __name__ == "__main__":
    main()
