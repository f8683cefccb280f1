"""Products of vectors, matrices and stacks of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cnnlint import ops
from cnnlint.frameworks.common.operation import Raises
from cnnlint.frameworks.common.tensors import TensorValue
from cnnlint.frameworks.torch.arguments import Tensors, as_axes, as_integer, as_tensor, as_text, fitted
from cnnlint.frameworks.torch.functions.define import OUT, everywhere, in_place_too, op
from cnnlint.frameworks.torch.functions.results import entangled, known_shape, of_ranks
from cnnlint.graph import Tensor
from cnnlint.interpreter.operators import plain
from cnnlint.interpreter.outcome import NotKnown
from cnnlint.interpreter.values import Value
from cnnlint.ops.outcome import Outcome, Refused
from cnnlint.ops.shared import axis_of, unknown
from cnnlint.symbolic import equal

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter


@op(*everywhere("matmul"), "torch.linalg.matmul", ".__matmul__", role="matmul", options=OUT)
def matmul(vm: Interpreter, input: Tensor, other: Tensor, **options: Value) -> Outcome:
    return ops.matmul(input, other)


@op(".__rmatmul__", role="matmul")
def reversed_matmul(vm: Interpreter, self: Tensor, other: Tensor) -> Outcome:
    return ops.matmul(other, self)


@op(*everywhere("mm"), role="matmul", options=OUT)
def mm(vm: Interpreter, input: Tensor, mat2: Tensor, **options: Value) -> Outcome:
    return ops.matmul(of_ranks(input, 2), of_ranks(mat2, 2))


@op(*everywhere("bmm"), role="matmul", options=OUT)
def bmm(vm: Interpreter, input: Tensor, mat2: Tensor, **options: Value) -> Outcome:
    return batches(input, mat2)


def batches(a: Tensor, b: Tensor) -> Outcome:
    """The products of two stacks of matrices, which do not broadcast."""
    of_ranks(a, 3), of_ranks(b, 3)
    if a.shape is not None and b.shape is not None and equal(a.shape[0], b.shape[0]) is False:
        words = f"stacks of {a.shape[0]} and {b.shape[0]} matrices"
        raise Refused("broadcast-mismatch", words, unknown((a, b)), left=a.shape, right=b.shape)
    return ops.matmul(a, b)


@op(*everywhere("mv"), role="matmul", options=OUT)
def mv(vm: Interpreter, input: Tensor, vec: Tensor, **options: Value) -> Outcome:
    return ops.matmul(of_ranks(input, 2), of_ranks(vec, 1))


@op(*everywhere("dot"), role="matmul", options=OUT)
def dot(vm: Interpreter, input: Tensor, tensor: Tensor, **options: Value) -> Outcome:
    return ops.matmul(of_ranks(input, 1), of_ranks(tensor, 1))


@op(*everywhere("vdot"), role="matmul", options=OUT)
def vdot(vm: Interpreter, input: Tensor, other: Tensor, **options: Value) -> Outcome:
    return ops.matmul(of_ranks(input, 1), of_ranks(other, 1))


@op(*everywhere("inner"), role="matmul", options=OUT)
def inner(vm: Interpreter, input: Tensor, other: Tensor, **options: Value) -> Outcome:
    if 0 in (input.rank, other.rank):
        return ops.broadcast([input, other])
    one, two = known_shape(input)[-1], known_shape(other)[-1]
    if equal(one, two) is False:
        words = f"the last sizes are {one} and {two}"
        raise Refused("matmul-mismatch", words, None, left=input.shape, right=other.shape, expected=one, actual=two)
    return ops.tensordot(input, other, axes=((-1,), (-1,)))


@op(*everywhere("outer", "ger"), role="matmul", options=OUT)
def outer(vm: Interpreter, input: Tensor, vec2: Tensor, **options: Value) -> Outcome:
    return ops.outer(of_ranks(input, 1), of_ranks(vec2, 1))


def added(x: Tensor, product: Outcome) -> Outcome:
    """A product plus what broadcasts to it."""
    made = ops.broadcast([product.tensor, x]).tensor
    if made.shape is not None and product.tensor.shape is not None and len(made.shape) > len(product.tensor.shape):
        raise Refused(
            "broadcast-mismatch", "has more axes than the product", made, left=x.shape, right=product.tensor.shape
        )
    for wanted, found in zip(product.tensor.shape or (), made.shape or (), strict=False):
        if equal(wanted, found) is False:
            raise Refused(
                "broadcast-mismatch", "is larger than the product", made, left=x.shape, right=product.tensor.shape
            )
    return Outcome(made, product.macs)


@op(*in_place_too("addmm"), role="matmul", options=OUT)
def addmm(
    vm: Interpreter, input: Tensor, mat1: Tensor, mat2: Tensor, *, beta: Value = 1, alpha: Value = 1, **options: Value
) -> Outcome:
    return added(input, ops.matmul(of_ranks(mat1, 2), of_ranks(mat2, 2)))


@op(*in_place_too("addmv"), "torch.addmv_", role="matmul", options=OUT)
def addmv(
    vm: Interpreter, input: Tensor, mat: Tensor, vec: Tensor, *, beta: Value = 1, alpha: Value = 1, **options: Value
) -> Outcome:
    return added(input, ops.matmul(of_ranks(mat, 2), of_ranks(vec, 1)))


@op(*in_place_too("addr"), role="matmul", options=OUT)
def addr(
    vm: Interpreter, input: Tensor, vec1: Tensor, vec2: Tensor, *, beta: Value = 1, alpha: Value = 1, **options: Value
) -> Outcome:
    return added(input, ops.outer(of_ranks(vec1, 1), of_ranks(vec2, 1)))


@op(*in_place_too("baddbmm"), role="matmul", options=OUT)
def baddbmm(
    vm: Interpreter,
    input: Tensor,
    batch1: Tensor,
    batch2: Tensor,
    *,
    beta: Value = 1,
    alpha: Value = 1,
    **options: Value,
) -> Outcome:
    return added(input, batches(batch1, batch2))


@op(*in_place_too("addbmm"), role="matmul", options=OUT)
def addbmm(
    vm: Interpreter,
    input: Tensor,
    batch1: Tensor,
    batch2: Tensor,
    *,
    beta: Value = 1,
    alpha: Value = 1,
    **options: Value,
) -> Outcome:
    product = batches(batch1, batch2)
    return added(input, Outcome(ops.reduce(product.tensor, 0).tensor, product.macs))


@op("torch.einsum", role="matmul")
def einsum(vm: Interpreter, *args: Value) -> Outcome:
    if args and isinstance(plain(args[0]), str):
        given = args[1:]
        listed = len(given) == 1 and not isinstance(given[0], TensorValue)
        operands = [fitted(as_tensor, "operands", value) for value in (vm.elements(given[0]) if listed else given)]
        return ops.einsum(fitted(as_text, "equation", args[0]), operands)
    raise NotKnown("an equation that is not known")


@op("torch.tensordot", role="matmul")
def tensordot(vm: Interpreter, a: Tensor, b: Tensor, dims: Value = 2, out: Value = None) -> Outcome:
    given = plain(dims)
    if isinstance(given, (list, tuple)) and len(given) == 2:
        return ops.tensordot(a, b, axes=(fitted(as_axes, "dims", given[0]), fitted(as_axes, "dims", given[1])))
    count = fitted(as_integer, "dims", dims)
    if count < 0:
        raise Refused("invalid-argument", f"dims is {count}", None, argument="dims", value=str(count))
    return ops.tensordot(a, b, axes=count)


@op("torch.chain_matmul", role="matmul", options=OUT)
def chain(vm: Interpreter, *matrices: Value, **options: Value) -> Outcome:
    return multiplied([fitted(as_tensor, "matrices", one) for one in matrices])


@op("torch.linalg.multi_dot", role="matmul", options=OUT)
def multi_dot(vm: Interpreter, tensors: Tensors, **options: Value) -> Outcome:
    if len(tensors) < 2:
        raise Refused(
            "invalid-argument", "multi_dot takes at least 2 tensors", None, argument="tensors", value=str(len(tensors))
        )
    return multiplied(tensors)


def multiplied(tensors: Tensors) -> Outcome:
    """One after the other, from the left; the cost is an upper bound of what the best order takes."""
    if not tensors:
        raise Raises(
            "RuntimeError", "invalid-argument", "there is nothing to multiply", None, argument="matrices", value="()"
        )
    total = Outcome(tensors[0])
    for one in tensors[1:]:
        step = ops.matmul(total.tensor, one)
        total = Outcome(step.tensor, total.macs + step.macs)
    return total


@op("torch.linalg.vecdot", role="matmul", options=OUT)
def vecdot(vm: Interpreter, x: Tensor, y: Tensor, *, dim: int = -1, **options: Value) -> Outcome:
    return ops.reduce(ops.broadcast([x, y]).tensor, dim)


@op(*everywhere("kron"), role="matmul", options=OUT)
def kron(vm: Interpreter, input: Tensor, other: Tensor, **options: Value) -> Any:
    rank = max(len(known_shape(input)), len(known_shape(other)))
    pairs = zip(*((*(1,) * (rank - len(known_shape(x))), *known_shape(x)) for x in (input, other)), strict=True)
    return entangled((input, other), tuple(one * two for one, two in pairs))


@op(*everywhere("cross"), role="elementwise", options=OUT)
def cross(vm: Interpreter, input: Tensor, other: Tensor, dim: int | None = None, **options: Value) -> Any:
    return crossed(input, other, dim)


@op("torch.linalg.cross", role="elementwise", options=OUT)
def linalg_cross(vm: Interpreter, input: Tensor, other: Tensor, *, dim: int = -1, **options: Value) -> Any:
    return crossed(input, other, dim)


def crossed(a: Tensor, b: Tensor, axis: int | None) -> Outcome:
    """The cross product along an axis of three."""
    made = ops.broadcast([a, b])
    if a.rank != b.rank and None not in (a.rank, b.rank):
        words = f"inputs of {a.rank} and {b.rank} axes"
        raise Refused("rank-mismatch", words, made.tensor, expected_rank=a.rank, actual_rank=b.rank, shape=b.shape)
    for x in (a, b) if axis is not None and made.tensor.shape is not None else ():
        size = known_shape(x)[axis_of(x, axis or 0)]
        if equal(size, 3) is False:
            words = f"axis {axis} has {size} and not 3"
            raise Refused("invalid-argument", words, made.tensor, argument="dim", value=str(axis))
    return made
