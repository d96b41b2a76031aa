"""`python -m ductus_client read drawing.png`, `teach drawing.png 7`, `export onnx`: the client from a shell."""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from ductus_client.client import SERVER, Ductus
from ductus_client.errors import DuctusError


def main(arguments: Sequence[str] | None = None, *, prog: str = "python -m ductus_client") -> int:
    """Do what the arguments say; return 0, or 1 where that failed."""
    options = _parser(prog).parse_args(arguments)
    try:
        ductus = Ductus(options.server, token=options.token)
        match options.verb:
            case "read":
                found = ductus.read_number(options.drawing)
                print(found.number if found.certain else f"{found.number} (not sure)")
            case "teach":
                added = ductus.teach_number(options.drawing, options.number)
                print(f"Taught. {added[-1].new_digits} of {added[-1].retrain_at} digits wait to be learned.")
            case "export":
                path = options.to or Path(f"ductus-network.{options.format}")
                path.write_bytes(ductus.export(options.format, options.version))
                print(path)
    except OSError as error:
        print(f"{error.filename} cannot be opened: {error.strerror}.", file=sys.stderr)
        return 1
    except (DuctusError, ValueError) as error:
        print(_advice(error, options.server), file=sys.stderr)
        return 1
    return 0


def _advice(error: DuctusError | ValueError, server: str) -> str:
    if isinstance(error, DuctusError) and error.code == "unreachable":
        return f"No program answers at {server}. Start it with `ductus`, or name another address with --server."
    return str(error)


def _parser(prog: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog=prog, description="Ask a running program.")
    parser.add_argument("--server", default=os.environ.get("DUCTUS_SERVER", SERVER), help="or set DUCTUS_SERVER")
    parser.add_argument("--token", default=os.environ.get("DUCTUS_TOKEN"), help="or set DUCTUS_TOKEN, which is safer")
    anywhere = argparse.ArgumentParser(add_help=False)  # the same options may follow the verb
    anywhere.add_argument("--server", default=argparse.SUPPRESS, help="or set DUCTUS_SERVER")
    anywhere.add_argument("--token", default=argparse.SUPPRESS, help="or set DUCTUS_TOKEN, which is safer")
    verbs = parser.add_subparsers(dest="verb", required=True)
    read = verbs.add_parser("read", help="print the digits on a drawing", parents=[anywhere])
    read.add_argument("drawing", type=Path, help="a PNG")
    teach = verbs.add_parser("teach", help="add the digits on a drawing", parents=[anywhere])
    teach.add_argument("drawing", type=Path, help="a PNG")
    teach.add_argument("number", help="what it shows, such as 7 or 42")
    export = verbs.add_parser("export", help="write the network into a file", parents=[anywhere])
    export.add_argument("format", help="blob, json, onnx, safetensors, html, md or zip")
    export.add_argument("--version", type=int, help="by default what is served")
    export.add_argument("--to", type=Path, help="by default ductus-network.FORMAT")
    return parser


if __name__ == "__main__":
    sys.exit(main())
