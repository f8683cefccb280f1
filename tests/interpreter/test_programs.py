"""The abstract interpreter beside Python itself: every program gives the same values in both."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

import pytest

from cnnlint.analysis.files import with_deep_stack
from cnnlint.analysis.project import ProjectLoader
from cnnlint.frameworks import registry
from cnnlint.interpreter import imports
from cnnlint.interpreter.host import host_of
from cnnlint.interpreter.outcome import NotKnown
from cnnlint.interpreter.values import ModuleValue
from cnnlint.interpreter.vm import Budget, Interpreter

PROGRAMS = sorted((Path(__file__).parent / "programs").glob("*.py"))
PLAIN = (int, float, complex, str, bytes, bool, type(None), tuple, list, dict, set, frozenset, range)


def interpreted(path: Path) -> tuple[dict[str, Any], list[str]]:
    """The public names that the program binds, as cnnlint has them, and the facts that it met."""
    vm = Interpreter(ProjectLoader(), registry.library, Budget())
    vm.main = str(path)
    module = ModuleValue(path.stem, str(path))
    vm.modules[str(path)] = module
    with_deep_stack(lambda: imports.run_module(vm, module))
    found: dict[str, Any] = {}
    for name in list(module.scope):
        try:
            found[name] = host_of(vm.read(module.scope, name))
        except NotKnown as unknown:
            found[name] = f"not known: {unknown.reason}"
    return found, [fact.words for fact in vm.facts]


def is_plain(value: Any) -> bool:
    """True for data that both sides can be compared by."""
    if isinstance(value, (list, tuple, set, frozenset)) and type(value) in PLAIN:
        return all(is_plain(item) for item in value)
    if type(value) is dict:
        return all(is_plain(key) and is_plain(item) for key, item in value.items())
    return type(value) in PLAIN


@pytest.mark.parametrize("path", PROGRAMS, ids=[path.stem for path in PROGRAMS])
def test_program_gives_what_python_gives(path: Path) -> None:
    truth = {
        name: value
        for name, value in runpy.run_path(str(path), run_name="__main__").items()
        if not name.startswith("_")
    }
    expected = {name: value for name, value in truth.items() if is_plain(value)}
    found, facts = interpreted(path)
    assert facts == []
    assert len(expected) >= 5, "a program that checks nothing"
    assert {name: found.get(name, "unbound") for name in expected} == expected
