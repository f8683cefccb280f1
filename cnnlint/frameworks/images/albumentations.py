"""Albumentations: changes of pictures that are named arguments, arrays of rows, columns and channels."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from cnnlint.frameworks.common.convert import size as as_size
from cnnlint.frameworks.common.tensors import TensorValue
from cnnlint.frameworks.images.picture import side
from cnnlint.graph import Shape
from cnnlint.interpreter.attributes import store
from cnnlint.interpreter.join import join
from cnnlint.interpreter.native import Library
from cnnlint.interpreter.operators import plain
from cnnlint.interpreter.values import Instance, Rest, Value
from cnnlint.symbolic import Size, equal

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter

LIBRARY = Library("albumentations")
BASE = LIBRARY.new_class("albumentations.BasicTransform")
PICTURES: Final = ("image", "mask")
Change = Callable[[dict[str, Value], Shape], Shape | None]


@LIBRARY.method(BASE, "__init__")
def init(vm: Interpreter, self: Instance, *args: Value, **options: Value) -> Value:
    store(vm, self, "_given", args)
    store(vm, self, "_options", options)
    return None


def given(self: Instance, *names: str) -> dict[str, Value]:
    """Arguments by name."""
    return {**dict(zip(names, self.attrs.get("_given", ()), strict=False)), **self.attrs.get("_options", {})}


def declare(names: str, parameters: str, change: Change) -> None:
    """Classes that change the size of pictures alike; `parameters` are the first of their constructors."""
    for name in names.split():
        cls = LIBRARY.new_class(f"albumentations.{name}", BASE)

        @LIBRARY.method(cls, "__call__")
        def run(vm: Interpreter, self: Instance, *args: Value, **data: Value) -> Value:
            options = given(self, *parameters.split())
            return {key: changed(one, options, change) if key in PICTURES else one for key, one in data.items()}


def changed(value: Value, options: dict[str, Value], change: Change) -> Value:
    """A picture with its rows and columns changed."""
    if not isinstance(value, TensorValue) or value.tensor.shape is None or len(value.tensor.shape) not in (2, 3):
        return value
    shape = change(options, value.tensor.shape)
    return TensorValue(value.cls, replace(value.tensor, shape=shape, field=None))


def fixed(options: dict[str, Value], shape: Shape) -> Shape:
    """To the height and width that are asked for, as two numbers or (since version 1.4) one pair."""
    pair = plain(options.get("size", options.get("height")))
    if isinstance(pair, (list, tuple)) and len(pair) == 2:
        height, width = (as_size(one, 1) for one in pair)
    else:
        height, width = (as_size(options.get(name), 1) for name in ("height", "width"))
    return (height, width, *shape[2:])


def not_known(options: dict[str, Value], shape: Shape) -> Shape:
    """To sizes that are not known."""
    return (side(), side(), *shape[2:])


def turned(options: dict[str, Value], shape: Shape) -> Shape:
    """Perhaps on another side."""
    return shape if equal(shape[0], shape[1]) is True else not_known(options, shape)


def padded(options: dict[str, Value], shape: Shape) -> Shape:
    """To at least these sizes."""
    wanted = (as_size(options.get("min_height", 1024), 1), as_size(options.get("min_width", 1024), 1))
    found: list[Size] = []
    for least, size in zip(wanted, shape, strict=False):
        known = isinstance(least, int) and isinstance(size, int)
        found.append(max(least, size) if known else side())  # type: ignore[type-var]
    return (*found, *shape[2:])


declare(
    "Resize RandomCrop CenterCrop RandomResizedCrop RandomSizedCrop CropNonEmptyMaskIfExists", "height width", fixed
)
declare(
    "LongestMaxSize SmallestMaxSize RandomScale Crop CropAndPad RandomCropNearBBox RandomSizedBBoxSafeCrop",
    "",
    not_known,
)
declare("PadIfNeeded", "min_height min_width", padded)
declare("RandomRotate90 Transpose D4", "", turned)
declare(
    "HorizontalFlip VerticalFlip Flip Rotate SafeRotate ShiftScaleRotate Affine Perspective ElasticTransform GridDistortion OpticalDistortion "
    "ColorJitter RandomBrightnessContrast RandomBrightness RandomContrast HueSaturationValue RGBShift "
    "RandomGamma CLAHE Blur MotionBlur MedianBlur GaussianBlur GaussNoise ISONoise CoarseDropout Cutout GridDropout ChannelShuffle "
    "ChannelDropout InvertImg ImageCompression JpegCompression Downscale RandomFog RandomRain RandomSnow RandomShadow RandomSunFlare "
    "Solarize Posterize Equalize Sharpen Emboss ToGray ToSepia FancyPCA MultiplicativeNoise NoOp PixelDropout",
    "",
    lambda options, shape: shape,
)


for _name in ("Normalize", "ToFloat", "FromFloat"):
    _cls = LIBRARY.new_class(f"albumentations.{_name}", BASE)
    _cls.namespace["_kind"] = "float32" if _name != "FromFloat" else None

    @LIBRARY.method(_cls, "__call__")
    def retyped(vm: Interpreter, self: Instance, *args: Value, **data: Value) -> Value:
        """The picture in another element type; masks stay what they are."""
        image = data.get("image")
        if not isinstance(image, TensorValue):
            return dict(data)
        changed_type = replace(image.tensor, dtype=self.cls.lookup("_kind"))
        return {**data, "image": TensorValue(image.cls, changed_type)}


def to_tensor(options: dict[str, Value], shape: Shape) -> Shape:
    """Channels first; a grey picture gets an axis for its only one."""
    return (shape[2], *shape[:2]) if len(shape) == 3 else (1, *shape)


for _name in ("ToTensorV2", "ToTensor"):
    _cls = LIBRARY.new_class(f"albumentations.pytorch.{_name}", BASE)
    LIBRARY.add(f"albumentations.pytorch.transforms.{_name}", _cls)

    @LIBRARY.method(_cls, "__call__")
    def as_tensors(vm: Interpreter, self: Instance, *args: Value, **data: Value) -> Value:
        """Pictures with their channels first; a mask keeps its axes."""
        from cnnlint.frameworks.torch.tensor import make  # only programs that use PyTorch call this

        found = dict(data)
        for name in PICTURES:
            value = found.get(name)
            if isinstance(value, TensorValue):
                moved = changed(value, {}, to_tensor).tensor if name == "image" else value.tensor
                found[name] = make(moved)
        return found


COMPOSE = LIBRARY.new_class("albumentations.Compose", BASE)
LIBRARY.add("albumentations.Sequential", COMPOSE)
ONE_OF = LIBRARY.new_class("albumentations.OneOf", BASE)
for _name in ("SomeOf", "OneOrOther"):
    LIBRARY.add(f"albumentations.{_name}", ONE_OF)


def parts(vm: Interpreter, self: Instance) -> Sequence[Value]:
    """The changes that one is made of."""
    return vm.elements(given(self, "transforms").get("transforms", ()))


@LIBRARY.method(COMPOSE, "__call__")
def in_turn(vm: Interpreter, self: Instance, *args: Value, **data: Value) -> Value:
    result: Any = dict(data)
    for part in parts(vm, self):
        if not isinstance(result, dict):
            return result
        result = part.why if isinstance(part, Rest) else vm.call(part, (), result)
    return result


@LIBRARY.method(ONE_OF, "__call__")
def one_of(vm: Interpreter, self: Instance, *args: Value, **data: Value) -> Value:
    """Whatever all of them give alike, and what they are given, for they may be left out."""
    result: Any = dict(data)
    why = vm.unknown("a change that is left to chance")
    for part in parts(vm, self):
        other = part.why if isinstance(part, Rest) else vm.call(part, (), dict(data))
        if not isinstance(other, dict):
            return other
        result = {name: join(value, other.get(name), why) for name, value in result.items()}
    return result
