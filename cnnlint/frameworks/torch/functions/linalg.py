"""Decompositions and systems of equations, for stacks of matrices."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from cnnlint import ops
from cnnlint.frameworks.torch.functions.define import OUT, everywhere, op
from cnnlint.frameworks.torch.functions.results import at_least, entangled, known_shape
from cnnlint.frameworks.torch.tensor import results
from cnnlint.graph import Tensor
from cnnlint.interpreter.outcome import NotKnown
from cnnlint.interpreter.values import Value
from cnnlint.ops.outcome import Refused
from cnnlint.ops.shared import invalid, same_sizes, written
from cnnlint.symbolic import Size, equal, less, minimum

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter

SLOGDET: Final = results("slogdet", "sign", "logabsdet")
EIG: Final = results("linalg_eig", "eigenvalues", "eigenvectors")
EIGH: Final = results("linalg_eigh", "eigenvalues", "eigenvectors")
SVD: Final = results("linalg_svd", "U", "S", "Vh")
OLD_SVD: Final = results("svd", "U", "S", "V")
QR: Final = results("linalg_qr", "Q", "R")
LU: Final = results("linalg_lu", "P", "L", "U")
LU_FACTOR: Final = results("linalg_lu_factor", "LU", "pivots")
INV_EX: Final = results("linalg_inv_ex", "inverse", "info")
CHOLESKY_EX: Final = results("linalg_cholesky_ex", "L", "info")
LSTSQ: Final = results("linalg_lstsq", "solution", "residuals", "rank", "singular_values")


def matrices(x: Tensor, *, square: bool = True) -> tuple[tuple[Size, ...], Size, Size]:
    """The axes of the stack, and rows and columns; refuses what is no matrix, or where asked not a square one."""
    *batch, rows, columns = known_shape(at_least(x, 2))
    if square and equal(rows, columns) is False:
        words = f"must be batches of square matrices, but they are {rows} by {columns} matrices"
        raise invalid(x, "A", written(known_shape(x)), words)
    return tuple(batch), rows, columns


def complex_type(x: Tensor) -> str:
    """The complex type that goes with a real one."""
    return "complex128" if x.dtype in ("float64", "complex128") else "complex64"


def real_type(x: Tensor) -> str:
    """The real type that goes with a complex one."""
    return "float64" if x.dtype in ("float64", "complex128") else "float32"


@op("torch.linalg.inv", "torch.linalg.matrix_exp", role="matmul", options=OUT)
def square_to_square(vm: Interpreter, A: Tensor, **options: Value) -> Any:
    return entangled([A], (*matrices(A)[0], *matrices(A)[1:]))


@op(*everywhere("inverse", "matrix_exp"), role="matmul", options=OUT)
def old_square_to_square(vm: Interpreter, input: Tensor, **options: Value) -> Any:
    return square_to_square(vm, input)


@op("torch.linalg.inv_ex", role="matmul", options=OUT)
def inv_ex(vm: Interpreter, A: Tensor, *, check_errors: Value = False, **options: Value) -> Any:
    return INV_EX((square_to_square(vm, A), entangled([A], matrices(A)[0], "int32")))


@op("torch.linalg.cholesky", role="matmul", options=OUT)
def cholesky(vm: Interpreter, A: Tensor, *, upper: Value = False, **options: Value) -> Any:
    return square_to_square(vm, A)


@op(*everywhere("cholesky", "cholesky_inverse"), role="matmul", options=OUT)
def old_cholesky(vm: Interpreter, input: Tensor, upper: Value = False, **options: Value) -> Any:
    return square_to_square(vm, input)


@op("torch.linalg.cholesky_ex", role="matmul", options=OUT)
def cholesky_ex(
    vm: Interpreter, A: Tensor, *, upper: Value = False, check_errors: Value = False, **options: Value
) -> Any:
    return CHOLESKY_EX((square_to_square(vm, A), entangled([A], matrices(A)[0], "int32")))


@op("torch.linalg.matrix_power", role="matmul", options=OUT)
def matrix_power(vm: Interpreter, A: Tensor, n: int, **options: Value) -> Any:
    return square_to_square(vm, A)


@op(*everywhere("matrix_power"), role="matmul", options=OUT)
def old_matrix_power(vm: Interpreter, input: Tensor, n: int, **options: Value) -> Any:
    return square_to_square(vm, input)


@op("torch.linalg.pinv", role="matmul", options=OUT)
def pinv(
    vm: Interpreter,
    A: Tensor,
    *,
    atol: Value = None,
    rtol: Value = None,
    rcond: Value = None,
    hermitian: Value = False,
    **options: Value,
) -> Any:
    batch, rows, columns = matrices(A, square=hermitian is True)
    return entangled([A], (*batch, columns, rows))


@op(*everywhere("pinverse"), role="matmul")
def pinverse(vm: Interpreter, input: Tensor, rcond: Value = 1e-15) -> Any:
    batch, rows, columns = matrices(input, square=False)
    return entangled([input], (*batch, columns, rows))


@op("torch.linalg.det", role="reduce", options=OUT)
def determinant(vm: Interpreter, A: Tensor, **options: Value) -> Any:
    return entangled([A], matrices(A)[0])


@op(*everywhere("det", "logdet"), role="reduce")
def old_determinant(vm: Interpreter, input: Tensor) -> Any:
    return determinant(vm, input)


@op(*everywhere("slogdet"), role="reduce", options=OUT)
def slogdet(vm: Interpreter, input: Tensor, **options: Value) -> Any:
    return SLOGDET((determinant(vm, input),) * 2)


@op("torch.linalg.slogdet", role="reduce", options=OUT)
def linalg_slogdet(vm: Interpreter, A: Tensor, **options: Value) -> Any:
    return SLOGDET((determinant(vm, A),) * 2)


@op("torch.linalg.cond", role="reduce", options=OUT)
def cond(vm: Interpreter, A: Tensor, p: Value = None, **options: Value) -> Any:
    return entangled([A], matrices(A, square=p not in (None, 2, -2))[0])


@op("torch.linalg.matrix_rank", role="reduce", options=OUT)
def matrix_rank(
    vm: Interpreter,
    A: Tensor,
    tol: Value = None,
    *,
    atol: Value = None,
    rtol: Value = None,
    hermitian: Value = False,
    **options: Value,
) -> Any:
    return entangled([A], matrices(A, square=hermitian is True)[0], "int64")


# --- decompositions ---------------------------------------------------------------------------------------------------


@op("torch.linalg.eig", role="other", options=OUT)
def eig(vm: Interpreter, A: Tensor, **options: Value) -> Any:
    batch, rows, _ = matrices(A)
    return EIG((entangled([A], (*batch, rows), complex_type(A)), entangled([A], (*batch, rows, rows), complex_type(A))))


@op("torch.linalg.eigvals", role="other", options=OUT)
def eigvals(vm: Interpreter, A: Tensor, **options: Value) -> Any:
    batch, rows, _ = matrices(A)
    return entangled([A], (*batch, rows), complex_type(A))


@op("torch.linalg.eigh", role="other", options=OUT)
def eigh(vm: Interpreter, A: Tensor, UPLO: Value = "L", **options: Value) -> Any:
    batch, rows, _ = matrices(A)
    return EIGH((entangled([A], (*batch, rows), real_type(A)), entangled([A], (*batch, rows, rows))))


@op("torch.linalg.eigvalsh", role="other", options=OUT)
def eigvalsh(vm: Interpreter, A: Tensor, UPLO: Value = "L", **options: Value) -> Any:
    batch, rows, _ = matrices(A)
    return entangled([A], (*batch, rows), real_type(A))


def decomposed(x: Tensor, *, full: bool) -> tuple[Tensor, Tensor, Tensor]:
    """U, S and the transposed V of a singular value decomposition."""
    batch, rows, columns = matrices(x, square=False)
    least = minimum(rows, columns)
    left, right = (rows, columns) if full else (least, least)
    return (
        entangled([x], (*batch, rows, left)), entangled([x], (*batch, least), real_type(x)), entangled([x], (*batch, right, columns))
    )  # fmt: skip


@op("torch.linalg.svd", role="other", options=OUT)
def svd(vm: Interpreter, A: Tensor, full_matrices: Value = True, *, driver: Value = None, **options: Value) -> Any:
    return SVD(decomposed(A, full=full_matrices is not False))


@op("torch.linalg.svdvals", role="other", options=OUT)
def svdvals(vm: Interpreter, A: Tensor, *, driver: Value = None, **options: Value) -> Any:
    return decomposed(A, full=False)[1]


@op(*everywhere("svd"), role="other", options=OUT)
def old_svd(vm: Interpreter, input: Tensor, some: Value = True, compute_uv: Value = True, **options: Value) -> Any:
    u, s, vh = decomposed(input, full=some is False)
    return OLD_SVD((u, s, ops.transpose(vh, -2, -1).tensor))


@op("torch.linalg.qr", role="other", options=OUT)
def qr(vm: Interpreter, A: Tensor, mode: str = "reduced", **options: Value) -> Any:
    batch, rows, columns = matrices(A, square=False)
    if mode not in ("reduced", "complete", "r"):
        raise invalid(A, "mode", mode, "must be reduced, complete or r")
    inner = rows if mode == "complete" else minimum(rows, columns)
    q = (0,) if mode == "r" else (*batch, rows, inner)
    return QR((entangled([A], q), entangled([A], (*batch, inner, columns))))


@op(*everywhere("qr"), role="other", options=OUT)
def old_qr(vm: Interpreter, input: Tensor, some: Value = True, **options: Value) -> Any:
    return qr(vm, input, "complete" if some is False else "reduced")


@op("torch.linalg.lu", role="other", options=OUT)
def lu(vm: Interpreter, A: Tensor, *, pivot: Value = True, **options: Value) -> Any:
    batch, rows, columns = matrices(A, square=False)
    inner = minimum(rows, columns)
    shapes = ((*batch, rows, rows), (*batch, rows, inner), (*batch, inner, columns))
    return LU([entangled([A], shape) for shape in shapes])


@op("torch.linalg.lu_factor", role="other", options=OUT)
def lu_factor(vm: Interpreter, A: Tensor, *, pivot: Value = True, **options: Value) -> Any:
    batch, rows, columns = matrices(A, square=False)
    return LU_FACTOR((entangled([A], known_shape(A)), entangled([A], (*batch, minimum(rows, columns)), "int32")))


# --- systems ----------------------------------------------------------------------------------------------------------


@op("torch.linalg.solve", role="matmul", options=OUT)
def solve(vm: Interpreter, A: Tensor, B: Tensor, *, left: Value = True, **options: Value) -> Any:
    batch, rows, _ = matrices(A)
    shape = known_shape(B)
    # A stack of vectors is told from a matrix by its shape alone.
    if len(shape) == 1 or same_sizes((*batch, rows), shape) is True:
        return fitting(A, B, rows, shape[-1], shape)
    if same_sizes((*batch, rows), shape) is None:
        raise NotKnown("whether the right-hand sides are vectors")
    return systems(A, B, rows, left)


def fitting(a: Tensor, b: Tensor, rows: Size, found: Size, shape: tuple[Size, ...]) -> Tensor:
    """The solution, of the shape of the right-hand side; refuses one of another length."""
    if equal(rows, found) is False:
        words = f"a system of {rows} equations for {found} values"
        raise Refused(
            "matmul-mismatch", words, None, left=known_shape(a), right=known_shape(b), expected=rows, actual=found
        )
    return entangled([a, b], shape)


def systems(a: Tensor, b: Tensor, rows: Size, left: Value) -> Tensor:
    """Stacks of systems that broadcast."""
    *batch, one, two = known_shape(at_least(b, 2))
    joined = ops.broadcast_shape([Tensor(known_shape(a)[:-2]), Tensor(tuple(batch))]) or ()
    return fitting(a, b, rows, two if left is False else one, (*joined, one, two))


@op("torch.linalg.solve_triangular", role="matmul", options=OUT)
def solve_triangular(
    vm: Interpreter,
    A: Tensor,
    B: Tensor,
    *,
    upper: Value,
    left: Value = True,
    unitriangular: Value = False,
    **options: Value,
) -> Any:
    return systems(A, B, matrices(A)[1], left)


@op(*everywhere("cholesky_solve"), role="matmul", options=OUT)
def cholesky_solve(vm: Interpreter, input: Tensor, L: Tensor, upper: Value = False, **options: Value) -> Any:
    return systems(L, input, matrices(L)[1], True)


@op("torch.linalg.lstsq", role="matmul")
def lstsq(vm: Interpreter, A: Tensor, B: Tensor, rcond: Value = None, *, driver: Value = None) -> Any:
    batch, rows, columns = matrices(A, square=False)
    shape = known_shape(at_least(B, 1))
    vector = len(shape) == len(batch) + 1
    found = shape[-1] if vector else shape[-2]
    if equal(found, rows) is False:
        words = f"a system of {rows} equations for {found} values"
        raise Refused("matmul-mismatch", words, None, left=known_shape(A), right=shape, expected=rows, actual=found)
    solution = (*batch, columns) if vector else (*batch, columns, shape[-1])
    overdetermined = less(columns, rows) is True
    residuals = (*batch, *(() if vector else (shape[-1],))) if overdetermined else (0,)
    return LSTSQ(
        (
            entangled([A, B], solution),
            entangled([A, B], residuals),
            entangled([A], batch, "int64"),
            entangled([A], (0,)),
        )
    )
