"""What is known of a value behind a condition or a loop that hangs on what is not known."""

from __future__ import annotations

from typing import Any

import pytest

from cnnlint.analysis.files import with_deep_stack
from cnnlint.analysis.project import ProjectLoader
from cnnlint.frameworks import registry
from cnnlint.interpreter import imports
from cnnlint.interpreter.values import ModuleValue, Unknown
from cnnlint.interpreter.vm import Budget, Interpreter
from cnnlint.symbolic import Dim, bounds

BRANCHES = {
    "x = 3 if unknown else 5": (3, 5),
    "x = 4 if unknown else 4": 4,
    "if unknown:\n    x = 8\nelse:\n    x = 2 * 4": 8,
    "if unknown:\n    x = 16\nelif input():\n    x = 4\nelse:\n    x = 9": (4, 16),
    "x = (2, 3) if unknown else (2, 5)\nx = x[1]": (3, 5),
    "x = [1, 7]\nif unknown:\n    x[1] = 2\nx = x[0] + x[1]": (3, 8),
    "k = 3 if unknown else 5\nx = (10 - k) // 2": (2, 3),
    "k = 3 if unknown else 5\nx = k > 2": True,
    "def f():\n    if unknown:\n        return 6\n    return 2\nx = f()": (2, 6),
    "x = 'a' if unknown else 'b'": None,
}
LOOPS = {
    "x = 7\nfor _ in unknown:\n    x = x * 1": 7,
    "x = 7\nwhile input():\n    x = x + 0": 7,
    "x = 0\nfor _ in unknown:\n    x += 1": (0, None),
    "x = 10\nfor _ in unknown:\n    x -= 1": (None, 10),
    "x = 64\nfor _ in unknown:\n    x = x // 2": (0, 64),
    "x = 64\nfor _ in unknown:\n    x = (x + 1) // 2": (0, 64),
    "x = 1\nfor _ in unknown:\n    x = 2": (1, 2),
    "n, x = 0, True\nfor _ in unknown:\n    n += 1\n    x = n < 3": None,
    "n, x = 0, True\nfor _ in unknown:\n    n += 1\n    x = n > 0": True,
    "m, x = 9, 5\nfor _ in unknown:\n    m -= 1\n    x = 5 if m < 20 else 6": 5,
    "m, x = 9, True\nfor _ in unknown:\n    x = m >= 0\n    m -= 1": None,
    "x = [5]\nfor _ in unknown:\n    x[0] = 5\nx = x[0]": 5,
    "x = 3\nfor i in range(4):\n    if input():\n        continue\n    x = x + 1": (3, 7),
}


def last(program: str) -> Any:
    """What `x` is in the end."""
    loader = ProjectLoader()
    vm = Interpreter(loader, registry.library, Budget())
    vm.main = "program.py"
    loader.give("program.py", "unknown = input()\n" + program)
    module = ModuleValue("program", "program.py")
    vm.modules["program.py"] = module
    with_deep_stack(lambda: imports.run_module(vm, module))
    assert not vm.facts
    return vm.read(module.scope, "x")


@pytest.mark.parametrize(("program", "expected"), [*BRANCHES.items(), *LOOPS.items()])
def test_what_is_known_in_the_end(program: str, expected: Any) -> None:
    found = last(program)
    if expected is None:
        assert isinstance(found, Unknown)
    elif isinstance(expected, tuple):
        assert isinstance(found, Dim)
        assert bounds(found) == expected
    else:
        assert found == expected
        assert type(found) is type(expected)
