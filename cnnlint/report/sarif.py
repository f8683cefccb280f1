"""`check --output-format sarif`: the Static Analysis Results Interchange Format, version 2.1.0 (OASIS), as GitHub and editors take it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from cnnlint import __version__
from cnnlint.diagnostics import Diagnostic, Fix, Severity
from cnnlint.report import rule_page
from cnnlint.report.identity import fingerprints, in_file, uri
from cnnlint.report.run import Run
from cnnlint.report.style import Style
from cnnlint.rule_engine import Rule
from cnnlint.source.location import Location

SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"
ROOT: Final = "%SRCROOT%"
FINGERPRINT: Final = "cnnlint/v1"
_LEVELS: Final[Mapping[Severity, str]] = {"error": "error", "warning": "warning", "info": "note"}


def render(run: Run, style: Style, quiet: bool = False) -> Iterator[str]:
    """The document as text."""
    yield json.dumps(document(run), indent=2)


def document(run: Run) -> dict[str, Any]:
    """The document as JSON values."""
    return {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": _driver(run.rules())},
                "columnKind": "unicodeCodePoints",
                "originalUriBaseIds": {ROOT: {"description": {"text": "The folder that cnnlint was run in."}}},
                "results": list(_results(run)),
            }
        ],
    }


def _driver(rules: Sequence[Rule]) -> dict[str, Any]:
    return {
        "name": "cnnlint",
        "version": __version__,
        "semanticVersion": __version__,
        "rules": [_rule(rule) for rule in rules],
    }


def _rule(rule: Rule) -> dict[str, Any]:
    page = "\n".join(rule_page.render(rule))
    what = " ".join(rule.docs.what.split()) or rule.name
    return {
        "id": rule.id,
        "name": rule.name,
        "shortDescription": {"text": what.partition(". ")[0].removesuffix(".") + "."},
        "fullDescription": {"text": what},
        "help": {"text": page, "markdown": page},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"tags": [rule.category, *rule.frameworks]},
    }


def _results(run: Run) -> Iterator[dict[str, Any]]:
    indexes = {rule.id: index for index, rule in enumerate(run.rules())}
    marks = fingerprints(run.diagnostics, run.text)
    for found, mark in zip(map(in_file, run.diagnostics), marks, strict=True):
        yield {
            "ruleId": found.rule,
            **({"ruleIndex": indexes[found.rule]} if found.rule in indexes else {}),
            "level": _LEVELS[found.severity],
            "message": _message(found),
            "locations": [_location(found.at, found.label) | _logical(found)],
            **({"relatedLocations": list(_related(found))} if found.related else {}),
            "partialFingerprints": {FINGERPRINT: mark},
            **({"fixes": [_fix(found.fix)]} if found.fix else {}),
        }


def _message(found: Diagnostic) -> dict[str, str]:
    text = "\n".join((found.message, *found.help))
    return {"text": text, "markdown": "\n\n".join((found.message, *found.help))} if found.help else {"text": text}


def _location(at: Location, label: str = "") -> dict[str, Any]:
    message = {"message": {"text": label}} if label else {}
    return {"physicalLocation": {"artifactLocation": _artifact(at.path), "region": _region(at)}, **message}


def _logical(found: Diagnostic) -> dict[str, Any]:
    names = [name for name in (found.model, found.layer) if name]
    return {"logicalLocations": [{"fullyQualifiedName": "::".join(names), "kind": "object"}]} if names else {}


def _related(found: Diagnostic) -> Iterator[dict[str, Any]]:
    for number, related in enumerate(found.related, 1):
        yield {"id": number, **_location(related.at, related.label)}


def _artifact(path: str) -> dict[str, str]:
    place = uri(path)
    return {"uri": place} if place.startswith("file:") else {"uri": place, "uriBaseId": ROOT}


def _region(at: Location) -> dict[str, int]:
    return {"startLine": at.line, "startColumn": at.column, "endLine": at.end_line, "endColumn": at.end_column}


def _fix(fix: Fix) -> dict[str, Any]:
    changes: dict[str, list[dict[str, Any]]] = {}
    for edit in fix.edits:
        replacement = {"deletedRegion": _region(edit.at), "insertedContent": {"text": edit.text}}
        changes.setdefault(edit.at.path, []).append(replacement)
    return {
        "description": {"text": f"{fix.description} ({'a safe' if fix.safe else 'an unsafe'} fix)"},
        "artifactChanges": [
            {"artifactLocation": _artifact(path), "replacements": replacements}
            for path, replacements in changes.items()
        ],
    }
