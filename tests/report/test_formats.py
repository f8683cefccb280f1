"""The formats for other programs: what each gives for findings built by hand."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from cnnlint.report import comment, github, gitlab, grouped, json_lines, junit, sarif
from cnnlint.report.formats import FORMATS, renderer
from cnnlint.report.identity import fingerprints, relative, uri
from cnnlint.report.run import Run
from cnnlint.report.style import Style
from cnnlint.rule_engine import shipped_rules
from support.findings import FIXED, SMALL, TEXTS, run
from support.models import place

HOSTILE = replace(SMALL, message="a\x1b[31m|`<b>`\r\n::error::x% @someone \udc80", help=("\x00 ]]> & <i>",))

# Of the objects of SARIF 2.1.0 that are written: the properties that the standard's JSON Schema requires, and those that it allows (each a
# type, or the name of an object; a list in brackets). Written down from the schema that OASIS publishes with the standard.
SARIF: Mapping[str, tuple[frozenset[str], Mapping[str, Any]]] = {
    "log": (frozenset({"version", "runs"}), {"$schema": str, "version": {"2.1.0"}, "runs": ["run"]}),
    "run": (frozenset({"tool"}), {"tool": "tool", "columnKind": {"utf16CodeUnits", "unicodeCodePoints"}, "originalUriBaseIds": dict,
                                  "results": ["result"]}),
    "tool": (frozenset({"driver"}), {"driver": "component"}),
    "component": (frozenset({"name"}), {"name": str, "version": str, "semanticVersion": str, "rules": ["rule"]}),
    "rule": (frozenset({"id"}), {"id": str, "name": str, "shortDescription": "multiformat", "fullDescription": "multiformat", "help": "multiformat",
                                 "helpUri": str, "defaultConfiguration": "configuration", "properties": dict}),
    "multiformat": (frozenset({"text"}), {"text": str, "markdown": str}),
    "configuration": (frozenset(), {"level": {"none", "note", "warning", "error"}}),
    "result": (frozenset({"message"}), {"ruleId": str, "ruleIndex": int, "level": {"none", "note", "warning", "error"}, "message": "message",
                                        "locations": ["location"], "relatedLocations": ["location"], "partialFingerprints": dict,
                                        "fixes": ["fix"]}),
    "message": (frozenset(), {"text": str, "markdown": str}),
    "location": (frozenset(), {"id": int, "physicalLocation": "physical", "logicalLocations": ["logical"], "message": "message",
                               "properties": dict}),
    "physical": (frozenset({"artifactLocation"}), {"artifactLocation": "artifact", "region": "region"}),
    "artifact": (frozenset(), {"uri": str, "uriBaseId": str}),
    "logical": (frozenset(), {"fullyQualifiedName": str, "kind": str}),
    "region": (frozenset(), {"startLine": int, "startColumn": int, "endLine": int, "endColumn": int}),
    "fix": (frozenset({"artifactChanges"}), {"description": "message", "artifactChanges": ["change"]}),
    "change": (frozenset({"artifactLocation", "replacements"}), {"artifactLocation": "artifact", "replacements": ["replacement"]}),
    "replacement": (frozenset({"deletedRegion"}), {"deletedRegion": "region", "insertedContent": "content"}),
    "content": (frozenset(), {"text": str}),
}  # fmt: skip


def faults(value: Any, kind: Any, where: str = "log") -> Iterator[str]:
    """Where a value is not what the schema wants."""
    if isinstance(kind, str):
        required, allowed = SARIF[kind]
        yield from (f"{where}: {name} is missing" for name in required - value.keys())
        yield from (f"{where}: {name} is not allowed" for name in value.keys() - allowed.keys())
        for name in value.keys() & allowed.keys():
            yield from faults(value[name], allowed[name], f"{where}.{name}")
    elif isinstance(kind, list):
        for index, entry in enumerate(value):
            yield from faults(entry, kind[0], f"{where}[{index}]")
    elif isinstance(kind, set):
        if value not in kind:
            yield f"{where} is {value!r}"
    elif type(value) is not kind or (kind is int and value < 0):
        yield f"{where} is {value!r}"


def text_of(name: str, outcome: Run) -> str:
    return "\n".join(renderer(name)(outcome, Style()))


@pytest.mark.parametrize("name", FORMATS)
def test_no_finding_breaks_a_format(name: str) -> None:
    for outcome in (run(), run(HOSTILE, FIXED), run(SMALL, texts={})):
        printed = text_of(name, outcome)
        assert "\x1b" not in printed
        assert "\x00" not in printed


def test_grouped() -> None:
    assert list(grouped.render(run(SMALL, FIXED), Style()))[:-1] == [
        "digits.py:",
        f"  8:11  warning CNN201  {SMALL.message}",
        "",
        "net.py:",
        f"  2:12  error CNN102  {FIXED.message}",
        "",
    ]


def test_json_lines() -> None:
    first, second = map(json.loads, json_lines.render(run(SMALL, FIXED), Style()))
    assert (first["rule"], first["line"], second["fix"]["edits"][0]["text"]) == ("CNN201", 8, "16 * 4 * 4")


def test_github() -> None:
    (line,) = github.render(run(replace(SMALL, at=place(8, 11, 56, path="a,b:%.py"), help=("one\n  two",))), Style())
    assert line == (
        "::warning title=cnnlint CNN201 small-final-receptive-field,file=a%2Cb%3A%25.py,line=8,col=11,endLine=8,endColumn=56"
        "::the last feature map sees 7×7 of a 28×28 input (25 %25)%0Aone%0A  two"
    )
    (line,) = github.render(run(HOSTILE), Style())
    assert len(line.splitlines()) == 1
    assert line.count("::") == 2 + 2  # the two of the message are behind those that count


def test_gitlab() -> None:
    (issue,) = json.loads(text_of("gitlab", run(FIXED)))
    assert re.fullmatch("[0-9a-f]{32}", issue.pop("fingerprint"))
    assert issue == {
        "description": "CNN102 fc1 takes 400 features and gets 256",
        "check_name": "wrong-features",
        "severity": "major",
        "location": {"path": "net.py", "lines": {"begin": 2, "end": 2}},
    }
    assert json.loads("\n".join(gitlab.render(run(), Style()))) == []


def test_a_fingerprint_is_of_the_line_and_not_of_its_number() -> None:
    moved = {**TEXTS, "digits.py": "\n# more\n" + TEXTS["digits.py"]}
    lower = replace(SMALL, at=place(10, 11, 56))
    assert fingerprints([SMALL], TEXTS.get) == fingerprints([lower], moved.get)
    twice = fingerprints([SMALL, SMALL, FIXED], TEXTS.get)
    assert len(set(twice)) == 3
    assert twice[:1] == fingerprints([SMALL], TEXTS.get)


def test_sarif_has_what_the_standard_asks_for() -> None:
    rules = shipped_rules().rules
    document = json.loads(text_of("sarif", replace(run(SMALL, FIXED, HOSTILE), rules=lambda: rules)))
    problems = list(faults(document, "log"))
    assert not problems, problems[:3]
    (whole,) = document["runs"]
    for result in whole["results"]:
        assert whole["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
    small, fixed, _ = whole["results"]
    assert small["level"] == "warning"
    assert small["locations"] == [
        {
            "physicalLocation": {
                "artifactLocation": {"uri": "digits.py", "uriBaseId": "%SRCROOT%"},
                "region": {"startLine": 8, "startColumn": 11, "endLine": 8, "endColumn": 56},
            },
            "message": {"text": "each of its 22×22 units sees 7×7 pixels"},
            "logicalLocations": [{"fullyQualifiedName": "sequential::conv2d_2", "kind": "object"}],
        }
    ]
    assert small["relatedLocations"][0]["message"] == {"text": "input 28×28×1"}
    (change,) = fixed["fixes"][0]["artifactChanges"]
    assert change["replacements"] == [
        {
            "deletedRegion": {"startLine": 2, "startColumn": 12, "endLine": 2, "endColumn": 22},
            "insertedContent": {"text": "16 * 4 * 4"},
        }
    ]
    assert all(rule["help"]["markdown"].startswith(f"# {rule['id']}") for rule in whole["tool"]["driver"]["rules"])
    assert [result["partialFingerprints"] for result in whole["results"][:1]] == [
        {sarif.FINGERPRINT: fingerprints([SMALL], TEXTS.get)[0]}
    ]


def test_paths_are_relative_below_the_folder_of_the_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    assert relative("./a/../b c.py") == "b c.py"
    assert relative(str(tmp_path / "here" / "x.py")) == "x.py"
    assert relative("../x.py") == (tmp_path / "x.py").as_posix()
    assert uri("b c/é%.py") == "b%20c/%C3%A9%25.py"
    assert uri("../x.py") == (tmp_path / "x.py").as_uri()


def test_junit() -> None:
    tree = ElementTree.fromstring(text_of("junit", run(SMALL, FIXED, HOSTILE)))  # noqa: S314
    assert (tree.tag, tree.attrib["tests"], tree.attrib["failures"]) == ("testsuites", "3", "3")
    cases = list(tree.iter("testcase"))
    assert cases[0].attrib == {
        "classname": "digits.py", "name": "CNN201 small-final-receptive-field 8:11", "file": "digits.py", "line": "8",
    }  # fmt: skip
    assert cases[0][0].attrib == {"type": "warning", "message": SMALL.message}
    clean = ElementTree.fromstring("\n".join(junit.render(run(), Style())))  # noqa: S314
    assert [case.attrib["classname"] for case in clean.iter("testcase")] == ["cnnlint"]
    assert clean.attrib["failures"] == "0"


def test_a_comment_for_a_pull_request() -> None:
    lines = list(comment.render(run(SMALL, HOSTILE), Style()))
    assert lines[0].startswith("### cnnlint: 2 warnings in 1 file (")
    assert lines[4] == f"| warning | digits.py:8 | **CNN201** {SMALL.message} |"
    assert "\\|\\`\\<b\\>\\`\\x0d\\x0a".replace("\\x", "\\\\x") in lines[5]
    assert "@someone" not in lines[5]
    many = list(comment.render(run(*[SMALL] * 60), Style()))
    assert "| | | … and 10 more |" in many
    assert len(list(comment.render(run(), Style()))) == 2
