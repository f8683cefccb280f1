"""OpenCV: pictures as arrays of rows, columns and channels."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from cnnlint.frameworks.common.convert import integer
from cnnlint.frameworks.common.convert import size as as_size
from cnnlint.frameworks.common.convert import tensor as as_tensor
from cnnlint.frameworks.common.tensors import TensorValue
from cnnlint.frameworks.images.picture import side
from cnnlint.frameworks.images.pillow import pair
from cnnlint.frameworks.numpy.array import ARRAY
from cnnlint.graph import Shape, Tensor
from cnnlint.interpreter.native import Library
from cnnlint.interpreter.operators import plain
from cnnlint.interpreter.outcome import NotKnown
from cnnlint.interpreter.values import Value

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter

LIBRARY = Library("cv2")
GRAY, COLOR = 0, 1
CODES: Final = {
    "COLOR_BGR2RGB": 3, "COLOR_RGB2BGR": 3, "COLOR_BGR2HSV": 3, "COLOR_RGB2HSV": 3, "COLOR_BGR2LAB": 3, "COLOR_RGB2LAB": 3,
    "COLOR_BGR2YUV": 3, "COLOR_RGB2YUV": 3, "COLOR_BGR2YCrCb": 3, "COLOR_HSV2BGR": 3, "COLOR_HSV2RGB": 3, "COLOR_GRAY2BGR": 3,
    "COLOR_GRAY2RGB": 3, "COLOR_BGRA2BGR": 3, "COLOR_RGBA2RGB": 3, "COLOR_BGR2GRAY": 0, "COLOR_RGB2GRAY": 0, "COLOR_BGRA2GRAY": 0,
    "COLOR_BGR2BGRA": 4, "COLOR_RGB2RGBA": 4, "COLOR_BGR2RGBA": 4,
}  # fmt: skip
"""Channels of the result; 0: no axis for them."""
for _name, _value in {"IMREAD_GRAYSCALE": GRAY, "IMREAD_COLOR": COLOR, "IMREAD_UNCHANGED": -1}.items():
    LIBRARY.add(f"cv2.{_name}", _value)
for _name in CODES:
    LIBRARY.add(f"cv2.{_name}", _name)


def like(x: Tensor, shape: Shape | None) -> Value:
    """An array of this shape, from the same data."""
    return TensorValue(ARRAY, replace(x, shape=shape, field=None))


@LIBRARY.function("cv2.imread")
def imread(vm: Interpreter, filename: Value, flags: Value = COLOR) -> Value:
    flag = integer(flags)
    if flag not in (GRAY, COLOR):
        raise NotKnown("a picture read as it is")
    return like(Tensor(None, "uint8"), (side(), side()) if flag == GRAY else (side(), side(), 3))


@LIBRARY.function("cv2.resize")
def resize(vm: Interpreter, src: Value, dsize: Value = None, *args: Value, **options: Value) -> Value:
    """Sizes are given as width, height; an only channel loses its axis."""
    x = as_tensor(src)
    width, height = pair(dsize)
    if x.shape is None or len(x.shape) not in (2, 3):
        raise NotKnown("a picture of a shape that is not known")
    channels = x.shape[2:]
    return like(x, (height, width) if channels == (1,) else (height, width, *channels))


@LIBRARY.function("cv2.cvtColor")
def convert(vm: Interpreter, src: Value, code: Value, *args: Value, **options: Value) -> Value:
    x = as_tensor(src)
    channels = CODES.get(plain(code)) if isinstance(plain(code), str) else None
    if channels is None or x.shape is None or len(x.shape) not in (2, 3):
        raise NotKnown("a picture in colours that are not known")
    return like(x, (*x.shape[:2], channels) if channels else x.shape[:2])


@LIBRARY.function("cv2.copyMakeBorder")
def border(
    vm: Interpreter, src: Value, top: Value, bottom: Value, left: Value, right: Value, *args: Value, **options: Value
) -> Value:
    x = as_tensor(src)
    if x.shape is None or len(x.shape) not in (2, 3):
        raise NotKnown("a picture of a shape that is not known")
    height = x.shape[0] + as_size(top) + as_size(bottom)
    return like(x, (height, x.shape[1] + as_size(left) + as_size(right), *x.shape[2:]))


@LIBRARY.function(
    "cv2.flip", "cv2.GaussianBlur", "cv2.blur", "cv2.medianBlur", "cv2.bilateralFilter", "cv2.equalizeHist",
    "cv2.bitwise_not", "cv2.erode", "cv2.dilate", "cv2.morphologyEx",
)  # fmt: skip
def same(vm: Interpreter, src: Value, *args: Value, **options: Value) -> Value:
    x = as_tensor(src)
    return like(x, x.shape)
