"""Fourier transforms: every frequency reads all positions of the axes that are transformed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from cnnlint.frameworks.torch.arguments import Axes, Sizes
from cnnlint.frameworks.torch.functions.define import FACTORY, OUT, everywhere, op
from cnnlint.frameworks.torch.functions.results import entangled, known_shape
from cnnlint.graph import Tensor, algebra
from cnnlint.interpreter.outcome import NotKnown
from cnnlint.interpreter.values import Value
from cnnlint.ops.fields import provisional
from cnnlint.ops.outcome import Refused
from cnnlint.ops.shared import axes_of, invalid, replaced
from cnnlint.symbolic import Size, less

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter

COMPLEX = {
    "float32": "complex64",
    "float64": "complex128",
    "complex64": "complex64",
    "complex128": "complex128",
    None: None,
}
REAL = {"complex64": "float32", "complex128": "float64", "float32": "float32", "float64": "float64", None: None}


def transformed(x: Tensor, sizes: Sequence[Size | None], dims: Sequence[int], kind: str) -> Tensor:
    """The transform along some axes: `kind` is "c2c", or with the last axis "r2c" (half of it) or "c2r" (twice)."""
    shape = known_shape(x)
    axes = axes_of(x, dims) if shape else ()
    if not shape:
        raise Refused("axis-out-of-range", "the tensor has no axes", None, axis=-1, actual_rank=0)
    new = {axis: shape[axis] if size is None else size for axis, size in zip(axes, sizes, strict=True)}
    last = axes[-1] if axes else 0
    if kind == "c2r" and sizes[-1] is None:
        new[last] = 2 * (shape[last] - 1)
    for axis in axes:
        if less(new[axis], 1) is True:
            raise invalid(x, "n", new[axis], f"leaves {new[axis]} points on axis {axis}")
    if kind == "r2c":
        new[last] = new[last] // 2 + 1
    names = REAL if kind == "c2r" else COMPLEX
    field = algebra.collapse(provisional(x), shape, axes, keep=True)
    return Tensor(
        replaced(shape, new), names.get(x.dtype, "float32" if kind == "c2r" else "complex64"), field, x.sources
    )


def declare_one(name: str, kind: str) -> None:
    """A transform of one axis."""

    @op(f"torch.fft.{name}", role="other", options=OUT)
    def transform(
        vm: Interpreter, input: Tensor, n: Size | None = None, dim: int = -1, norm: Value = None, **options: Value
    ) -> Tensor:
        return transformed(input, [n], [dim], kind)


def declare_several(name: str, kind: str, dims: Axes) -> None:
    """A transform of several axes; without `dim` of the last, as many as `s` has, or of all."""

    @op(f"torch.fft.{name}", role="other", options=OUT)
    def transform(
        vm: Interpreter, input: Tensor, s: Sizes | None = None, dim: Axes = dims, norm: Value = None, **options: Value
    ) -> Tensor:
        rank = len(known_shape(input))
        axes = dim if dim is not None else tuple(range(-len(s), 0) if s is not None else range(rank))
        if s is not None and len(s) != len(axes):
            raise invalid(input, "s", s, f"has {len(s)} entries for {len(axes)} axes")
        given = [None if s is None or s[n] == -1 else s[n] for n in range(len(axes))]
        return transformed(input, given, axes, kind)


for _name, _kind in (
    ("fft", "c2c"),
    ("ifft", "c2c"),
    ("rfft", "r2c"),
    ("irfft", "c2r"),
    ("hfft", "c2r"),
    ("ihfft", "r2c"),
):
    declare_one(_name, _kind)
for _name, _kind in (
    ("fft2", "c2c"),
    ("ifft2", "c2c"),
    ("rfft2", "r2c"),
    ("irfft2", "c2r"),
    ("hfft2", "c2r"),
    ("ihfft2", "r2c"),
):
    declare_several(_name, _kind, (-2, -1))
for _name, _kind in (
    ("fftn", "c2c"),
    ("ifftn", "c2c"),
    ("rfftn", "r2c"),
    ("irfftn", "c2r"),
    ("hfftn", "c2r"),
    ("ihfftn", "r2c"),
):
    declare_several(_name, _kind, None)


@op("torch.fft.fftfreq", options=FACTORY, recorded=False)
def frequencies(vm: Interpreter, n: Size, d: Value = 1.0, **options: Value) -> Tensor:
    return Tensor((n,))


@op("torch.fft.rfftfreq", options=FACTORY, recorded=False)
def real_frequencies(vm: Interpreter, n: Size, d: Value = 1.0, **options: Value) -> Tensor:
    return Tensor((n // 2 + 1,))


@op("torch.fft.fftshift", "torch.fft.ifftshift", role="index")
def shifted(vm: Interpreter, input: Tensor, dim: Axes = None) -> Tensor:
    if dim is not None:
        axes_of(input, dim)
    return entangled([input], input.shape) if input.field is not None else input


@op(*everywhere("stft"), role="other")
def stft(
    vm: Interpreter, input: Tensor, n_fft: Size, hop_length: Size | None = None, win_length: Size | None = None, window: Value = None,
    center: Value = True, pad_mode: Value = "reflect", normalized: Value = False, onesided: Value = None, return_complex: Value = None,
    align_to_window: Value = None,
) -> Any:  # fmt: skip
    """(…, frequencies, frames), complex, or with a last axis of two."""
    *batch, length = known_shape(input)
    if len(batch) > 1:
        raise Refused(
            "rank-mismatch", "takes 1 or 2 axes", None, expected_rank=2, actual_rank=len(batch) + 1, shape=input.shape
        )
    if not isinstance(center, bool) or not isinstance(onesided, (bool, type(None))):
        raise NotKnown("how a signal is cut")
    hop = n_fft // 4 if hop_length is None else hop_length
    if less(hop, 1) is True:
        raise invalid(input, "hop_length", hop, "must be above 0")
    if center and pad_mode == "reflect" and less(n_fft // 2, length) is False:
        raise invalid(input, "n_fft", n_fft, f"pads more than the {length} samples have")
    padded = length + 2 * (n_fft // 2) if center else length
    if less(padded, n_fft) is True:
        raise invalid(input, "n_fft", n_fft, f"is more than the {padded} samples")
    rows = n_fft if onesided is False else n_fft // 2 + 1
    shape = (*batch, rows, (padded - n_fft) // hop + 1)
    if return_complex is True:
        return entangled([input], shape, "complex64")
    if return_complex is None:
        raise invalid(input, "return_complex", None, "must be given for real inputs")
    return entangled([input], (*shape, 2))


@op(*everywhere("istft"), role="other")
def istft(
    vm: Interpreter, input: Tensor, n_fft: Size, hop_length: Size | None = None, win_length: Size | None = None, window: Value = None,
    center: Value = True, normalized: Value = False, onesided: Value = None, length: Size | None = None, return_complex: Value = False,
) -> Any:  # fmt: skip
    *batch, _, frames = known_shape(input)
    if not isinstance(center, bool):
        raise NotKnown("how a signal was cut")
    hop = n_fft // 4 if hop_length is None else hop_length
    whole = n_fft + hop * (frames - 1) - (2 * (n_fft // 2) if center else 0)
    return entangled(
        [input], (*batch, whole if length is None else length), "complex64" if return_complex is True else "float32"
    )
