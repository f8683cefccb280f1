"""Running small programs in the interpreter, and the same programs in Python, to compare what they give."""

from __future__ import annotations

import sys
from textwrap import dedent
from types import ModuleType
from typing import Any

from cnnlint.interpreter.budget import Budget
from cnnlint.interpreter.host import host_of
from cnnlint.interpreter.outcome import NotKnown
from cnnlint.interpreter.standard import library
from cnnlint.interpreter.values import ModuleValue, Value
from cnnlint.interpreter.vm import Interpreter
from cnnlint.syntax import ir, parse


class Texts:
    """A loader of modules that are given as text."""

    def __init__(self, **texts: str) -> None:
        self.texts = texts

    def load(self, dotted: str, importer: str) -> tuple[str, bool] | None:
        return (f"{dotted}.py", False) if dotted in self.texts else None

    def module(self, path: str) -> ir.Module:
        module = parse(self.texts[path.removesuffix(".py")])
        assert not module.faults, module.faults
        return module


def interpret(text: str, *, budget: Budget | None = None, names: dict[str, Value] | None = None) -> Interpreter:
    """Run a program; its module is `main`, in which `names` are bound before."""
    vm = Interpreter(Texts(main=dedent(text)), library, budget or Budget())
    module = vm.modules["main.py"] = ModuleValue("main", "main.py")
    module.scope.update(names or {})
    vm.run_module(module)
    return vm


def name_of(vm: Interpreter, name: str = "result") -> Value:
    """What a name is bound to at the end."""
    return vm.modules["main.py"].scope[name]


def result_of(text: str, **names: Value) -> Value:
    """What `result` is at the end of a program."""
    return name_of(interpret(text, names=names))


def python_result(text: str) -> Any:
    """What `result` is when Python itself runs the program."""
    module = sys.modules["main"] = ModuleType("main")  # dataclasses look for the module of a class
    try:
        exec(dedent(text), module.__dict__)  # noqa: S102 - the tests' own programs
    finally:
        del sys.modules["main"]
    return module.__dict__["result"]


def is_known(value: Value) -> bool:
    """Whether a value is an ordinary Python value, through and through."""
    try:
        host_of(value)
    except NotKnown:
        return False
    return True


def check_like_python(text: str) -> None:
    """Assert that a program gives here what it gives in Python, wholly known and without a fact."""
    vm = interpret(text)
    assert vm.facts == []
    found = host_of(name_of(vm))
    wanted = python_result(text)
    assert found == wanted
    assert type(found) is type(wanted)
