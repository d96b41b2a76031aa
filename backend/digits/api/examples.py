"""Summaries and examples in the OpenAPI document: each call in curl, JavaScript and Python.

They are made from the document itself, so that no call is without them.
"""

import json
from typing import Any

SERVER = "http://127.0.0.1:8000"
SEVEN = [[[20, 20], [60, 20], [35, 85]]]
BODIES: dict[str, dict[str, Any]] = {
    "add_digit": {"strokes": SEVEN, "label": 7},
    "add_number": {"strokes": SEVEN, "number": "7"},
    "forget_hand": {},
    "roll_back": {"version": 3, "reason": "It read 7s better."},
    "try_learning": {"strokes": SEVEN, "label": 7, "steps": 10},
    "use_hand_key": {"key": "123e4567-e89b-42d3-a456-426614174000"},
}
"""The body of each operation; those that are not here send a drawing."""
VALUES = {"version": "1", "digit_id": "1", "file_format": "onnx"}
AUTHORIZED = ("roll_back",)


def add_summaries_and_examples(result: dict[str, Any], request: Any, **_how_it_was_made: Any) -> dict[str, Any]:
    """Give each operation a summary, the first sentence of its description, and examples.

    drf-spectacular calls it when it has made the document. A document that a command makes, without a request, is for
    generators of code, and has no examples.
    """
    for path, methods in result["paths"].items():
        for method, operation in methods.items():
            description = operation.get("description", "")
            operation["summary"] = description.partition(".")[0].partition(" (")[0]
            if request is None:
                continue
            operation["description"] = f"{description}\n\n{_examples(path, method.upper(), operation)}"
    return result


def _examples(path: str, method: str, operation: dict[str, Any]) -> str:
    address = SERVER + path
    for name, value in VALUES.items():
        address = address.replace(f"{{{name}}}", value)
    body = None
    if "requestBody" in operation:
        body = json.dumps(BODIES.get(operation["operationId"], {"strokes": SEVEN}))
    headers = {"Content-Type": "application/json"} if body is not None else {}
    if operation["operationId"] in AUTHORIZED:
        headers["Authorization"] = "Bearer ductus_…"
    ways = {"sh": _curl, "js": _javascript, "python": _python}
    return "\n\n".join(f"```{name}\n{write(address, method, headers, body)}\n```" for name, write in ways.items())


def _curl(address: str, method: str, headers: dict[str, str], body: str | None) -> str:
    parts = [
        "curl",
        *([f"-X {method}"] if method not in ("GET", "POST") or (method == "POST" and body is None) else []),
    ]
    parts += [f"-H '{name}: {value}'" for name, value in headers.items()]
    return " ".join([*parts, *([f"-d '{body}'"] if body is not None else []), address])


def _javascript(address: str, method: str, headers: dict[str, str], body: str | None) -> str:
    options = [f'method: "{method}"'] if method != "GET" else []
    options += [f"headers: {json.dumps(headers, ensure_ascii=False)}"] if headers else []
    options += [f"body: JSON.stringify({body})"] if body is not None else []
    return f'const response = await fetch("{address}"{", { " + ", ".join(options) + " }" if options else ""});'


def _python(address: str, method: str, headers: dict[str, str], body: str | None) -> str:
    arguments = [f'"{address}"', f'method="{method}"']
    arguments += [f"headers={json.dumps(headers, ensure_ascii=False)}"] if headers else []
    arguments += [f"data=json.dumps({body}).encode()"] if body is not None else []
    imports = (
        "import json\nfrom urllib.request import Request, urlopen"
        if body
        else "from urllib.request import Request, urlopen"
    )
    return f"{imports}\n\nresponse = urlopen(Request({', '.join(arguments)}))"
