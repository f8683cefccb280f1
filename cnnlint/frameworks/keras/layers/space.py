"""Space made larger or smaller without weights: padding, cropping, upsampling, resizing, augmentation."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from cnnlint import ops
from cnnlint.frameworks.common.convert import sizes, tensor, word
from cnnlint.frameworks.common.inputs import demand
from cnnlint.frameworks.keras.interpolation import interpolation
from cnnlint.frameworks.keras.layers.conv import image, layout_of, read, standard
from cnnlint.frameworks.keras.layers.define import (
    channel_axis,
    checked_format,
    fixed,
    layer,
    refuse,
    same,
    taking,
    width,
)
from cnnlint.graph import Tensor
from cnnlint.interpreter.operators import plain
from cnnlint.interpreter.outcome import NotKnown
from cnnlint.interpreter.values import Instance, Value
from cnnlint.ops.layout import Layout
from cnnlint.ops.outcome import Outcome, Refused
from cnnlint.symbolic import Size, fresh, less

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter

Pair = tuple[Size, Size]


def pairs(vm: Interpreter, self: Instance, name: str, count: int) -> None:
    """`padding` or `cropping` as (before, after) for each spatial axis."""
    given = plain(self.attrs[name])
    items = list(given) if isinstance(given, (list, tuple)) else [given] * count
    if count == 1:
        items = [tuple(items) if isinstance(given, (list, tuple)) else given]
    if len(items) != count or any(isinstance(item, str) for item in items):
        refuse(vm, name, given, f"`{name}` should have {count} elements, and is {given}")
        self.attrs[name] = tuple((fresh(), fresh()) for _ in range(count))
        return
    found = tuple(both_ends(item) for item in items)
    if any(isinstance(size, int) and size < 0 for pair in found for size in pair):
        refuse(vm, name, given, f"`{name}` should not be negative, and is {given}")
        found = tuple((fresh(), fresh()) for _ in range(count))
    self.attrs[name] = found


def both_ends(value: Value) -> Pair:
    """(before, after) of one axis."""
    try:
        before, after = sizes(value, 2)
    except NotKnown:
        return fresh(), fresh()
    return before, after


def run_pad(vm: Interpreter, self: Instance, inputs: Value) -> Outcome:
    pads: tuple[Pair, ...] = self.attrs["padding"]
    layout = layout_of(self, len(pads))
    x = read(self, inputs, len(pads))
    shape = layout.expect(x)
    if shape is None:
        return Outcome(Tensor(layout.unknown_shape(), x.dtype, None, x.sources))
    _, spatial, _ = layout.axes(len(shape))
    every: list[Pair] = [(0, 0)] * len(shape)
    for axis, pair in zip(spatial, pads, strict=True):
        every[axis] = pair
    return ops.pad(x, every, spatial=spatial)


def run_crop(vm: Interpreter, self: Instance, inputs: Value) -> Outcome:
    amounts: tuple[Pair, ...] = self.attrs["cropping"]
    layout = layout_of(self, len(amounts))
    x = read(self, inputs, len(amounts))
    found = ops.crop(x, layout=layout, amounts=amounts)
    if found.tensor.shape is not None and x.shape is not None:
        gone = [axis for axis in layout.axes(len(x.shape))[1] if less(found.tensor.shape[axis], 1) is True]
        if gone:
            left = found.tensor.with_shape(
                tuple(fresh() if n in gone else size for n, size in enumerate(found.tensor.shape))
            )
            words = f"cropping leaves nothing of the {x.shape[gone[0]]} on axis {gone[0]}"
            raise Refused("vanished-size", words, left, axis=gone[0], actual=x.shape[gone[0]])
    return found


def pad_ends(self: Instance, inputs: Sequence[Tensor]) -> dict[str, object]:
    """What rules may ask of a padding."""
    pads: tuple[Pair, ...] = self.attrs["padding"]
    ends = {"padding": tuple(pair[0] for pair in pads), "padding_after": tuple(pair[1] for pair in pads)}
    return {"role": "pad", "mode": "constant", **ends}


def run_up(vm: Interpreter, self: Instance, inputs: Value) -> Outcome:
    factors = self.attrs["size"]
    layout = layout_of(self, len(factors))
    x = read(self, inputs, len(factors))
    mode = word(self.attrs.get("interpolation"), "nearest").lower()
    shape = layout.expect(x)
    if shape is None:
        return Outcome(Tensor(layout.unknown_shape(), x.dtype, None, x.sources))
    if all(isinstance(factor, int) for factor in factors):
        return ops.resize(x, layout=layout, scale=factors, mode=mode)
    _, spatial, _ = layout.axes(len(shape))
    return ops.resize(
        x, layout=layout, size=[shape[axis] * factor for axis, factor in zip(spatial, factors, strict=True)], mode=mode
    )


def describe_up(self: Instance, inputs: Sequence[Tensor]) -> dict[str, object]:
    """What rules may ask of an upsampling."""
    factors = self.attrs["size"]
    known = {"scale": factors} if all(isinstance(factor, int) for factor in factors) else {}
    return {"role": "resize", "mode": word(self.attrs.get("interpolation"), "nearest").lower(), **known}


def declare(n: int) -> None:
    """The layers of one number of spatial axes."""

    @layer(f"ZeroPadding{n}D", run=run_pad, attributes=pad_ends)
    def zero_padding(
        vm: Interpreter, self: Instance, padding: Value = 1, data_format: Value = None, **kwargs: Value
    ) -> None:
        checked_format(vm, self)
        pairs(vm, self, "padding", n)

    if n == 1:

        @layer("Cropping1D", run=run_crop, attributes=fixed("pad"))
        def cropping_1d(vm: Interpreter, self: Instance, cropping: Value = (1, 1), **kwargs: Value) -> None:
            self.attrs["data_format"] = "channels_last"
            pairs(vm, self, "cropping", 1)

        @layer("UpSampling1D", run=run_up, attributes=describe_up)
        def upsampling_1d(vm: Interpreter, self: Instance, size: Value = 2, **kwargs: Value) -> None:
            self.attrs["data_format"] = "channels_last"
            standard(vm, self, "size", 1)

    else:

        @layer(f"Cropping{n}D", run=run_crop, attributes=fixed("pad"))
        def cropping(
            vm: Interpreter,
            self: Instance,
            cropping: Value = 0 if n == 2 else 1,
            data_format: Value = None,
            **kwargs: Value,
        ) -> None:
            checked_format(vm, self)
            pairs(vm, self, "cropping", n)

    if n == 2:

        @layer("UpSampling2D", run=run_up, attributes=describe_up)
        def upsampling_2d(
            vm: Interpreter,
            self: Instance,
            size: Value = 2,
            data_format: Value = None,
            interpolation: Value = "nearest",
            **kwargs: Value,
        ) -> None:
            checked_format(vm, self)
            standard(vm, self, "size", 2)

    if n == 3:

        @layer("UpSampling3D", run=run_up, attributes=describe_up)
        def upsampling_3d(
            vm: Interpreter, self: Instance, size: Value = 2, data_format: Value = None, **kwargs: Value
        ) -> None:
            checked_format(vm, self)
            standard(vm, self, "size", 3)


for _n in (1, 2, 3):
    declare(_n)


# --- images as data ---------------------------------------------------------------------------------------------------


def image_layout(self: Instance) -> Layout:
    """Images with or without a batch axis."""
    return Layout(-3, (-2, -1), (3, 4)) if channel_axis(self) == 1 else Layout(-1, (-3, -2), (3, 4))


def run_resizing(vm: Interpreter, self: Instance, inputs: Value) -> Outcome:
    if self.attrs["pad_to_aspect_ratio"] is True and self.attrs["crop_to_aspect_ratio"] is True:
        words = "only one of `pad_to_aspect_ratio` and `crop_to_aspect_ratio` can be True"
        raise Refused("invalid-argument", words, None, argument="pad_to_aspect_ratio", value="True")
    x = tensor(inputs)
    demand(x, [image(self, 2)], forced=True)
    output = (width(self, "height"), width(self, "width"))
    mode = interpolation(self.attrs.get("interpolation"))
    return ops.resize(
        x, layout=image_layout(self), size=output, mode=mode, antialias=self.attrs.get("antialias") is True
    )


def run_center_crop(vm: Interpreter, self: Instance, inputs: Value, training: Value = None) -> Outcome:
    """The middle, or where the image is smaller a resized one."""
    x = tensor(inputs)
    demand(x, [image(self, 2)], forced=True)
    layout, output = image_layout(self), (width(self, "height"), width(self, "width"))
    shape = layout.expect(x)
    if shape is not None:
        _, spatial, _ = layout.axes(len(shape))
        if all(less(shape[axis], size) is False for axis, size in zip(spatial, output, strict=True)):
            return ops.center_crop(x, layout=layout, output=output)
    return ops.resize(x, layout=layout, size=output, mode="bilinear")


def describe_resizing(self: Instance, inputs: Sequence[Tensor]) -> dict[str, object]:
    """What rules may ask of a resizing."""
    return {
        "role": "resize",
        "mode": word(self.attrs.get("interpolation"), "bilinear"),
        "output_size": (width(self, "height"), width(self, "width")),
    }


@layer("Resizing", run=run_resizing, attributes=describe_resizing)
def resizing(
    vm: Interpreter, self: Instance, height: Value, width: Value, interpolation: Value = "bilinear", crop_to_aspect_ratio: Value = False,
    pad_to_aspect_ratio: Value = False, fill_mode: Value = "constant", fill_value: Value = 0.0, antialias: Value = False,
    data_format: Value = None, **kwargs: Value,
) -> None:  # fmt: skip
    checked_format(vm, self)


@layer("CenterCrop", run=run_center_crop, attributes=fixed("pad"))
def center_crop(
    vm: Interpreter, self: Instance, height: Value, width: Value, data_format: Value = None, **kwargs: Value
) -> None:
    checked_format(vm, self)


@layer("RandomCrop", run=run_center_crop, attributes=fixed("pad"))
def random_crop(
    vm: Interpreter,
    self: Instance,
    height: Value,
    width: Value,
    seed: Value = None,
    data_format: Value = None,
    **kwargs: Value,
) -> None:
    checked_format(vm, self)


@layer("Rescaling", run=same, attributes=fixed("elementwise"))
def rescaling(vm: Interpreter, self: Instance, scale: Value, offset: Value = 0.0, **kwargs: Value) -> None: ...


# At inference they hand the image on; what they do in training changes no shape. The arguments in order, those with a default marked by "=".
WARPED = "fill_mode= interpolation= seed= fill_value= data_format="
COLOURED = "value_range= data_format= seed="
AUGMENTATIONS = {
    "RandomFlip": "mode= seed= data_format=",
    "RandomRotation": f"factor {WARPED}",
    "RandomZoom": f"height_factor width_factor= {WARPED}",
    "RandomTranslation": f"height_factor width_factor {WARPED}",
    "RandomShear": "x_factor= y_factor= interpolation= fill_mode= fill_value= data_format= seed=",
    "RandomPerspective": "factor= scale= interpolation= fill_value= seed= data_format=",
    "RandomElasticTransform": "factor= scale= interpolation= fill_mode= fill_value= value_range= seed= data_format=",
    "RandomContrast": "factor value_range= seed=",
    "RandomBrightness": "factor value_range= seed=",
    "RandomHue": f"factor {COLOURED}",
    "RandomSaturation": f"factor {COLOURED}",
    "RandomSharpness": f"factor {COLOURED}",
    "RandomColorDegeneration": f"factor {COLOURED}",
    "RandomPosterization": f"factor {COLOURED}",
    "RandomColorJitter": "value_range= brightness_factor= contrast_factor= saturation_factor= hue_factor= seed= data_format=",
    "RandomGrayscale": "factor= data_format= seed=",
    "RandomInvert": "factor= value_range= seed= data_format=",
    "RandomErasing": "factor= scale= fill_value= value_range= seed= data_format=",
    "RandomGaussianBlur": "factor= kernel_size= sigma= value_range= data_format= seed=",
    "RandAugment": "value_range= num_ops= factor= interpolation= seed= data_format=",
    "AugMix": "value_range= num_chains= chain_depth= factor= alpha= all_ops= interpolation= seed= data_format=",
    "AutoContrast": "value_range=",
    "Equalization": "value_range= bins= data_format=",
    "ContrastLimitedAdaptiveHistogramEqualization": "value_range= clip_limit= tile_grid_size= data_format=",
    "Solarization": "addition_factor= threshold_factor= value_range= seed=",
    "CutMix": "factor= seed= data_format=",
    "MixUp": "alpha= data_format= seed=",
    "RandomHeight": "factor interpolation= seed=",  # of Keras 2, as the next
    "RandomWidth": "factor interpolation= seed=",
}


def run_augmentation(vm: Interpreter, self: Instance, inputs: Value, **options: Value) -> Any:
    return tensor(inputs)


for _name, _arguments in AUGMENTATIONS.items():
    layer(_name, run=run_augmentation, attributes=fixed("identity"))(taking(_arguments))
