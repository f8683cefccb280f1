"""Images as functions take them: (…, height, width, channels), cut, padded, turned and read from files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnnlint import ops
from cnnlint.frameworks.common.convert import axes, integer, shape, tensor, word
from cnnlint.frameworks.common.convert import size as size_of
from cnnlint.frameworks.keras.functions.algebra import ranked, shaped
from cnnlint.frameworks.keras.functions.define import op
from cnnlint.graph import Tensor
from cnnlint.interpreter.operators import plain
from cnnlint.interpreter.values import Value
from cnnlint.ops.outcome import Outcome
from cnnlint.symbolic import Size, fresh

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter


@op(
    "ops.image.gaussian_blur ops.image.hsv_to_rgb ops.image.rgb_to_hsv ops.image.affine_transform ops.image.perspective_transform "
    "ops.image.elastic_transform tf.image.rgb_to_hsv tf.image.hsv_to_rgb tf.image.rgb_to_yuv tf.image.yuv_to_rgb tf.image.adjust_hue "
    "tf.image.adjust_saturation tf.image.adjust_gamma tf.image.random_jpeg_quality tf.image.transpose_image",
    role="elementwise",
)
def same_image(vm: Interpreter, images: Value = None, *args: Value, **kwargs: Value) -> Tensor:
    x = tensor(kwargs.get("image", images))
    return shaped(x.shape, x, dtype=x.dtype)


def resized(x: Tensor, height: Size, width: Size, *, first: bool = False) -> Tensor:
    """The same image of another size."""
    sizes = list(ranked(x, 3))
    at = len(sizes) - (2 if first else 3)
    sizes[at : at + 2] = height, width
    return shaped(tuple(sizes), x, dtype=x.dtype)


def margin(total: Size | None, before: Value, after: Value, target: Value, *, added: bool) -> Size:
    """The height or width of an image with margins cut off or added; `target` says it, or the two margins."""
    if target is not None:
        return size_of(target)
    if total is None or before is None or after is None:
        return fresh("?", least=1)
    both = size_of(before) + size_of(after)
    return total + both if added else total - both


def framed(images: Value, given: dict[str, Value], what: str) -> Tensor:
    """Images with margins cut off ("cropping") or added ("padding")."""
    x, added = tensor(images), what == "padding"
    first = word(given.get("data_format"), "") == "channels_first"
    sizes = ranked(x, 3)
    at = len(sizes) - (2 if first else 3)
    ends = (("top", "bottom", "height"), ("left", "right", "width"))
    height, width = (
        margin(
            sizes[at + n], given.get(f"{a}_{what}"), given.get(f"{b}_{what}"), given.get(f"target_{word_}"), added=added
        )
        for n, (a, b, word_) in enumerate(ends)
    )
    return resized(x, height, width, first=first)


@op("ops.image.crop_images", role="index")
def crop_images(
    vm: Interpreter, images: Value, top_cropping: Value = None, left_cropping: Value = None, bottom_cropping: Value = None,
    right_cropping: Value = None, target_height: Value = None, target_width: Value = None, data_format: Value = None,
) -> Tensor:  # fmt: skip
    given = {
        "top_cropping": top_cropping, "left_cropping": left_cropping, "bottom_cropping": bottom_cropping, "right_cropping": right_cropping,
        "target_height": target_height, "target_width": target_width, "data_format": data_format,
    }  # fmt: skip
    return framed(images, given, "cropping")


@op("ops.image.pad_images", role="pad")
def pad_images(
    vm: Interpreter, images: Value, top_padding: Value = None, left_padding: Value = None, bottom_padding: Value = None,
    right_padding: Value = None, target_height: Value = None, target_width: Value = None, data_format: Value = None,
) -> Tensor:  # fmt: skip
    given = {
        "top_padding": top_padding, "left_padding": left_padding, "bottom_padding": bottom_padding, "right_padding": right_padding,
        "target_height": target_height, "target_width": target_width, "data_format": data_format,
    }  # fmt: skip
    return framed(images, given, "padding")


@op("tf.image.crop_to_bounding_box tf.image.pad_to_bounding_box", role="index")
def to_box(
    vm: Interpreter, image: Value, offset_height: Value, offset_width: Value, target_height: Value, target_width: Value, **kwargs: Value
) -> Tensor:  # fmt: skip
    return resized(tensor(image), size_of(target_height), size_of(target_width))


@op("tf.image.random_crop tf.image.stateless_random_crop", role="index")
def random_crop(vm: Interpreter, value: Value, size: Value, *args: Value, **kwargs: Value) -> Tensor:
    x = tensor(value)
    return shaped(shape(size), x, dtype=x.dtype)


@op("ops.rot90", role="reshape")
def rotated(vm: Interpreter, array: Value, k: Value = 1, axes_: Value = (0, 1), **kwargs: Value) -> Outcome | Tensor:
    x, turns = tensor(array), integer(k)
    first, second = axes(kwargs.get("axes", axes_)) or (0, 1)
    return ops.transpose(x, first, second) if turns % 2 else shaped(x.shape, x, dtype=x.dtype)


@op("tf.image.rot90 tf.image.transpose", role="reshape")
def rotated_tf(vm: Interpreter, image: Value, k: Value = 1, name: Value = None) -> Outcome | Tensor:
    x, turns = tensor(image), plain(k)
    if not isinstance(turns, int):
        height, width = ranked(x, 3)[-3:-1]
        return resized(x, *((height, width) if height == width else (fresh("?", least=1), fresh("?", least=1))))
    return ops.transpose(x, -3, -2) if turns % 2 else shaped(x.shape, x, dtype=x.dtype)


@op(
    "tf.image.decode_jpeg tf.image.decode_png tf.image.decode_image tf.image.decode_bmp tf.io.decode_jpeg tf.io.decode_png tf.io.decode_image",
    recorded=False,
)
def decoded(vm: Interpreter, contents: Value, channels: Value = None, *args: Value, **kwargs: Value) -> Tensor:
    count = plain(channels)
    known = isinstance(count, int) and count > 0
    return Tensor((fresh("?", least=1), fresh("?", least=1), count if known else fresh("?", least=1)), "uint8")


@op("ops.image.sobel_edges tf.image.sobel_edges", role="other")
def edges(vm: Interpreter, images: Value, *args: Value, **kwargs: Value) -> Tensor:
    x = tensor(images)
    return shaped((*ranked(x, 4), 2), x)


@op("ops.psnr tf.image.psnr ops.image.ssim tf.image.ssim", role="loss")
def quality(vm: Interpreter, x1: Value, x2: Value, *args: Value, **kwargs: Value) -> Tensor:
    return shaped(None, tensor(x1), tensor(x2))
