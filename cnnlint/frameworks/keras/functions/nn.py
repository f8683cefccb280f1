"""Convolution, pooling, normalisation and resizing as functions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cnnlint import ops
from cnnlint.frameworks.common.convert import integer, sizes, tensor, word
from cnnlint.frameworks.common.inputs import demand
from cnnlint.frameworks.keras.functions.define import op
from cnnlint.frameworks.keras.interpolation import interpolation as how
from cnnlint.frameworks.keras.tensor import LETTERS
from cnnlint.graph import Tensor
from cnnlint.interpreter.operators import plain
from cnnlint.interpreter.outcome import NotKnown
from cnnlint.interpreter.values import Value
from cnnlint.ops.layout import Layout
from cnnlint.ops.outcome import Outcome
from cnnlint.symbolic import Size, fresh, symbol

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter


def layout(data_format: Value, dimensions: int) -> Layout:
    """Where channels stand: `channels_first`, or TensorFlow's "NCHW"."""
    given = word(data_format, "channels_last")
    first = given == "channels_first" or (given.startswith("NC") and given.isupper())
    return Layout.channels_first(dimensions) if first else Layout.channels_last(dimensions)


def spatial(value: Value, dimensions: int, default: Value = 1) -> tuple[Size, ...]:
    """One number for each spatial axis; TensorFlow also says those of batch and channels."""
    given = plain(default if value is None else value)
    if isinstance(given, (list, tuple)) and len(given) == dimensions + 2:
        given = given[1:-1]
    return sizes(given, dimensions, 1)


def padding_of(value: Value) -> Any:
    """A padding by its word."""
    given = word(value, "").lower()
    if given not in ("valid", "same", "causal"):
        raise NotKnown("a padding in numbers")
    return given


def spatial_axes(x: Tensor, kernel: Tensor) -> int:
    """The number of spatial axes of a convolution."""
    if kernel.rank is None:
        raise NotKnown("a kernel of unknown rank")
    return kernel.rank - 2


@op(
    "ops.conv tf.nn.conv2d tf.nn.conv1d tf.nn.conv3d tf.nn.convolution backend.conv1d backend.conv2d backend.conv3d",
    role="conv",
)
def conv(
    vm: Interpreter, inputs: Value = None, kernel: Value = None, strides: Value = 1, padding: Value = "valid", data_format: Value = None,
    dilation_rate: Value = 1, name: Value = None, **kwargs: Value,
) -> Outcome:  # fmt: skip
    x, weight = tensor(kwargs.get("input", kwargs.get("x", inputs))), tensor(kwargs.get("filters", kernel))
    n = spatial_axes(x, weight)
    shape, place = weight.shape or (), layout(data_format, n)
    groups = groups_of(x, place, shape[-2], shape[-1])
    return ops.conv(
        x, layout=place, kernel=shape[:n], stride=spatial(kwargs.get("stride", strides), n), padding=padding_of(padding),
        dilation=spatial(kwargs.get("dilations", dilation_rate), n), groups=groups, out_channels=shape[-1], in_channels=shape[-2] * groups,
    )  # fmt: skip


def groups_of(x: Tensor, place: Layout, width: Size, filters: Size) -> int:
    """A kernel that takes a part of the channels is used on each such part."""
    channels = x.shape[place.channel] if x.shape is not None and len(x.shape) > abs(place.channel) else None
    if (
        not isinstance(channels, int)
        or not isinstance(width, int)
        or not isinstance(filters, int)
        or channels % max(width, 1)
    ):
        return 1
    groups = channels // max(width, 1)
    return groups if groups and filters % groups == 0 else 1


@op("ops.depthwise_conv tf.nn.depthwise_conv2d backend.depthwise_conv2d", role="conv")
def depthwise(
    vm: Interpreter, inputs: Value = None, kernel: Value = None, strides: Value = 1, padding: Value = "valid", data_format: Value = None,
    dilation_rate: Value = 1, **kwargs: Value,
) -> Outcome:  # fmt: skip
    x, weight = tensor(kwargs.get("input", inputs)), tensor(kwargs.get("filter", kernel))
    n = spatial_axes(x, weight)
    shape = weight.shape or ()
    return ops.conv(
        x, layout=layout(data_format, n), kernel=shape[:n], stride=spatial(strides, n), padding=padding_of(padding),
        dilation=spatial(kwargs.get("dilations", dilation_rate), n), groups=shape[-2], out_channels=shape[-2] * shape[-1], in_channels=shape[-2],
    )  # fmt: skip


@op("ops.separable_conv backend.separable_conv2d tf.nn.separable_conv2d", role="conv")
def separable(
    vm: Interpreter, inputs: Value = None, depthwise_kernel: Value = None, pointwise_kernel: Value = None, strides: Value = 1,
    padding: Value = "valid", data_format: Value = None, dilation_rate: Value = 1, **kwargs: Value,
) -> Outcome:  # fmt: skip
    x, deep = tensor(kwargs.get("input", inputs)), tensor(kwargs.get("depthwise_filter", depthwise_kernel))
    point = tensor(kwargs.get("pointwise_filter", pointwise_kernel))
    n = spatial_axes(x, deep)
    kernel, place = deep.shape or (), layout(data_format, n)
    first = ops.conv(
        x, layout=place, kernel=kernel[:n], stride=spatial(strides, n), padding=padding_of(padding),
        dilation=spatial(kwargs.get("dilations", dilation_rate), n), groups=kernel[-2], out_channels=kernel[-2] * kernel[-1],
        in_channels=kernel[-2],
    )  # fmt: skip
    if point.shape is None:
        raise NotKnown("a kernel of unknown rank")
    second = ops.conv(
        first.tensor, layout=place, kernel=(1,) * n, stride=(1,) * n, padding="valid", dilation=(1,) * n, groups=1,
        out_channels=point.shape[-1], in_channels=point.shape[-2],
    )  # fmt: skip
    return Outcome(second.tensor, first.macs + second.macs)


@op("ops.adaptive_average_pool ops.adaptive_max_pool", role="adaptive-pool")
def adaptive_pool(vm: Interpreter, inputs: Value, output_size: Value, data_format: Value = None) -> Outcome:
    x = tensor(inputs)
    if x.rank is None:
        raise NotKnown("the rank of a tensor")
    n = x.rank - 2
    return ops.adaptive_pool(x, layout=layout(data_format, n), output=sizes(output_size, n, 1))


@op("ops.unfold", role="reshape")
def unfold(
    vm: Interpreter, x: Value, kernel_size: Value, dilation: Value = 1, padding: Value = 0, stride: Value = 1
) -> Outcome:
    kernel, gaps, edges, steps = (sizes(one, 2) for one in (kernel_size, dilation, padding, stride))
    return ops.unfold(tensor(x), kernel=kernel, stride=steps, padding=edges, dilation=gaps)


@op("ops.conv_transpose", role="conv-transpose")
def conv_transpose(
    vm: Interpreter, inputs: Value, kernel: Value, strides: Value = 1, padding: Value = "valid", output_padding: Value = None,
    data_format: Value = None, dilation_rate: Value = 1,
) -> Outcome:  # fmt: skip
    x, weight = tensor(inputs), tensor(kernel)
    n = spatial_axes(x, weight)
    shape = weight.shape or ()
    extra = None if output_padding is None else sizes(output_padding, n)
    return ops.conv_transpose(
        x, layout=layout(data_format, n), kernel=shape[:n], stride=spatial(strides, n), padding=padding_of(padding),
        dilation=spatial(dilation_rate, n), groups=1, out_channels=shape[-2], in_channels=shape[-1], output_padding=extra,
    )  # fmt: skip


def pooling(x: Tensor, window: Value, strides: Value, padding: Value, data_format: Value) -> Outcome:
    """A pooling of as many spatial axes as the tensor has."""
    if x.rank is None:
        raise NotKnown("the rank of a tensor")
    n = x.rank - 2
    kernel = spatial(window, n)
    stride = kernel if strides is None else spatial(strides, n)
    return ops.pool(
        x, layout=layout(data_format, n), kernel=kernel, stride=stride, padding=padding_of(padding), dilation=(1,) * n
    )


@op("ops.max_pool ops.average_pool tf.nn.max_pool tf.nn.avg_pool tf.nn.max_pool2d tf.nn.avg_pool2d tf.nn.max_pool1d tf.nn.avg_pool1d tf.nn.max_pool3d "
    "tf.nn.avg_pool3d", role="pool")  # fmt: skip
def pool(
    vm: Interpreter, inputs: Value = None, pool_size: Value = None, strides: Value = None, padding: Value = "valid", data_format: Value = None,
    name: Value = None, **kwargs: Value,
) -> Outcome:  # fmt: skip
    x = tensor(kwargs.get("input", kwargs.get("value", inputs)))
    return pooling(x, kwargs.get("ksize", pool_size), strides, padding, data_format)


@op("backend.pool2d backend.pool3d", role="pool")
def backend_pool(
    vm: Interpreter,
    x: Value,
    pool_size: Value,
    strides: Value = None,
    padding: Value = "valid",
    data_format: Value = None,
    pool_mode: Value = "max",
) -> Outcome:
    return pooling(tensor(x), pool_size, (1,) if strides is None else strides, padding, data_format)


@op(
    "ops.batch_normalization tf.nn.batch_normalization backend.batch_normalization ops.layer_normalization ops.rms_normalization",
    role="norm",
)
def normalise(vm: Interpreter, x: Value, *args: Value, **kwargs: Value) -> Tensor:
    return tensor(x)


@op(
    "ops.image.resize tf.image.resize tf.compat.v1.image.resize_bilinear tf.image.resize_with_pad tf.image.resize_with_crop_or_pad",
    role="resize",
)
def resize(
    vm: Interpreter, images: Value = None, size: Value = None, interpolation: Value = "bilinear", *args: Value, data_format: Value = None,
    **kwargs: Value,
) -> Outcome:  # fmt: skip
    x = tensor(kwargs.get("image", images))
    given = plain(size)
    if (
        isinstance(given, (int,)) and args is not None and isinstance(plain(interpolation), int)
    ):  # height and width one by one
        given, interpolation = (size, interpolation), "bilinear"
    mode = how(kwargs.get("method", interpolation))
    first = word(data_format, "channels_last") == "channels_first"
    place = Layout(-3, (-2, -1), (3, 4)) if first else Layout(-1, (-3, -2), (3, 4))
    blurred = plain(kwargs.get("antialias")) is True
    return ops.resize(x, layout=place, size=sizes(given, 2, 1), mode=mode, antialias=blurred)


@op("backend.resize_images", role="resize")
def resize_images(
    vm: Interpreter,
    x: Value,
    height_factor: Value,
    width_factor: Value,
    data_format: Value = None,
    interpolation: Value = "nearest",
) -> Outcome:
    factors = [integer(height_factor), integer(width_factor)]
    return ops.resize(tensor(x), layout=layout(data_format, 2), scale=factors, mode=word(interpolation, "nearest"))


@op("tf.nn.depth_to_space tf.compat.v1.depth_to_space ops.depth_to_space", role="resize")
def depth_to_space(
    vm: Interpreter,
    input: Value = None,
    block_size: Value = None,
    data_format: Value = "NHWC",
    name: Value = None,
    **kwargs: Value,
) -> Outcome:
    return ops.pixel_shuffle(tensor(kwargs.get("x", input)), layout=layout(data_format, 2), factor=integer(block_size))


@op("tf.nn.space_to_depth tf.compat.v1.space_to_depth ops.space_to_depth", role="resize")
def space_to_depth(
    vm: Interpreter,
    input: Value = None,
    block_size: Value = None,
    data_format: Value = "NHWC",
    name: Value = None,
    **kwargs: Value,
) -> Outcome:
    return ops.pixel_unshuffle(
        tensor(kwargs.get("x", input)), layout=layout(data_format, 2), factor=integer(block_size)
    )


@op("tf.image.extract_patches tf.compat.v1.extract_image_patches", role="conv")
def extract_patches_tf(
    vm: Interpreter, images: Value, sizes_: Value = None, strides: Value = None, rates: Value = None, padding: Value = "VALID", name: Value = None,
    **kwargs: Value,
) -> Outcome:  # fmt: skip
    return patches(tensor(images), kwargs.get("sizes", sizes_), strides, rates, padding, None)


@op("ops.image.extract_patches", role="conv")
def extract_patches(
    vm: Interpreter,
    images: Value = None,
    size: Value = None,
    strides: Value = None,
    dilation_rate: Value = 1,
    padding: Value = "valid",
    data_format: Value = None,
    **kwargs: Value,
) -> Outcome:
    return patches(
        tensor(kwargs.get("image", images)),
        size,
        size if strides is None else strides,
        dilation_rate,
        padding,
        data_format,
    )


def patches(x: Tensor, size: Value, strides: Value, rates: Value, padding: Value, data_format: Value) -> Outcome:
    """The pixels of each window as channels: a convolution whose kernel picks them."""
    kernel = spatial(size, 2)
    place = layout(data_format, 2)
    demand(x, [tuple(symbol(letter) for letter in LETTERS[4])], forced=True)
    if x.rank == 3:
        x = ops.unsqueeze(x, 0).tensor
    channels = x.shape[place.channel] if x.shape is not None and len(x.shape) == 4 else fresh("?", least=1)
    found = ops.conv(
        x, layout=place, kernel=kernel, stride=spatial(strides, 2), padding=padding_of(padding), dilation=spatial(rates, 2), groups=1,
        out_channels=channels * kernel[0] * kernel[1],
    )  # fmt: skip
    return Outcome(found.tensor)


@op("tf.image.rgb_to_grayscale ops.image.rgb_to_grayscale", role="elementwise")
def grayscale(vm: Interpreter, images: Value, data_format: Value = None, **kwargs: Value) -> Tensor:
    x = tensor(images)
    axis = 1 if word(data_format, "") == "channels_first" else -1
    if x.shape is None:
        return x
    at = axis % len(x.shape)
    return Tensor(tuple(1 if n == at else size for n, size in enumerate(x.shape)), x.dtype, x.field, x.sources)


@op("tf.image.grayscale_to_rgb", role="elementwise")
def colour(vm: Interpreter, images: Value, name: Value = None) -> Tensor:
    x = tensor(images)
    return x if x.shape is None else Tensor((*x.shape[:-1], 3), x.dtype, x.field, x.sources)


@op("tf.image.per_image_standardization tf.image.random_brightness tf.image.random_contrast tf.image.random_hue tf.image.random_saturation "
    "tf.image.convert_image_dtype tf.image.adjust_brightness tf.image.adjust_contrast backend.in_train_phase", role="elementwise")  # fmt: skip
def same_image(vm: Interpreter, image: Value, *args: Value, **kwargs: Value) -> Tensor:
    return tensor(image)


@op("tf.image.central_crop", role="index")
def central_crop(vm: Interpreter, image: Value, central_fraction: Value) -> Tensor:
    x = tensor(image)
    if x.shape is None or len(x.shape) < 3:
        raise NotKnown("an image of unknown rank")
    return Tensor((*x.shape[:-3], fresh("?", least=1), fresh("?", least=1), x.shape[-1]), x.dtype, None, x.sources)
