"""Linear algebra, and functions of whole vectors: (…, rows, columns)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cnnlint import ops
from cnnlint.frameworks.common.convert import flag, integer, tensor
from cnnlint.frameworks.common.convert import size as size_of
from cnnlint.frameworks.keras.functions.arithmetic import together
from cnnlint.frameworks.keras.functions.create import nested_shape
from cnnlint.frameworks.keras.functions.define import op
from cnnlint.graph import Shape, Tensor
from cnnlint.graph.algebra import LOST
from cnnlint.interpreter.operators import plain
from cnnlint.interpreter.outcome import NotKnown
from cnnlint.interpreter.values import Value
from cnnlint.ops.outcome import Outcome
from cnnlint.ops.shared import sources_of
from cnnlint.symbolic import Size, fresh, product

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter


def shaped(shape: Shape | None, *given: Tensor, dtype: str | None = "float32") -> Tensor:
    """A tensor of another shape, each element of which may hang on all of what is given."""
    field = None if all(x.field is None for x in given) else LOST
    return Tensor(shape, dtype, field, sources_of(given))


def ranked(x: Tensor, least: int) -> Shape:
    """The shape of a tensor that has at least so many axes; NotKnown for any other."""
    if x.shape is None or len(x.shape) < least:
        raise NotKnown("a tensor of unknown rank")
    return x.shape


@op(
    "ops.cholesky ops.cholesky_inverse ops.inv tf.linalg.cholesky tf.linalg.inv tf.linalg.expm tf.linalg.sqrtm",
    role="other",
)
def same_matrix(vm: Interpreter, a: Value, *args: Value, **kwargs: Value) -> Tensor:
    x = tensor(a)
    return shaped(x.shape, x)


@op("ops.pinv tf.linalg.pinv", role="other")
def pseudo_inverse(vm: Interpreter, a: Value, *args: Value, **kwargs: Value) -> Tensor:
    x = tensor(a)
    *outer, rows, columns = ranked(x, 2)
    return shaped((*outer, columns, rows), x)


@op("ops.det ops.logdet ops.matrix_rank tf.linalg.det tf.linalg.logdet tf.linalg.matrix_rank", role="reduce")
def determinant(vm: Interpreter, a: Value, *args: Value, **kwargs: Value) -> Tensor:
    x = tensor(a)
    return shaped(ranked(x, 2)[:-2], x)


@op("ops.slogdet tf.linalg.slogdet", role="reduce")
def signed_determinant(vm: Interpreter, a: Value) -> Any:
    found = determinant(vm, a)
    return found, found


def traced(x: Tensor, *pair: int) -> Tensor:
    """A matrix's trace: its two axes are gone."""
    shape = ranked(x, 2)
    gone = {axis % len(shape) for axis in pair}
    return shaped(tuple(size for axis, size in enumerate(shape) if axis not in gone), x)


@op("ops.trace", role="reduce")
def trace(vm: Interpreter, x: Value, offset: Value = 0, axis1: Value = 0, axis2: Value = 1) -> Tensor:
    return traced(tensor(x), integer(axis1), integer(axis2))


@op("tf.linalg.trace", role="reduce")
def trace_of_last(vm: Interpreter, x: Value, name: Value = None) -> Tensor:
    return traced(tensor(x), -2, -1)


@op("ops.eig ops.eigh tf.linalg.eigh tf.linalg.eig", role="other")
def eigen(vm: Interpreter, x: Value, name: Value = None) -> Any:
    given = tensor(x)
    shape = ranked(given, 2)
    return shaped(shape[:-1], given), shaped(shape, given)


@op("ops.qr tf.linalg.qr", role="other")
def qr(vm: Interpreter, x: Value, mode: Value = "reduced", *args: Value, **kwargs: Value) -> Any:
    given = tensor(x)
    *outer, rows, columns = ranked(given, 2)
    short = smaller(rows, columns) if plain(mode) == "reduced" and not flag(kwargs.get("full_matrices")) else rows
    return shaped((*outer, rows, short), given), shaped((*outer, short, columns), given)


def smaller(one: Size, other: Size) -> Size:
    """The smaller of two sizes."""
    return min(one, other) if isinstance(one, int) and isinstance(other, int) else fresh("?", least=1)


@op("ops.svd", role="other")
def svd(vm: Interpreter, x: Value, full_matrices: Value = True, compute_uv: Value = True) -> Any:
    given = tensor(x)
    *outer, rows, columns = ranked(given, 2)
    short = smaller(rows, columns)
    whole = flag(full_matrices, True)
    values = shaped((*outer, short), given)
    if not flag(compute_uv, True):
        return values
    left, right = (*outer, rows, rows if whole else short), (*outer, columns if whole else short, columns)
    return shaped(left, given), values, shaped(right, given)


@op("ops.solve ops.solve_triangular tf.linalg.solve tf.linalg.triangular_solve", role="other")
def solve(vm: Interpreter, a: Value, b: Value, *args: Value, **kwargs: Value) -> Tensor:
    matrix, right = tensor(a), tensor(b)
    return shaped(right.shape, matrix, right)


@op("ops.lstsq tf.linalg.lstsq", role="other")
def least_squares(vm: Interpreter, a: Value, b: Value, *args: Value, **kwargs: Value) -> Tensor:
    matrix, right = tensor(a), tensor(b)
    columns = ranked(matrix, 2)[-1]
    return shaped((columns, *ranked(right, 1)[1:]), matrix, right)


# --- products ---------------------------------------------------------------------------------------------------------


@op("ops.vdot", role="matmul")
def vdot(vm: Interpreter, x1: Value, x2: Value) -> Tensor:
    return shaped((), tensor(x1), tensor(x2))


@op("ops.inner", role="matmul")
def inner(vm: Interpreter, x1: Value, x2: Value) -> Outcome:
    a, b = tensor(x1), tensor(x2)
    last = [len(ranked(one, 1)) - 1 for one in (a, b)]
    return ops.tensordot(a, b, axes=([last[0]], [last[1]]))


@op("ops.cross tf.linalg.cross", role="elementwise")
def cross(vm: Interpreter, x1: Value, x2: Value, *args: Value, **kwargs: Value) -> Any:
    if args or kwargs or ranked(tensor(x1), 1)[-1] != 3:
        raise NotKnown("a product of vectors of two figures")
    return together(x1, x2)


@op("ops.kron", role="matmul")
def kron(vm: Interpreter, x1: Value, x2: Value) -> Tensor:
    a, b = tensor(x1), tensor(x2)
    left, right = ranked(a, 0), ranked(b, 0)
    rank = max(len(left), len(right))
    pairs = zip((1,) * (rank - len(left)) + left, (1,) * (rank - len(right)) + right, strict=True)
    return shaped(tuple(one * other for one, other in pairs), a, b)


@op("ops.cdist", role="other")
def distances(vm: Interpreter, x1: Value, x2: Value, *args: Value, **kwargs: Value) -> Tensor:
    a, b = tensor(x1), tensor(x2)
    return shaped((*ranked(a, 2)[:-1], ranked(b, 2)[-2]), a, b)


# --- vectors ----------------------------------------------------------------------------------------------------------


@op("ops.diag", role="index")
def diag(vm: Interpreter, x: Value, k: Value = 0) -> Tensor:
    given = tensor(x)
    shape = ranked(given, 1)
    if len(shape) == 1:
        side = shape[0] + abs(integer(k))
        return shaped((side, side), given)
    return on_diagonal(given, integer(k), 0, 1)


def on_diagonal(x: Tensor, offset: int, *pair: int) -> Tensor:
    """The diagonal of two axes, which stands on a new last axis."""
    shape = ranked(x, 2)
    first, second = (axis % len(shape) for axis in pair)
    rest = tuple(size for axis, size in enumerate(shape) if axis not in (first, second))
    return shaped((*rest, smaller(shape[first], shape[second]) if offset == 0 else fresh("?", least=1)), x)


@op("ops.diagonal", role="index")
def diagonal(vm: Interpreter, x: Value, offset: Value = 0, axis1: Value = 0, axis2: Value = 1) -> Tensor:
    return on_diagonal(tensor(x), integer(offset), integer(axis1), integer(axis2))


@op("ops.diagflat", role="index")
def diagflat(vm: Interpreter, x: Value, k: Value = 0) -> Tensor:
    given = tensor(x)
    side = product(ranked(given, 0)) + abs(integer(k))
    return shaped((side, side), given)


@op("ops.vander", role="other")
def vander(vm: Interpreter, x: Value, N: Value = None, increasing: Value = False) -> Tensor:
    given = tensor(x)
    rows = ranked(given, 1)[0]
    return shaped((rows, rows if N is None else size_of(N)), given)


@op("ops.corrcoef", role="other")
def corrcoef(vm: Interpreter, x: Value) -> Tensor:
    given = tensor(x)
    rows = ranked(given, 2)[0]
    return shaped((rows, rows), given)


@op("ops.tri", recorded=False)
def tri(vm: Interpreter, N: Value, M: Value = None, k: Value = 0, dtype: Value = None) -> Tensor:
    return Tensor((size_of(N), size_of(N if M is None else M)), "float32")


@op("ops.logspace ops.geomspace", recorded=False)
def logspace(vm: Interpreter, start: Value, stop: Value, num: Value = 50, *args: Value, **kwargs: Value) -> Tensor:
    if nested_shape(start) != () or nested_shape(stop) != () or args or kwargs:
        raise NotKnown("numbers between what is not known")
    return Tensor((size_of(num),), "float32")


@op("ops.hamming ops.hanning ops.bartlett ops.blackman ops.kaiser", recorded=False)
def window(vm: Interpreter, x: Value, *args: Value) -> Tensor:
    return Tensor((size_of(x),), "float32")
