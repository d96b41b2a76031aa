"""Tests of the API's documents: predictions come first, and each call has a summary and examples that are right."""

import ast
import json
import re
import shlex
from typing import Any

import pytest
import yaml
from django.test import Client

METHODS = ("get", "post", "put", "delete")


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    document: dict[str, Any] = yaml.safe_load(Client().get("/api/schema").content)
    return document


def operations(schema: dict[str, Any]) -> list[tuple[str, str, dict[str, Any]]]:
    return [
        (path, method, operation) for path, methods in schema["paths"].items() for method, operation in methods.items()
    ]


def test_predictions_come_first(schema: dict[str, Any]) -> None:
    assert next(iter(schema["paths"])) == "/api/predictions"


def test_each_call_has_a_summary_that_is_short(schema: dict[str, Any]) -> None:
    for path, method, operation in operations(schema):
        assert 8 < len(operation["summary"]) < 110, (path, method, operation["summary"])
        assert operation["description"].startswith(operation["summary"])


def test_each_call_has_examples_in_curl_javascript_and_python(schema: dict[str, Any]) -> None:
    for path, method, operation in operations(schema):
        languages = re.findall(r"^```(\w+)$", operation["description"], re.MULTILINE)
        assert languages == ["sh", "js", "python"], (path, method)
        assert "{" not in operation["description"].partition("http://127.0.0.1:8000")[2].split()[0], (path, method)


def test_the_examples_for_curl_and_python_say_the_same(schema: dict[str, Any]) -> None:
    for _, method, operation in operations(schema):
        curl, python = (
            re.search(rf"```{name}\n(.*?)```", operation["description"], re.DOTALL)[1] for name in ("sh", "python")
        )
        words = shlex.split(curl)
        sent = json.loads(words[words.index("-d") + 1]) if "-d" in words else None
        call = ast.parse(python).body[-1].value.args[0]
        given = {keyword.arg: keyword.value for keyword in call.keywords}
        assert call.args[0].value == words[-1]
        assert given["method"].value == method.upper()
        assert (ast.literal_eval(given["data"].func.value.args[0]) if "data" in given else None) == sent


def test_the_examples_that_read_are_answered(base: None, client: Client, schema: dict[str, Any]) -> None:
    for path in ("/api/predictions", "/api/readings", "/api/steps", "/api/activations", "/api/sandbox"):
        words = shlex.split(re.search(r"```sh\n(.*?)```", schema["paths"][path]["post"]["description"], re.DOTALL)[1])
        body = words[words.index("-d") + 1]
        assert client.post(path, body, content_type="application/json").status_code == 200


def test_a_token_is_described_as_a_choice(schema: dict[str, Any]) -> None:
    assert schema["components"]["securitySchemes"]["token"] == {"type": "http", "scheme": "bearer"}
    assert {} in schema["paths"]["/api/predictions"]["post"].get("security", schema.get("security", []))
