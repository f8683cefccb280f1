"""torchvision.transforms, the first and the second version: what each makes of the sizes of a picture or of a tensor of pictures."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Final, TypeAlias

from cnnlint.frameworks.common.convert import size as as_size
from cnnlint.frameworks.common.tensors import TensorValue
from cnnlint.frameworks.images.picture import Picture, Sizes, picture, shorter_side, side
from cnnlint.frameworks.torch.backbones.torchvision import LIBRARY
from cnnlint.frameworks.torch.tensor import TENSOR, make
from cnnlint.frameworks.torch.types import element_type
from cnnlint.graph import Tensor
from cnnlint.interpreter.attributes import store
from cnnlint.interpreter.join import join
from cnnlint.interpreter.operators import plain
from cnnlint.interpreter.outcome import NotKnown
from cnnlint.interpreter.values import Instance, Native, Rest, Unknown, Value
from cnnlint.symbolic import Size

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter

Options: TypeAlias = Mapping[str, Value]
Change: TypeAlias = Callable[[Options, Sizes], Sizes]

BASE = LIBRARY.new_class("torchvision.transforms.v2.Transform")
HOMES: Final = ("torchvision.transforms", "torchvision.transforms.v2", "torchvision.transforms.transforms")


def new_transform(name: str, parameters: str, apply: Callable[[Interpreter, Options, Value], Value]) -> None:
    """A transform: `parameters` are those of its constructor in order, `apply(vm, options, picture)` what it does."""
    cls = LIBRARY.new_class(f"torchvision.transforms.{name}", BASE)
    for home in HOMES:
        LIBRARY.add(f"{home}.{name}", cls)
    words = parameters.split()

    @LIBRARY.method(cls, "__init__")
    def init(vm: Interpreter, self: Instance, *args: Value, **options: Value) -> Value:
        store(vm, self, "_options", {**dict(zip(words, args, strict=False)), **options})
        return None

    @LIBRARY.method(cls, "__call__", "forward")
    def call(vm: Interpreter, self: Instance, *values: Value) -> Value:
        options = self.attrs.get("_options", {})
        results = tuple(apply(vm, options, value) for value in values)
        return results[0] if len(results) == 1 else results


def sized(value: Value) -> Sizes:
    """Channels, height and width of a picture, or of a tensor of them; NotKnown for anything else."""
    if isinstance(value, Picture):
        return value.sizes
    shape = value.tensor.shape if isinstance(value, TensorValue) and value.cls is TENSOR else None
    if shape is None or len(shape) < 3:
        raise NotKnown(value.reason if isinstance(value, Unknown) else "a picture that is not known")
    return shape[-3], shape[-2], shape[-1]


def with_sizes(value: Value, sizes: Sizes) -> Value:
    """The same picture, or tensor of pictures, in other sizes."""
    if isinstance(value, Picture):
        return picture(*sizes, value.sources)
    shape = value.tensor.shape[:-3]
    return make(replace(value.tensor, shape=(*shape, *sizes), field=None))


def declare(names: str, parameters: str, change: Change) -> None:
    """Transforms that change sizes alike."""
    for name in names.split():
        new_transform(name, parameters, lambda vm, options, value: with_sizes(value, change(options, sized(value))))


def pair(value: Value) -> tuple[Size, Size]:
    """Height and width of one number or two."""
    given = plain(value)
    if isinstance(given, (list, tuple)):
        if len(given) not in (1, 2) or any(isinstance(one, Rest) for one in given):
            return side(), side()
        return as_size(given[0], 1), as_size(given[-1], 1)
    if isinstance(given, Unknown):  # one number, or two
        return side(), side()
    size = as_size(given, 1)
    return size, size


def resized(options: Options, sizes: Sizes) -> Sizes:
    """`Resize`: two numbers are height and width, one is the shorter side."""
    channels, height, width = sizes
    given = plain(options.get("size"))
    several = isinstance(given, (list, tuple)) and len(given) == 2
    if options.get("max_size") is not None or given is None or isinstance(given, Unknown):
        return channels, side(), side()
    if several:
        return channels, *pair(given)
    return channels, *shorter_side(height, width, pair(given)[0])


def cropped(options: Options, sizes: Sizes) -> Sizes:
    """A window of this size, whatever the picture's."""
    return sizes[0], *pair(options.get("size"))


def padded(options: Options, sizes: Sizes) -> Sizes:
    """`Pad`: one number, (left and right, top and bottom), or all four sides."""
    channels, height, width = sizes
    given = plain(options.get("padding"))
    amounts = [as_size(one) for one in given] if isinstance(given, (list, tuple)) else [as_size(given)]
    left, top, right, bottom = (
        {1: amounts * 4, 2: amounts * 2}.get(len(amounts), amounts) if len(amounts) in (1, 2, 4) else [side()] * 4
    )
    return channels, height + top + bottom, width + left + right


def recoloured(options: Options, sizes: Sizes) -> Sizes:
    """`Grayscale`."""
    return as_size(options.get("num_output_channels", 1), 1), *sizes[1:]


def unsized(options: Options, sizes: Sizes) -> Sizes:
    """A size that is left to chance."""
    return sizes[0], side(), side()


def rotated(options: Options, sizes: Sizes) -> Sizes:
    """`RandomRotation`, which may make room for the corners."""
    return sizes if plain(options.get("expand", False)) is False else unsized(options, sizes)


declare("Resize", "size interpolation max_size antialias", resized)
declare("Scale", "size interpolation", resized)
declare("CenterCrop RandomCrop RandomResizedCrop RandomSizedCrop", "size", cropped)
declare("Pad", "padding fill padding_mode", padded)
declare("Grayscale", "num_output_channels", recoloured)
declare("RGB", "", lambda options, sizes: (3, *sizes[1:]))
declare("RandomRotation", "degrees interpolation expand center fill", rotated)
declare("RandomResize RandomShortestSize ScaleJitter RandomIoUCrop RandomZoomOut", "", unsized)
declare(
    "RandomHorizontalFlip RandomVerticalFlip ColorJitter RandomAffine RandomPerspective RandomErasing RandomGrayscale GaussianBlur GaussianNoise "
    "RandomInvert RandomPosterize RandomSolarize RandomAdjustSharpness RandomAutocontrast RandomEqualize AutoAugment RandAugment "
    "TrivialAugmentWide AugMix ElasticTransform JPEG RandomChannelPermutation RandomPhotometricDistort LinearTransformation",
    "",
    lambda options, sizes: sizes,
)


# --- between pictures, arrays and tensors -----------------------------------------------------------------------------


def as_tensor(vm: Interpreter, options: Options, value: Value, *, scaled: bool = True) -> Value:
    """Channels first; an array has them last, or has none. `scaled`: bytes become numbers of 0 to 1 (`ToTensor`)."""
    if isinstance(value, Picture):
        known = isinstance(value.sizes[0], int)
        return make(Tensor(value.sizes, scaled_type("uint8", scaled) if known else None, None, value.sources))
    if not isinstance(value, TensorValue):
        raise NotKnown(value.reason if isinstance(value, Unknown) else "a picture that is not known")
    if value.cls is TENSOR:
        return value
    shape = value.tensor.shape
    if shape is None or len(shape) not in (2, 3):
        raise NotKnown("a picture of a shape that is not known")
    sizes = (1, *shape) if len(shape) == 2 else (shape[2], *shape[:2])
    return make(Tensor(sizes, scaled_type(value.tensor.dtype, scaled), None, value.tensor.sources))


def scaled_type(dtype: str | None, scaled: bool) -> str | None:
    """The element type of a picture as a tensor."""
    return "float32" if scaled and dtype == "uint8" else dtype


def as_picture(vm: Interpreter, options: Options, value: Value) -> Value:
    """`ToPILImage`: of a tensor with its channels first, of an array with its channels last."""
    if isinstance(value, TensorValue) and value.cls is not TENSOR:
        value = as_tensor(vm, options, value)
    shape = value.tensor.shape if isinstance(value, TensorValue) else None
    if shape is not None and len(shape) == 2:
        return picture(1, *shape, value.tensor.sources)
    sources = value.tensor.sources if isinstance(value, TensorValue) else ()
    return picture(*sized(value), sources)


new_transform("ToTensor", "", as_tensor)
for _name in ("PILToTensor", "ToImage", "ToImageTensor", "ToPureTensor"):
    new_transform(_name, "", lambda vm, options, value: as_tensor(vm, options, value, scaled=False))
new_transform("ToPILImage", "mode", as_picture)


def same(vm: Interpreter, options: Options, value: Value) -> Value:
    """What changes neither size nor element type."""
    return value


def retyped(vm: Interpreter, options: Options, value: Value) -> Value:
    """Another element type."""
    if not isinstance(value, TensorValue):
        return value
    wanted = options.get("dtype")
    known = wanted is not None and not isinstance(wanted, (Unknown, dict))
    return make(replace(value.tensor, dtype=element_type(wanted, None) if known else None))


for _name in ("Normalize", "Identity", "SanitizeBoundingBoxes", "ConvertBoundingBoxFormat", "ClampBoundingBoxes"):
    new_transform(_name, "", same)
for _name in ("ConvertImageDtype", "ConvertDtype", "ToDtype"):
    new_transform(_name, "dtype scale", retyped)


def several(count: int) -> Callable[[Interpreter, Options, Value], Value]:
    """Windows cut out of one picture."""

    def cut(vm: Interpreter, options: Options, value: Value) -> Value:
        return tuple(with_sizes(value, cropped(options, sized(value))) for _ in range(count))

    return cut


new_transform("FiveCrop", "size", several(5))
new_transform("TenCrop", "size vertical_flip", several(10))


# --- made of others ---------------------------------------------------------------------------------------------------


def in_turn(vm: Interpreter, options: Options, value: Value) -> Value:
    """`Compose`: one after the other."""
    for part in vm.elements(options.get("transforms", ())):
        value = part.why if isinstance(part, Rest) else vm.call(part, (value,))
    return value


def perhaps(vm: Interpreter, options: Options, value: Value) -> Value:
    """`RandomApply`: all of them, or none."""
    return join(value, in_turn(vm, options, value), vm.unknown("a transform that is left to chance"))


def one_of(vm: Interpreter, options: Options, value: Value) -> Value:
    """`RandomChoice`: what all of them give alike."""
    results = [
        vm.call(part, (value,)) for part in vm.elements(options.get("transforms", ())) if not isinstance(part, Rest)
    ]
    why = vm.unknown("a transform that is left to chance")
    found = results[0] if results else value
    for result in results[1:]:
        found = join(found, result, why)
    return found


new_transform("Compose", "transforms", in_turn)
new_transform("RandomApply", "transforms p", perhaps)
new_transform("RandomOrder", "transforms", in_turn)
new_transform("RandomChoice", "transforms p", one_of)
new_transform("Lambda", "lambd", lambda vm, options, value: vm.call(options.get("lambd"), (value,)))
for _home in HOMES:
    for _name in ("NEAREST", "NEAREST_EXACT", "BILINEAR", "BICUBIC", "BOX", "HAMMING", "LANCZOS"):
        LIBRARY.add(f"{_home}.InterpolationMode.{_name}", _name.lower())


# --- functions --------------------------------------------------------------------------------------------------------


def function(names: str, parameters: str, apply: Callable[[Interpreter, Options, Value], Value]) -> None:
    """Functions of a picture and further arguments."""
    words = parameters.split()

    def run(vm: Interpreter, img: Value, *args: Value, **options: Value) -> Value:
        return apply(vm, {**dict(zip(words, args, strict=False)), **options}, img)

    for name in names.split():
        native = Native(f"torchvision.transforms.functional.{name}", run)
        for home in ("torchvision.transforms.functional", "torchvision.transforms.v2.functional"):
            LIBRARY.add(f"{home}.{name}", native)


def changing(change: Change) -> Callable[[Interpreter, Options, Value], Value]:
    """What changes sizes, as a function on pictures."""
    return lambda vm, options, value: with_sizes(value, change(options, sized(value)))


function("resize", "size interpolation", changing(resized))
function(
    "center_crop five_crop",
    "output_size",
    changing(lambda options, sizes: (sizes[0], *pair(options.get("output_size")))),
)
function(
    "crop", "top left height width",
    changing(lambda options, sizes: (sizes[0], as_size(options.get("height"), 1), as_size(options.get("width"), 1))),
)  # fmt: skip
function("resized_crop", "top left height width size", changing(cropped))
function("pad", "padding fill", changing(padded))
function("to_grayscale rgb_to_grayscale", "num_output_channels", changing(recoloured))
function("to_tensor", "", as_tensor)
function("pil_to_tensor to_image", "", lambda vm, options, value: as_tensor(vm, options, value, scaled=False))
function("to_pil_image", "mode", as_picture)
function("rotate", "angle interpolation expand", changing(rotated))
function(
    "normalize hflip vflip horizontal_flip vertical_flip adjust_brightness adjust_contrast adjust_saturation adjust_hue adjust_gamma adjust_sharpness "
    "gaussian_blur affine invert posterize solarize autocontrast equalize erase perspective",
    "",
    same,
)
function("convert_image_dtype to_dtype", "dtype scale", retyped)
