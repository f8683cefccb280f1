"""Fourier transforms: real numbers and pairs of (real, imaginary) in Keras, complex numbers in TensorFlow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from cnnlint import ops
from cnnlint.frameworks.common.convert import integer, tensor, tensors
from cnnlint.frameworks.common.convert import size as size_of
from cnnlint.frameworks.keras.functions.algebra import ranked, shaped
from cnnlint.frameworks.keras.functions.define import op
from cnnlint.graph import Shape, Tensor, algebra
from cnnlint.interpreter.operators import plain
from cnnlint.interpreter.values import Value
from cnnlint.ops.fields import provisional
from cnnlint.symbolic import Size

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter


def transformed(given: Sequence[Tensor], axes: int, shape: Shape | None = None, dtype: str = "float32") -> Tensor:
    """The transform of numbers, or of their real and imaginary parts, along so many of the last axes: each element reads all on these."""
    sizes = ranked(given[0], axes)
    fields = [algebra.collapse(provisional(x), sizes, range(len(sizes) - axes, len(sizes)), keep=True) for x in given]
    field = algebra.join([field for field in fields if field is not None])
    return replace(shaped(sizes if shape is None else shape, *given, dtype=dtype), field=field)


def declare_pair(names: str, axes: int) -> None:
    """A transform of a pair to a pair."""

    @op(names, role="other")
    def of_pair(vm: Interpreter, x: Value) -> Any:
        found = transformed(tensors(vm, x), axes)
        return found, found


def declare_complex(names: str, axes: int) -> None:
    """A transform of complex numbers."""

    @op(names, role="other")
    def of_complex(vm: Interpreter, input: Value, name: Value = None) -> Tensor:
        return transformed([tensor(input)], axes, dtype="complex64")


declare_pair("ops.fft", 1)
declare_pair("ops.fft2 ops.ifft2", 2)
declare_complex("tf.signal.fft tf.signal.ifft", 1)
declare_complex("tf.signal.fft2d tf.signal.ifft2d", 2)
declare_complex("tf.signal.fft3d tf.signal.ifft3d", 3)


def half(length: Size) -> Size:
    """How many frequencies so many real numbers have."""
    return length // 2 + 1


@op("ops.rfft", role="other")
def rfft(vm: Interpreter, x: Value, fft_length: Value = None) -> Any:
    given = tensor(x)
    *outer, length = ranked(given, 1)
    found = transformed([given], 1, (*outer, half(length if fft_length is None else size_of(fft_length))))
    return found, found


@op("ops.irfft", role="other")
def irfft(vm: Interpreter, x: Value, fft_length: Value = None) -> Tensor:
    given = tensors(vm, x)
    *outer, length = ranked(given[0], 1)
    return transformed(given, 1, (*outer, 2 * (length - 1) if fft_length is None else size_of(fft_length)))


def frames(length: Size, size: Size, stride: Size) -> Size:
    """How many whole windows fit."""
    return (length - size) // stride + 1


@op("ops.extract_sequences", role="other")
def extract_sequences(vm: Interpreter, x: Value, sequence_length: Value, sequence_stride: Value) -> Tensor:
    given = tensor(x)
    *outer, length = ranked(given, 1)
    size = size_of(sequence_length)
    return shaped((*outer, frames(length, size, size_of(sequence_stride)), size), given)


@op("ops.stft", role="other")
def stft(
    vm: Interpreter, x: Value, sequence_length: Value, sequence_stride: Value, fft_length: Value, window: Value = "hann", center: Value = True
) -> Any:  # fmt: skip
    given = tensor(x)
    *outer, length = ranked(given, 1)
    points = size_of(fft_length)
    padded = length + 2 * (points // 2) if plain(center) is True else length
    found = shaped((*outer, frames(padded, points, size_of(sequence_stride)), half(points)), given)
    return found, found


@op("tf.signal.stft", role="other")
def stft_tf(
    vm: Interpreter, signals: Value, frame_length: Value, frame_step: Value, fft_length: Value = None, window_fn: Value = None, pad_end: Value = False,
    name: Value = None,
) -> Tensor:  # fmt: skip
    given = tensor(signals)
    *outer, length = ranked(given, 1)
    size, step = size_of(frame_length), size_of(frame_step)
    if fft_length is None:
        points: Size = 1 << (size - 1).bit_length() if isinstance(size, int) else size
    else:
        points = size_of(fft_length)
    count = -(-length // step) if plain(pad_end) is True else frames(length, size, step)
    return shaped((*outer, count, half(points)), given, dtype="complex64")


@op("ops.view_as_complex tf.complex", role="other")
def view_as_complex(vm: Interpreter, x: Value, imag: Value = None, name: Value = None) -> Tensor:
    given = tensor(x)
    return shaped(given.shape if imag is not None else ranked(given, 1)[:-1], given, dtype="complex64")


@op("ops.view_as_real", role="other")
def view_as_real(vm: Interpreter, x: Value) -> Tensor:
    given = tensor(x)
    return shaped((*ranked(given, 0), 2), given)


@op("ops.diff", role="elementwise")
def diff(vm: Interpreter, a: Value, n: Value = 1, axis: Value = -1) -> Tensor:
    given, at = tensor(a), integer(axis)
    shape = list(ranked(given, 1))
    shape[at] = shape[at] - integer(n)
    return shaped(tuple(shape), given, dtype=given.dtype)


@op("ops.trapezoid", role="reduce")
def trapezoid(vm: Interpreter, y: Value, x: Value = None, dx: Value = 1.0, axis: Value = -1) -> Any:
    return ops.reduce(tensor(y), (integer(axis),))
