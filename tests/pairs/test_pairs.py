"""Every broken program of the collection is found out at the right line, every other one is left in peace, and the frameworks agree."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from pairs.collection import FRAMEWORKS, HERE, Program, programs

PROGRAMS = [program for framework in FRAMEWORKS for program in programs(framework)]
BROKEN = [program for program in PROGRAMS if program.role == "broken"]
OTHERS = [program for program in PROGRAMS if program.role != "broken"]
AT_LEAST = {"torch": (61, 51), "keras": (68, 48)}
"""Broken programs, and those of them that the proposed edits mend."""


def names(cases: list[Program]) -> list[str]:
    return [f"{case.framework}-{case.path.stem}" for case in cases]


@pytest.mark.parametrize("program", BROKEN, ids=names(BROKEN))
def test_a_broken_program_is_found_out(program: Program) -> None:
    found = {(one.at.line, one.rule) for one in program.diagnostics}
    errors = {(one.at.line, one.rule) for one in program.diagnostics if one.severity == "error"}
    assert program.marks, "what is to be found is not marked"
    assert program.header.get("kind")
    assert program.header.get("after")
    assert program.marks <= found, [one.message for one in program.diagnostics]
    assert errors <= program.marks, [one.message for one in program.diagnostics]


@pytest.mark.parametrize("program", OTHERS, ids=names(OTHERS))
def test_a_working_program_is_left_in_peace(program: Program) -> None:
    broken = next((one for one in BROKEN if (one.framework, one.name) == (program.framework, program.name)), None)
    codes = {code for _, code in broken.marks} if broken is not None else set()
    wrong = [one.message for one in program.diagnostics if one.severity == "error" or one.rule in codes]
    assert not wrong, wrong[:3]
    assert (broken is not None) == (program.role == "fixed"), "a pair has the same name"


@pytest.mark.parametrize("framework", FRAMEWORKS)
def test_the_framework_agrees(framework: str) -> None:
    """One process runs them all, as `prove.py` does for people."""
    command = [sys.executable, str(HERE / "prove.py"), framework, "--json"]
    ended = subprocess.run(
        command, capture_output=True, text=True, check=False, env={**os.environ, "CNNLINT_STRICT": "1"}
    )
    assert ended.stdout, ended.stderr[-2000:]
    told = json.loads(ended.stdout)
    assert not told["problems"], told["problems"][:5]
    assert all(
        count >= least for count, least in zip((told["broken"], told["mended"]), AT_LEAST[framework], strict=True)
    )
