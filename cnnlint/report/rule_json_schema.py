"""`cnnlint rules schema`: the JSON Schema of rule files, by which editors complete and check them, made of the declared keys."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from cnnlint.rule_engine.keys import RULE, Key, Keys

_SCALAR: Final = ["string", "number", "boolean"]
_SIMPLE: Final[Mapping[str, dict[str, Any]]] = {
    "text": {"type": ["string", "number"]},  # YAML reads a version such as 1.0 as a number
    "template": {"type": ["string", "number"]},
    "expression": {"type": _SCALAR},
    "choice": {"type": "string"},
    "number": {"type": "integer", "minimum": 0, "maximum": 99},
    "truth": {"type": "boolean"},
    "value": {"type": [*_SCALAR, "array"], "items": {"type": _SCALAR}, "minItems": 1},
}


def render() -> Iterator[str]:
    """The document, line by line."""
    whole = _table(RULE)
    own = ["id", "name"]
    document = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A rule of cnnlint",
        "description": "One rule a file. Conditions and placeholders are checked by `cnnlint rules validate`.",
        **whole,
        "required": own,
        "anyOf": [{"required": ["extends"]}, {"required": [name for name in whole["required"] if name not in own]}],
    }
    yield from json.dumps(document, indent=2, ensure_ascii=False).splitlines()


def _table(keys: Keys) -> dict[str, Any]:
    required = [name for name, key in keys.items() if key.required]
    return {
        "type": "object",
        "properties": {name: _key(key) for name, key in keys.items()},
        **({"required": required} if required else {}),
        "additionalProperties": False,
    }


def _key(key: Key) -> dict[str, Any]:
    schema = {"description": key.doc, **_value(key)}
    if key.pattern:
        schema["pattern"] = f"^({key.pattern})$"
    return schema


def _value(key: Key) -> dict[str, Any]:
    inner = key.inner or {}
    match key.kind:
        case "choice":
            return {"enum": list(key.choices)}
        case "texts":
            item = {"enum": list(key.choices)} if key.choices else {"type": "string"}
            return {"type": "array", "items": item}
        case "table":
            return _table(inner)
        case "tables":
            return {"type": "array", "items": _table(inner)}
        case "fixes":
            return {"anyOf": [_table(inner), {"type": "array", "items": _table(inner)}]}
        case "names":
            return {"type": "object", "additionalProperties": _SIMPLE[key.each]}
        case "params":
            return {"type": "object", "additionalProperties": {"anyOf": [_SIMPLE["value"], _table(inner)]}}
        case "notes":
            text = _SIMPLE["template"]
            return {"anyOf": [text, {"type": "array", "items": {"anyOf": [text, _table(inner)]}}]}
    return dict(_SIMPLE[key.kind])
