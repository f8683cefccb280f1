"""Shapes that a program states, in annotations and in comments: used where nothing else is known, held against what is known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from cnnlint.frameworks.common.tensors import TensorValue
from cnnlint.graph import Shape, Tensor
from cnnlint.interpreter.builtins.tables import LIBRARY
from cnnlint.interpreter.values import Unknown, Value
from cnnlint.ops.shared import written
from cnnlint.symbolic import Size, equal, fresh, parse_size, substitute, symbol, symbols
from cnnlint.syntax import ir
from cnnlint.syntax.shape_annotations import ANY, MANY, Token, shape_annotation

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter

CHECK = "__cnnlint_check__"
KIND = "annotation-mismatch"


@LIBRARY.function(f"builtins.{CHECK}")
def check(
    vm: Interpreter, value: Value, tokens: Sequence[Token], bound: dict[str, Size], framework: str, what: str, said: str, /
) -> Value:  # fmt: skip
    """The value itself, or with the stated shape where its own is not known. `bound` are the sizes of names in this call so far.

    `framework` makes the tensor, "" where it is not told which. A contradiction is a fact.
    """
    if isinstance(value, TensorValue) and value.tensor.shape is not None:
        vm.touch(bound)
        wrong = misfit(value.tensor.shape, tokens, bound)
        if wrong and vm.certain:
            shape = value.tensor.shape
            words = f"{what} is {written(shape)}, and is said to be {said}: {wrong}"
            fact = vm.fact(KIND, words, details={"shape": shape, "value": said, "argument": what})
            if fact is not None:
                vm.record(fact)
        return value
    if MANY in tokens or not (isinstance(value, (Unknown, TensorValue))):
        return value
    shape = tuple(made(token, bound) for token in tokens)
    if isinstance(value, TensorValue):
        return TensorValue(value.cls, replace(value.tensor, shape=shape), value.known)
    return tensor_of(framework, shape) or value


def made(token: Token, bound: dict[str, Size]) -> Size:
    """The size that a token stands for."""
    if isinstance(token, int):
        return token
    if token == ANY:
        return fresh("?", least=1)
    size = evaluated(token, bound)
    return (symbol(token) if token.isidentifier() else fresh("?", least=0)) if size is None else size


def tensor_of(framework: str, shape: Shape) -> Value:
    """A tensor of a framework; None where it is not told which."""
    if framework == "torch":
        from cnnlint.frameworks.torch.tensor import make

        return make(Tensor(shape, None))
    if framework == "keras":
        from cnnlint.frameworks.keras.tensor import make as make_keras

        return make_keras(Tensor(shape, None))
    return None


def annotated(node: ir.Expr | None) -> Shape | None:
    """The shape that an annotation gives; None where it gives none, or leaves the rank open."""
    found = shape_annotation(node)
    return None if found is None or MANY in found.tokens else tuple(made(token, {}) for token in found.tokens)


def misfit(shape: Shape, tokens: Sequence[Token], bound: dict[str, Size]) -> str:
    """Why a shape contradicts what is said of it, in words; empty where it need not. Names are bound to the sizes that they stand for."""
    before, after = tokens, tokens[:0]
    if MANY in tokens:
        at = list(tokens).index(MANY)
        before, after = tokens[:at], tokens[at + 1 :]
        if MANY in after:
            return ""
        if len(shape) < len(before) + len(after):
            return f"it has {len(shape)} axes of at least {len(before) + len(after)}"
    elif len(shape) != len(tokens):
        return f"it has {len(shape)} axes of {len(tokens)}"
    sizes = [*shape[: len(before)], *shape[len(shape) - len(after) :]]
    for token, size in zip((*before, *after), sizes, strict=True):
        wanted = token if isinstance(token, int) else None if token == ANY else evaluated(token, bound)
        if wanted is not None and equal(wanted, size) is False:
            return f"{size} where {token} is {wanted}" if isinstance(token, str) else f"{size} where {token} is said"
        if wanted is None and isinstance(token, str) and token != ANY and token.isidentifier():
            bound[token] = size
    return ""


def evaluated(token: str, bound: dict[str, Size]) -> Size | None:
    """What an expression of names that are bound is; None where some are not."""
    try:
        size = parse_size(token)
        free = symbols(size) if not isinstance(size, int) else frozenset[str]()
        return substitute(size, bound) if free <= bound.keys() else None
    except (ValueError, ZeroDivisionError):
        return None
