"""The activation of a module, class body or function."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnnlint.interpreter.values import Attributes, ClassValue, FunctionValue, ModuleValue, Value

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter
    from cnnlint.syntax.ir import Call, Span


class Frame:
    """Variables, the frame that they are looked up in next (lexically), and where execution stands.

    `is_activation` tells a call of a function from the inner scope of a comprehension. `receiver` and `owner` serve `super()`; `pending`
    are values returned on paths that an unknown condition may have taken; `yields` is the list that a generator fills.
    """

    __slots__ = (
        "at", "caller", "calling", "function", "globals_", "is_activation", "is_class_body", "module", "nonlocals",
        "owner", "parent", "pending", "receiver", "vars", "vm", "yields",
    )  # fmt: skip

    def __init__(
        self,
        vm: Interpreter,
        module: ModuleValue,
        variables: Attributes,
        parent: Frame | None,
        function: FunctionValue | None = None,
    ) -> None:
        self.vm = vm
        self.module = module
        self.vars = variables
        self.parent = parent
        self.function = function
        self.is_activation = False
        self.is_class_body = False
        self.caller: Frame | None = None
        self.at: Span | None = None
        self.calling: Call | None = None
        self.owner: ClassValue | None = None
        self.receiver: Value = None
        self.pending: list[Value] = []
        self.yields: list[Value] | None = None
        self.globals_: frozenset[str] = frozenset()
        self.nonlocals: frozenset[str] = frozenset()
