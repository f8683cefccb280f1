"""Fourier transforms: real numbers and pairs of (real, imaginary) in Keras, complex numbers in TensorFlow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cnnlint import ops
from cnnlint.frameworks.common.convert import integer, tensor, tensors
from cnnlint.frameworks.common.convert import size as size_of
from cnnlint.frameworks.keras.functions.algebra import ranked, shaped
from cnnlint.frameworks.keras.functions.define import op
from cnnlint.graph import Tensor
from cnnlint.interpreter.operators import plain
from cnnlint.interpreter.values import Value
from cnnlint.symbolic import Size

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter


@op("ops.fft ops.fft2 ops.ifft2", role="other")
def of_pair(vm: Interpreter, x: Value) -> Any:
    return tuple(shaped(one.shape, one) for one in tensors(vm, x))


@op("tf.signal.fft tf.signal.fft2d tf.signal.fft3d tf.signal.ifft tf.signal.ifft2d tf.signal.ifft3d", role="other")
def of_complex(vm: Interpreter, input: Value, name: Value = None) -> Tensor:
    x = tensor(input)
    return shaped(x.shape, x, dtype="complex64")


def half(length: Size) -> Size:
    """How many frequencies so many real numbers have."""
    return length // 2 + 1


@op("ops.rfft", role="other")
def rfft(vm: Interpreter, x: Value, fft_length: Value = None) -> Any:
    given = tensor(x)
    *outer, length = ranked(given, 1)
    found = shaped((*outer, half(length if fft_length is None else size_of(fft_length))), given)
    return found, found


@op("ops.irfft", role="other")
def irfft(vm: Interpreter, x: Value, fft_length: Value = None) -> Tensor:
    given = tensors(vm, x)[0]
    *outer, length = ranked(given, 1)
    return shaped((*outer, 2 * (length - 1) if fft_length is None else size_of(fft_length)), given)


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
