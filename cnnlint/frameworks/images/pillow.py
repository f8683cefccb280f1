"""Pillow: opening, converting and resizing pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cnnlint.frameworks.common.convert import size as as_size
from cnnlint.frameworks.common.tensors import TensorValue
from cnnlint.frameworks.images.picture import IMAGE, LIBRARY, Picture, picture, side
from cnnlint.interpreter.attributes import store
from cnnlint.interpreter.operators import plain
from cnnlint.interpreter.outcome import NotKnown
from cnnlint.interpreter.values import Value
from cnnlint.symbolic import Size, equal

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter

__all__ = ["LIBRARY"]

CHANNELS: Final = {"L": 1, "P": 1, "LA": 2, "RGB": 3, "YCbCr": 3, "LAB": 3, "HSV": 3, "RGBA": 4, "CMYK": 4, "RGBX": 4}
"""Of the modes that have a byte for each channel; of others not even the element type of their array is told here."""
MODES: Final = {1: "L", 3: "RGB", 4: "RGBA"}


def pair(value: Value) -> tuple[Size, Size]:
    """Two sizes; of anything else nothing is known."""
    given = plain(value)
    if isinstance(given, (list, tuple)) and len(given) == 2:
        return as_size(given[0], 1), as_size(given[1], 1)
    return side(), side()


def channels_of(mode: Value) -> Size:
    """How many channels a mode has."""
    given = plain(mode)
    return CHANNELS.get(given, side()) if isinstance(given, str) else side()


@LIBRARY.function("PIL.Image.open")
def open_(vm: Interpreter, fp: Value, mode: Value = "r", formats: Value = None) -> Value:
    return picture(side(), side(), side())


@LIBRARY.function("PIL.Image.new")
def new(vm: Interpreter, mode: Value, size: Value, color: Value = 0) -> Value:
    width, height = pair(size)
    return picture(channels_of(mode), height, width)


@LIBRARY.function("PIL.Image.fromarray")
def from_array(vm: Interpreter, obj: Value, mode: Value = None) -> Value:
    if not isinstance(obj, TensorValue) or obj.tensor.shape is None:
        return picture(side() if mode is None else channels_of(mode), side(), side())
    shape = obj.tensor.shape
    if len(shape) not in (2, 3):
        raise NotKnown("a picture of an array of another rank")
    return picture(1 if len(shape) == 2 else shape[2], shape[0], shape[1], obj.tensor.sources)


@LIBRARY.attribute(IMAGE, "size")
def size_of(vm: Interpreter, self: Picture) -> Value:
    return self.sizes[2], self.sizes[1]


@LIBRARY.attribute(IMAGE, "width")
def width_of(vm: Interpreter, self: Picture) -> Value:
    return self.sizes[2]


@LIBRARY.attribute(IMAGE, "height")
def height_of(vm: Interpreter, self: Picture) -> Value:
    return self.sizes[1]


@LIBRARY.attribute(IMAGE, "mode")
def mode_of(vm: Interpreter, self: Picture) -> Value:
    channels = self.sizes[0]
    return (
        MODES.get(channels, None) or vm.unknown("the mode of a picture")
        if isinstance(channels, int)
        else vm.unknown("the mode of a picture")
    )


@LIBRARY.method(IMAGE, "convert")
def convert(vm: Interpreter, self: Picture, mode: Value = None, *args: Value, **options: Value) -> Value:
    return picture(channels_of(mode), *self.sizes[1:], self.sources)


@LIBRARY.method(IMAGE, "resize")
def resize(vm: Interpreter, self: Picture, size: Value, *args: Value, **options: Value) -> Value:
    width, height = pair(size)
    return picture(self.sizes[0], height, width, self.sources)


@LIBRARY.method(IMAGE, "thumbnail")
def thumbnail(vm: Interpreter, self: Picture, size: Value, *args: Value, **options: Value) -> Value:
    store(vm, self, "_sizes", (self.sizes[0], side(), side()))
    return None


@LIBRARY.method(IMAGE, "crop")
def crop(vm: Interpreter, self: Picture, box: Value = None) -> Value:
    given = plain(box)
    if isinstance(given, (list, tuple)) and len(given) == 4:
        left, top, right, bottom = (as_size(one) for one in given)
        return picture(self.sizes[0], bottom - top, right - left, self.sources)
    return picture(self.sizes[0], side(), side(), self.sources)


@LIBRARY.method(IMAGE, "rotate")
def rotate(
    vm: Interpreter, self: Picture, angle: Value, resample: Value = 0, expand: Value = 0, *args: Value, **options: Value
) -> Value:
    return turned(self) if vm.truth(expand) is not False else self


@LIBRARY.method(IMAGE, "transpose")
def transpose(vm: Interpreter, self: Picture, method: Value) -> Value:
    square = equal(self.sizes[1], self.sizes[2]) is True
    return self if square else turned(self)


def turned(self: Picture) -> Picture:
    """A picture that may lie on another side."""
    return picture(self.sizes[0], side(), side(), self.sources)


@LIBRARY.method(IMAGE, "copy", "filter", "point", "effect_spread", "__enter__")
def same(vm: Interpreter, self: Picture, *args: Value, **options: Value) -> Value:
    return picture(*self.sizes, self.sources)


@LIBRARY.method(IMAGE, "__exit__", "close", "load", "save", "show", "putpixel", "paste", "verify", "seek")
def nothing(vm: Interpreter, self: Picture, *args: Value, **options: Value) -> Value:
    return None


@LIBRARY.method(IMAGE, "getchannel")
def channel(vm: Interpreter, self: Picture, channel: Value) -> Value:
    return picture(1, *self.sizes[1:], self.sources)


@LIBRARY.method(IMAGE, "split")
def split(vm: Interpreter, self: Picture) -> Value:
    count = self.sizes[0]
    if not isinstance(count, int):
        raise NotKnown("the channels of a picture")
    return tuple(picture(1, *self.sizes[1:], self.sources) for _ in range(count))


@LIBRARY.method(IMAGE, "__getattr__")
def other(vm: Interpreter, self: Picture, name: str) -> Value:
    return vm.unknown(f"{name} of a picture")


@LIBRARY.function("PIL.ImageOps.exif_transpose")
def upright(vm: Interpreter, image: Value, in_place: Value = False) -> Value:
    return turned(image) if isinstance(image, Picture) else image


@LIBRARY.function("PIL.ImageOps.grayscale")
def grayscale(vm: Interpreter, image: Value) -> Value:
    return picture(1, *image.sizes[1:], image.sources) if isinstance(image, Picture) else image


@LIBRARY.function("PIL.ImageOps.fit", "PIL.ImageOps.pad")
def fit(vm: Interpreter, image: Value, size: Value, *args: Value, **options: Value) -> Value:
    return resize(vm, image, size) if isinstance(image, Picture) else image


@LIBRARY.function(
    *(
        f"PIL.ImageOps.{name}"
        for name in ("flip", "mirror", "invert", "autocontrast", "equalize", "solarize", "posterize")
    )
)
def recoloured(vm: Interpreter, image: Value, *args: Value, **options: Value) -> Value:
    return image
