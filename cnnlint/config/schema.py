"""The JSON Schema of configuration files, for editors."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from cnnlint.config.keys import KEYS, LEVELS, MODEL, Key, Kind

_TEXTS: Final = {"type": "array", "items": {"type": "string"}}
_SHAPE: Final = {
    "anyOf": [
        {"type": "string"},
        {"type": "array", "items": {"type": ["integer", "string"], "minimum": 1}, "minItems": 1},
    ]
}
_SCALAR: Final = {"type": ["boolean", "number", "string"]}
_KINDS: Final[Mapping[Kind, Mapping[str, Any]]] = {
    "rules": _TEXTS,
    "patterns": _TEXTS,
    "paths": _TEXTS,
    "path": {"type": "string"},
    "extend": {"type": "string"},
    "truth": {"type": "boolean"},
    "count": {"type": "integer", "minimum": 0},
    "seconds": {"type": "number", "exclusiveMinimum": 0},
    "shapes": {"anyOf": [*_SHAPE["anyOf"], {"type": "object", "additionalProperties": _SHAPE}]},
    "severities": {"type": "object", "additionalProperties": {"enum": list(LEVELS)}},
    "params": {
        "type": "object",
        "additionalProperties": {
            "type": "object",
            "additionalProperties": {"anyOf": [_SCALAR, {"type": "array", "items": _SCALAR}]},
        },
    },
    "pattern-rules": {"type": "object", "additionalProperties": _TEXTS},
}


def json_schema() -> dict[str, Any]:
    """The schema of cnnlint.toml, and of `[tool.cnnlint]` in pyproject.toml."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "cnnlint",
        "description": "The settings of cnnlint: cnnlint.toml, or tool.cnnlint in pyproject.toml.",
        **_object(KEYS),
    }


def _object(keys: Mapping[str, Key]) -> dict[str, Any]:
    properties = {name: {"description": key.doc, **_value(key)} for name, key in keys.items()}
    return {"type": "object", "additionalProperties": False, "properties": properties}


def _value(key: Key) -> Mapping[str, Any]:
    if key.kind == "choice":
        return {"enum": list(key.choices)}
    if key.kind == "models":
        return {"type": "array", "items": {**_object(MODEL), "required": ["entry"]}}
    return _KINDS[key.kind]
