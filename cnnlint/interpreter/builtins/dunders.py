"""The methods behind the operators of built-in classes, for programs that call them by name (`super().__add__(other)`)."""

from __future__ import annotations

from cnnlint.interpreter.arithmetic import METHODS, unary
from cnnlint.interpreter.builtins.tables import (
    BYTES,
    COMPLEX,
    DICT,
    FLOAT,
    FROZENSET,
    INT,
    LIBRARY,
    LIST,
    SET,
    STR,
    TUPLE,
)
from cnnlint.interpreter.host import content
from cnnlint.interpreter.native import Host
from cnnlint.interpreter.operators import ORDER_METHODS, plain

NUMERIC = "+ - * / // % **"
BITWISE = "& | ^"
OPERATORS = {
    INT: f"{NUMERIC} {BITWISE} << >>",
    FLOAT: NUMERIC,
    COMPLEX: "+ - * / **",
    STR: "+ * %",
    BYTES: "+ * %",
    LIST: "+ *",
    TUPLE: "+ *",
    DICT: "|",
    SET: f"- {BITWISE}",
    FROZENSET: f"- {BITWISE}",
}


def binary(op: str) -> Host:
    return lambda vm, self, value, /: vm.binary(op, content(self), value)


def reflected(op: str) -> Host:
    return lambda vm, self, value, /: vm.binary(op, value, content(self))


def comparison(op: str) -> Host:
    return lambda vm, self, value, /: vm.compare(op, content(self), plain(value))


for cls, operators in OPERATORS.items():
    for op in operators.split():
        LIBRARY.method(cls, f"__{METHODS[op]}__")(binary(op))
        if cls in (INT, FLOAT, COMPLEX) or (op == "*" and cls is not DICT):
            LIBRARY.method(cls, f"__r{METHODS[op]}__")(reflected(op))
    for op, name in ORDER_METHODS.items():
        if op in ("==", "!=") or cls not in (DICT, COMPLEX):
            LIBRARY.method(cls, name)(comparison(op))
for cls in (INT, FLOAT, COMPLEX):
    LIBRARY.method(cls, "__neg__")(lambda vm, self, /: unary(vm, "-", content(self)))
