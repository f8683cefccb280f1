"""Several tensors as one, and one as several."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cnnlint import ops
from cnnlint.frameworks.common.operation import Raises
from cnnlint.frameworks.common.tensors import TensorValue
from cnnlint.frameworks.torch.arguments import Sizes, Tensors, as_integer, as_sizes, as_tensor, fitted
from cnnlint.frameworks.torch.functions.define import OUT, everywhere, op
from cnnlint.frameworks.torch.functions.results import at_least, entangled, known_shape
from cnnlint.graph import Tensor
from cnnlint.interpreter.operators import plain
from cnnlint.interpreter.outcome import NotKnown
from cnnlint.interpreter.values import Value
from cnnlint.ops.outcome import Outcome, Refused
from cnnlint.ops.shared import invalid
from cnnlint.symbolic import Size, less

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter

LEGACY = (0,)
"""The shape of a tensor that `torch.cat` passes over, whatever the others are."""


def joined(tensors: Tensors, dim: int) -> Outcome:
    """Concatenation; empty vectors are passed over."""
    if not tensors:
        words = "expected a non-empty list of Tensors"
        raise Raises("ValueError", "invalid-argument", words, None, argument="tensors", value="()")
    if any(x.shape == () for x in tensors):
        words = "zero-dimensional tensor cannot be concatenated"
        raise Refused("rank-mismatch", words, None, expected_rank=1, actual_rank=0, shape=())
    kept = [x for x in tensors if x.shape != LEGACY]
    return ops.concat(kept, dim) if kept else ops.concat(tensors[:1], 0)


@op("torch.cat", "torch.concat", "torch.concatenate", role="join", options=OUT)
def cat(vm: Interpreter, tensors: Tensors, dim: int = 0, **options: Value) -> Outcome:
    return joined(tensors, dim)


@op("torch.stack", role="join", options=OUT)
def stack(vm: Interpreter, tensors: Tensors, dim: int = 0, **options: Value) -> Outcome:
    check_some(tensors)
    return ops.stack(tensors, dim)


def check_some(tensors: Tensors) -> None:
    """Refuse an empty list."""
    if not tensors:
        raise Refused("invalid-argument", "there is nothing to join", None, argument="tensors", value="()")


def raised(x: Tensor, rank: int) -> Tensor:
    """The tensor with at least so many axes, as `atleast_2d` and `atleast_3d` give them."""
    for have in range(len(known_shape(x)), rank):
        x = ops.unsqueeze(x, -1 if have == 2 else 0).tensor
    return x


@op("torch.hstack", role="join", options=OUT)
def hstack(vm: Interpreter, tensors: Tensors, **options: Value) -> Outcome:
    check_some(tensors)
    given = [raised(x, 1) for x in tensors]
    return joined(given, 0 if given[0].rank == 1 else 1)


@op("torch.vstack", "torch.row_stack", role="join", options=OUT)
def vstack(vm: Interpreter, tensors: Tensors, **options: Value) -> Outcome:
    check_some(tensors)
    return joined([raised(x, 2) for x in tensors], 0)


@op("torch.dstack", role="join", options=OUT)
def dstack(vm: Interpreter, tensors: Tensors, **options: Value) -> Outcome:
    check_some(tensors)
    return joined([raised(x, 3) for x in tensors], 2)


@op("torch.column_stack", role="join", options=OUT)
def column_stack(vm: Interpreter, tensors: Tensors, **options: Value) -> Outcome:
    check_some(tensors)
    return joined([column(x) for x in tensors], 1)


def column(x: Tensor) -> Tensor:
    """A vector or number as a column."""
    shape = known_shape(x)
    return x if len(shape) > 1 else ops.reshape(x, (*shape, 1) if shape else (1, 1)).tensor


def declare_at_least(rank: int) -> None:
    """`atleast_1d`, `atleast_2d`, `atleast_3d`."""

    @op(f"torch.atleast_{rank}d", role="reshape")
    def at_least_rank(vm: Interpreter, *tensors: Value) -> Any:
        listed = len(tensors) == 1 and isinstance(tensors[0], (list, tuple))
        given = [fitted(as_tensor, "tensors", one) for one in (vm.elements(tensors[0]) if listed else tensors)]
        made = tuple(raised(x, rank) for x in given)
        return made if listed or len(made) != 1 else made[0]


for _rank in (1, 2, 3):
    declare_at_least(_rank)


@op("torch.block_diag", role="join")
def block_diag(vm: Interpreter, *tensors: Value) -> Tensor:
    """Matrices along the diagonal of a larger one; vectors and numbers count as rows."""
    given = [fitted(as_tensor, "tensors", one) for one in tensors]
    shapes = [known_shape(x) for x in given]
    wrong = next((shape for shape in shapes if len(shape) > 2), None)
    if wrong is not None:
        raise Refused(
            "rank-mismatch", "takes at most 2 axes", None, expected_rank=2, actual_rank=len(wrong), shape=wrong
        )
    sizes = [(1,) * (2 - len(shape)) + shape for shape in shapes]
    return entangled(given, (sum_of([s[0] for s in sizes]), sum_of([s[1] for s in sizes])) if given else (1, 0))


def sum_of(sizes: list[Size]) -> Size:
    """The sum of sizes."""
    total: Size = 0
    for size in sizes:
        total = total + size
    return total


@op("torch.cartesian_prod", role="join")
def cartesian(vm: Interpreter, *tensors: Value) -> Tensor:
    """Each row a combination of one element of each."""
    given = [fitted(as_tensor, "tensors", one) for one in tensors]
    count: Size = 1
    for x in given:
        if len(known_shape(x)) != 1:
            raise Refused(
                "rank-mismatch",
                "takes vectors",
                None,
                expected_rank=1,
                actual_rank=len(known_shape(x)),
                shape=known_shape(x),
            )
        count = count * known_shape(x)[0]
    return entangled(given, (count,) if len(given) == 1 else (count, len(given)))


# --- splitting --------------------------------------------------------------------------------------------------------


def known_parts(parts: tuple[Tensor, ...] | None) -> tuple[Tensor, ...]:
    """The parts of a tensor where their number is known."""
    if parts is None:
        raise NotKnown("how many parts a tensor is split into")
    return parts


def parted(x: Tensor, sizes: Value, dim: int) -> tuple[Tensor, ...]:
    """Pieces of one size, or of these sizes."""
    if known_shape(x) == ():
        raise Refused(
            "rank-mismatch",
            "split expects at least a 1-dimensional tensor",
            None,
            expected_rank=1,
            actual_rank=0,
            shape=(),
        )
    given = plain(sizes)
    found: Sizes = fitted(as_sizes, "split_size", given)
    return known_parts(ops.split(x, found if isinstance(given, (list, tuple)) else found[0], dim))


@op("torch.split", role="index")
def split(vm: Interpreter, tensor: Tensor, split_size_or_sections: Value, dim: int = 0) -> tuple[Tensor, ...]:
    return parted(tensor, split_size_or_sections, dim)


@op(".split", ".unsafe_split", "torch.unsafe_split", role="index")
def split_method(vm: Interpreter, self: Tensor, split_size: Value, dim: int = 0) -> tuple[Tensor, ...]:
    return parted(self, split_size, dim)


@op(*everywhere("split_with_sizes", "unsafe_split_with_sizes"), role="index")
def split_with_sizes(vm: Interpreter, input: Tensor, split_sizes: Sizes, dim: int = 0) -> tuple[Tensor, ...]:
    return parted(input, split_sizes, dim)


@op(*everywhere("chunk", "unsafe_chunk"), role="index")
def chunk(vm: Interpreter, input: Tensor, chunks: int, dim: int = 0) -> tuple[Tensor, ...]:
    at_least(input, 1)
    return known_parts(ops.chunk(input, chunks, dim))


@op(*everywhere("tensor_split"), role="index")
def tensor_split(
    vm: Interpreter,
    input: Tensor,
    indices_or_sections: Value = None,
    dim: int = 0,
    *,
    indices: Value = None,
    sections: Value = None,
) -> tuple[Tensor, ...]:
    given = next((one for one in (indices_or_sections, indices, sections) if one is not None), None)
    return cut(input, given, dim)


def cut(x: Tensor, given: Value, dim: int, *, even: bool = False) -> tuple[Tensor, ...]:
    """So many parts, or parts cut at these places."""
    at_least(x, 1)
    given = plain(given)
    if isinstance(given, TensorValue):
        raise NotKnown("where a tensor is split")
    if isinstance(given, (list, tuple)):
        return known_parts(ops.tensor_split(x, fitted(as_sizes, "indices", given), dim))
    return known_parts(ops.tensor_split(x, fitted(as_integer, "indices_or_sections", given), dim, even=even))


def declare_split(name: str, rank: int, axis: int) -> None:
    """`hsplit`, `vsplit`, `dsplit`."""

    @op(*everywhere(name), role="index")
    def split_along(vm: Interpreter, input: Tensor, indices_or_sections: Value) -> tuple[Tensor, ...]:
        at_least(input, rank)
        at = 0 if name == "hsplit" and len(known_shape(input)) == 1 else axis
        if isinstance(plain(indices_or_sections), int) and less(plain(indices_or_sections), 1) is True:
            raise invalid(input, "sections", indices_or_sections, "must be at least 1")
        return cut(input, indices_or_sections, at, even=True)


declare_split("hsplit", 1, 1)
declare_split("vsplit", 2, 0)
declare_split("dsplit", 3, 2)


@op(*everywhere("unbind"), "torch.unbind_copy", role="index")
def unbind(vm: Interpreter, input: Tensor, dim: int = 0) -> tuple[Tensor, ...]:
    if input.shape == ():
        raise Refused("axis-out-of-range", "the tensor has no axes", None, axis=dim, actual_rank=0)
    return known_parts(ops.unbind(input, dim))
