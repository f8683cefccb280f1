"""`rearrange`, `reduce`, `repeat`, `einsum`, `pack`, `unpack` and `parse_shape`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from string import ascii_letters
from typing import TYPE_CHECKING

from cnnlint import ops
from cnnlint.frameworks.common.operation import attempt
from cnnlint.frameworks.common.record import recorder
from cnnlint.frameworks.common.tensors import TensorValue
from cnnlint.frameworks.einops import LIBRARY
from cnnlint.frameworks.einops.patterns import REDUCTIONS, apply, wrong
from cnnlint.graph import Tensor
from cnnlint.interpreter.operators import plain
from cnnlint.interpreter.outcome import NotKnown
from cnnlint.interpreter.values import Unknown, Value
from cnnlint.ops.outcome import Outcome, Refused
from cnnlint.ops.shared import combined
from cnnlint.symbolic import Dim, Size, fresh, product

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter

ERROR = "EinopsError"
OF_THE_FRAMEWORK = {"invalid-argument": ERROR, "rank-mismatch": ERROR}
"""What einops does not look at itself is refused by the framework."""
LIBRARY.new_class("einops.EinopsError")


def text_of(value: Value) -> str:
    """A known pattern."""
    found = plain(value)
    if not isinstance(found, str):
        raise NotKnown("a pattern that is not known")
    return found


def sizes_of(lengths: Mapping[str, Value]) -> dict[str, Size]:
    """The sizes of named axes; one that is a fraction is refused."""
    sizes: dict[str, Size] = {}
    for name, value in lengths.items():
        found = plain(value)
        if isinstance(found, (float, str, list, tuple, type(None))):
            raise Refused("invalid-argument", f"the size of {name} is {found!r}", None, argument=name, value=str(found))
        sizes[name] = found if isinstance(found, (int, Dim)) else fresh("?", least=1)
    return sizes


def one_tensor(vm: Interpreter, value: Value) -> tuple[TensorValue, Tensor]:
    """A tensor, or several that are stacked; the first of them, for its class."""
    if isinstance(value, TensorValue):
        return value, value.tensor
    given = (
        [item for item in vm.elements(value) if isinstance(item, TensorValue)]
        if isinstance(value, (list, tuple))
        else []
    )
    if not given or len(given) != len(vm.elements(value)):
        raise NotKnown(value.reason if isinstance(value, Unknown) else "a tensor that is not known")
    return given[0], ops.stack([item.tensor for item in given]).tensor


def recorded(
    vm: Interpreter,
    name: str,
    role: str,
    like: TensorValue,
    run: Callable[[], Tensor | Outcome],
    inputs: Sequence[Tensor],
) -> Value:
    """Run an operation, and record it."""
    outputs, macs = attempt(vm, run, error=OF_THE_FRAMEWORK if name in ("einsum", "pack") else ERROR, name=name)
    if isinstance(outputs, Unknown):
        return outputs
    _, kept = recorder(vm).add(
        name, name, f"einops.{name}", "function", inputs, outputs, macs=macs, attributes={"role": role}
    )
    return TensorValue(like.cls, kept[0])


def by_pattern(
    vm: Interpreter, tensor: Value, pattern: Value, how: str, role: str, lengths: Mapping[str, Value]
) -> Value:
    """One of the three operations."""
    like, x = one_tensor(vm, tensor)
    text = text_of(pattern)
    return recorded(vm, how, role, like, lambda: apply(x, text, how, sizes_of(lengths)), [x])


@LIBRARY.function("einops.rearrange")
def rearrange(vm: Interpreter, tensor: Value, pattern: Value, **axes_lengths: Value) -> Value:
    return by_pattern(vm, tensor, pattern, "rearrange", "reshape", axes_lengths)


@LIBRARY.function("einops.repeat")
def repeat(vm: Interpreter, tensor: Value, pattern: Value, **axes_lengths: Value) -> Value:
    return by_pattern(vm, tensor, pattern, "repeat", "reshape", axes_lengths)


def check_reduction(reduction: Value) -> None:
    """Refuse a word that is no reduction."""
    word = plain(reduction)
    if isinstance(word, str) and word not in REDUCTIONS:
        raise Refused("invalid-argument", f"Unknown reduction {word}", None, argument="reduction", value=word)


@LIBRARY.function("einops.reduce")
def reduce(vm: Interpreter, tensor: Value, pattern: Value, reduction: Value, **axes_lengths: Value) -> Value:
    like, x = one_tensor(vm, tensor)
    text = text_of(pattern)

    def run() -> Tensor:
        check_reduction(reduction)
        return apply(x, text, "reduce", sizes_of(axes_lengths))

    return recorded(vm, "reduce", "reduce", like, run, [x])


@LIBRARY.function("einops.einsum")
def einsum(vm: Interpreter, *tensors_and_pattern: Value) -> Value:
    """Like Einstein's sums, with names of more than one letter."""
    *tensors, pattern = tensors_and_pattern
    given = [value for value in tensors if isinstance(value, TensorValue)]
    if not given or len(given) != len(tensors):
        raise NotKnown("a tensor that is not known")
    equation = letters(text_of(pattern))
    inputs = [value.tensor for value in given]
    return recorded(vm, "einsum", "matmul", given[0], lambda: ops.einsum(equation, inputs), inputs)


def letters(pattern: str) -> str:
    """A pattern with a letter for each name."""
    names = dict.fromkeys(pattern.replace("->", " ").replace(",", " ").replace("...", " ").split())
    if len(names) > len(ascii_letters):
        raise NotKnown("a pattern of very many names")
    table = dict(zip(names, ascii_letters, strict=False))
    left, arrow, right = pattern.partition("->")
    terms = [
        "".join(table.get(word, word) for word in term.replace("...", " ... ").split()) for term in left.split(",")
    ]
    return ",".join(terms) + arrow + "".join(table.get(word, word) for word in right.replace("...", " ... ").split())


@LIBRARY.function("einops.parse_shape")
def parse_shape(vm: Interpreter, x: Value, pattern: Value) -> Value:
    _, tensor = one_tensor(vm, x)
    names = text_of(pattern).split()
    if tensor.shape is None or "..." in names:
        raise NotKnown("the rank of a tensor")
    if len(names) != len(tensor.shape):
        words = f"Can't parse shape with different number of dimensions: {pattern}"
        return vm.refuse(
            "rank-mismatch", words, details={"expected_rank": len(names), "actual_rank": len(tensor.shape)}
        )
    return {name: size for name, size in zip(names, tensor.shape, strict=True) if name != "_"}


@LIBRARY.function("einops.asnumpy")
def asnumpy(vm: Interpreter, tensor: Value) -> Value:
    return vm.unknown("an array")


# --- packing ----------------------------------------------------------------------------------------------------------


def around_star(pattern: str) -> tuple[int, int]:
    """How many axes stand before and behind the star."""
    words = pattern.split()
    if words.count("*") != 1:
        raise wrong(pattern, "must have one star")
    return words.index("*"), len(words) - words.index("*") - 1


@LIBRARY.function("einops.pack")
def pack(vm: Interpreter, tensors: Value, pattern: Value) -> Value:
    """Tensors side by side, each with the axes under the star as one; and what these were."""
    given = [value for value in vm.elements(tensors) if isinstance(value, TensorValue)]
    if not given or len(given) != len(vm.elements(tensors)) or any(value.tensor.shape is None for value in given):
        raise NotKnown("tensors that are not known")
    text = text_of(pattern)
    inputs = [value.tensor for value in given]

    def run() -> Tensor:
        before, after = around_star(text)
        return ops.concat([as_one(x, before, after) for x in inputs], before).tensor

    packed = recorded(vm, "pack", "join", given[0], run, inputs)
    if isinstance(packed, Unknown):
        return packed
    before, after = around_star(text)
    return packed, [tuple((x.shape or ())[before : len(x.shape or ()) - after]) for x in inputs]


def as_one(x: Tensor, before: int, after: int) -> Tensor:
    """The axes between so many in front and behind as one, which may be new."""
    shape = x.shape or ()
    if len(shape) < before + after:
        words = f"a tensor of {len(shape)} axes where at least {before + after} are needed"
        raise Refused("rank-mismatch", words, None, expected_rank=before + after, actual_rank=len(shape), shape=shape)
    sizes = (*shape[:before], product(shape[before : len(shape) - after]), *shape[len(shape) - after :])
    return ops.reshape(x, sizes).tensor


@LIBRARY.function("einops.unpack")
def unpack(vm: Interpreter, tensor: Value, packed_shapes: Value, pattern: Value) -> Value:
    like, x = one_tensor(vm, tensor)
    shapes = [plain(shape) for shape in vm.elements(packed_shapes)]
    if x.shape is None or not all(isinstance(shape, (tuple, list)) for shape in shapes):
        raise NotKnown("the shapes that were packed")
    before, _ = around_star(text_of(pattern))
    parts = ops.split(x, [product(shape) if -1 not in shape else fresh("?") for shape in shapes], before) or ()
    made = [
        combined([part], (*(part.shape or ())[:before], *shape, *(part.shape or ())[before + 1 :]), part.field)
        for part, shape in zip(parts, shapes, strict=True)
    ]
    return [TensorValue(like.cls, part) for part in made]
