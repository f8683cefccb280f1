"""The same small program run by PyTorch, and interpreted by cnnlint: what both give, or what both refuse."""

from __future__ import annotations

import time
import warnings
from dataclasses import dataclass
from typing import Any

import torch
from torch import nn

from cnnlint.frameworks import registry
from cnnlint.frameworks.common.tensors import TensorValue
from cnnlint.frameworks.torch import module as modules
from cnnlint.interpreter.compile_statements import statement
from cnnlint.interpreter.imports import module_frame
from cnnlint.interpreter.operators import plain
from cnnlint.interpreter.outcome import BudgetExceeded, Raised
from cnnlint.interpreter.values import Instance, ModuleValue, Unknown
from cnnlint.interpreter.vm import Budget, Interpreter
from cnnlint.symbolic import Dim, is_anonymous
from cnnlint.syntax import ir, parse

IMPORTS = "import torch\nimport torch.nn as nn\nimport torch.nn.functional as F\n"
UNKNOWN = "unknown"
OF_THE_MACHINE = ("could not construct a memory descriptor", "could not create a primitive", "can't allocate memory")
"""Refusals that are not PyTorch's but of the library that it happens to use."""

torch.set_num_threads(1)


@dataclass(frozen=True)
class Outcome:
    """What a program gives: the class of the exception, or the shapes of `y` and the parameters of `m`."""

    error: str = ""
    words: str = ""
    result: Any = None
    parameters: int | None = None


def in_torch(text: str) -> Outcome:
    """The program run."""
    scope: dict[str, Any] = {"torch": torch, "nn": nn, "F": nn.functional}
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            exec(text, scope)  # noqa: S102 - the tests' own programs
    except Exception as error:
        empty = "transpose" in text.lower() and "Output size is too small" in str(error)
        return Outcome(type(error).__name__, OF_THE_MACHINE[0] if empty else str(error))
    module, y = scope.get("m"), scope.get("y")
    parameters = sum(p.numel() for p in module.parameters()) if isinstance(module, nn.Module) else None
    # an empty map is refused by a transposed convolution, or given, by the library that it happens to use
    empty = "transpose" in text.lower() and isinstance(y, torch.Tensor) and not y.numel()
    return Outcome(words=OF_THE_MACHINE[0] if empty else "", result=seen(y), parameters=parameters)


def seen(value: Any) -> Any:
    """A result as nested lists of (shape, element type); numbers and flags as they are."""
    if isinstance(value, torch.Tensor):
        return tuple(value.shape), str(value.dtype).removeprefix("torch.")
    if isinstance(value, (list, tuple)):
        return [seen(item) for item in value]
    return value if isinstance(value, (int, str, type(None))) else UNKNOWN


class Nowhere:
    """The programs import nothing but libraries."""

    def load(self, dotted: str, importer: str) -> None:
        return None

    def module(self, path: str) -> ir.Module:
        return ir.Module((), None, ())


class Here:
    """One interpreter for many programs."""

    def __init__(self, *, training: bool = False) -> None:
        self.vm = Interpreter(Nowhere(), registry.library, Budget(seconds=60))
        registry.framework("torch").prepare(self.vm, "train" if training else "eval")
        self.names = self.run_module(IMPORTS)

    def run_module(self, text: str, names: dict[str, Any] | None = None) -> dict[str, Any]:
        """Run a text in a module of its own; its variables."""
        module = ModuleValue("case", "case.py")
        module.scope.update(names or {})
        module.state = "done"
        frame = module_frame(self.vm, module)
        tree = parse(text)
        assert not tree.faults, (text, tree.faults)
        with self.vm.activation(frame):
            for node in tree.body:
                statement(node)(frame)
        return module.scope

    def run(self, text: str) -> Outcome:
        """The program interpreted."""
        vm = self.vm
        vm.reset()
        vm.facts.clear()
        vm.deadline = time.process_time() + 60
        for name in ("torch.traces", "recorder", "torch.names"):
            vm.state.pop(name, None)
        try:
            scope = self.run_module(text, self.names)
        except Raised as raised:
            fact = raised.fact
            return Outcome(fact.error if fact else raised.value.cls.name, fact.words if fact else "")
        except BudgetExceeded as error:
            return Outcome("BudgetExceeded", str(error))
        if vm.facts:
            return Outcome(vm.facts[0].error, f"{vm.facts[0].kind}: {vm.facts[0].words}")
        module = scope.get("m")
        total = None
        if isinstance(module, Instance) and modules.is_module(module):
            total, _ = modules.all_parameters(module)
        return Outcome(result=understood(scope.get("y")), parameters=total if isinstance(total, int) else None)


def understood(value: Any) -> Any:
    """A result as `seen` gives it; what is not known is UNKNOWN."""
    if isinstance(value, TensorValue):
        if value.tensor.shape is None:
            return UNKNOWN
        return tuple(UNKNOWN if not isinstance(s, int) else s for s in value.tensor.shape), value.tensor.dtype
    value = plain(value)
    if isinstance(value, (list, tuple)):
        return [understood(item) for item in value]
    if isinstance(value, (Unknown, Instance)) or (isinstance(value, Dim) and is_anonymous(value)):
        return UNKNOWN
    return value if isinstance(value, (int, str, type(None))) else UNKNOWN


def difference(expected: Outcome, found: Outcome, *, loose: bool = False, strict: bool = True) -> str:
    """Where they differ, empty if nowhere. `loose`: what hangs on the data may be unknown here; `strict`: exceptions are compared."""
    if any(words in expected.words for words in OF_THE_MACHINE):
        return ""
    if bool(expected.error) != bool(found.error):
        return (
            f"PyTorch refuses ({expected.error}: {expected.words[:160]}), cnnlint gives {found.result}"
            if expected.error
            else (f"PyTorch gives {expected.result}, cnnlint refuses ({found.error}: {found.words})")
        )
    if expected.error:
        return (
            ""
            if expected.error == found.error or not strict
            else f"{expected.error} ({expected.words[:120]}) is {found.error} ({found.words}) here"
        )
    if expected.parameters is not None and expected.parameters != found.parameters:
        return f"{expected.parameters} parameters, {found.parameters} here"
    return "" if alike(expected.result, found.result, loose) else f"{expected.result}, {found.result} here"


def alike(expected: Any, found: Any, loose: bool) -> bool:
    """Whether two results agree as far as ours is known."""
    if isinstance(found, str) and found == UNKNOWN:
        return loose or expected == UNKNOWN
    if isinstance(expected, tuple):
        return isinstance(found, tuple) and same_shape(expected[0], found[0], loose) and found[1] in (None, expected[1])
    if isinstance(expected, list):
        return (
            isinstance(found, list)
            and len(expected) == len(found)
            and all(alike(a, b, loose) for a, b in zip(expected, found, strict=True))
        )
    return bool(expected == found)


def same_shape(expected: tuple[int, ...], found: tuple[Any, ...], loose: bool) -> bool:
    """Size by size."""
    return len(expected) == len(found) and all(
        a == b or (loose and b == UNKNOWN) for a, b in zip(expected, found, strict=True)
    )
