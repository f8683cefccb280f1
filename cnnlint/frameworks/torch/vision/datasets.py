"""torchvision.datasets: the size of the pictures in each, how many there are, and what a transform makes of them.

Sizes and counts are those of the documentation and of the papers that the data sets were published with.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from cnnlint.frameworks.common.convert import size as as_size
from cnnlint.frameworks.images.picture import picture, side
from cnnlint.frameworks.torch.backbones.torchvision import LIBRARY
from cnnlint.frameworks.torch.data import DATASET, note_label
from cnnlint.frameworks.torch.tensor import make
from cnnlint.graph import Input, Labels, Tensor
from cnnlint.interpreter.attributes import store
from cnnlint.interpreter.operators import plain
from cnnlint.interpreter.values import ClassValue, Instance, Value
from cnnlint.symbolic import Size, fresh

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter

VISION = LIBRARY.new_class("torchvision.datasets.VisionDataset", DATASET)


@dataclass(frozen=True, slots=True)
class Set:
    """Channels, height and width of the pictures (None: they differ, or nobody knows), and the parameters of the constructor in order.

    `counts` are how many there are by the value of the parameter that chooses the part, `classes` how many numbers a target may be, from 0.
    """

    parameters: str
    channels: int | None = 3
    height: int | None = None
    width: int | None = None
    counts: tuple[tuple[object, int], ...] = ()
    classes: int | None = None


TRAIN: Final = "root train transform target_transform download"
SPLIT: Final = "root split transform target_transform download"
PLAIN: Final = "root transform target_transform download"


def halves(train: object, test: object, many: int, few: int) -> tuple[tuple[object, int], ...]:
    """How many pictures the training and the test part have."""
    return ((train, many), (test, few))


SETS: Final[dict[str, Set]] = {
    "MNIST": Set(TRAIN, 1, 28, 28, halves(True, False, 60000, 10000), classes=10),
    "FashionMNIST": Set(TRAIN, 1, 28, 28, halves(True, False, 60000, 10000), classes=10),
    "KMNIST": Set(TRAIN, 1, 28, 28, halves(True, False, 60000, 10000), classes=10),
    "EMNIST": Set("root split", 1, 28, 28),
    "QMNIST": Set("root what compat train", 1, 28, 28, classes=10),
    "USPS": Set(TRAIN, 1, 16, 16, halves(True, False, 7291, 2007), classes=10),
    "CIFAR10": Set(TRAIN, 3, 32, 32, halves(True, False, 50000, 10000), classes=10),
    "CIFAR100": Set(TRAIN, 3, 32, 32, halves(True, False, 50000, 10000), classes=100),
    "SVHN": Set(SPLIT, 3, 32, 32, halves("train", "test", 73257, 26032), classes=10),
    "STL10": Set(
        "root split folds transform target_transform download", 3, 96, 96, halves("train", "test", 5000, 8000)
    ),
    "SEMEION": Set(PLAIN, 1, 16, 16, classes=10),
    "Omniglot": Set("root background transform target_transform download", 1, 105, 105),
    "CelebA": Set("root split target_type transform target_transform download", 3, 218, 178),
    "EuroSAT": Set(PLAIN, 3, 64, 64, classes=10),
    "PCAM": Set(SPLIT, 3, 96, 96, classes=2),
    "FER2013": Set("root split transform target_transform", 1, 48, 48, classes=7),
    "LFWPeople": Set("root split image_set transform target_transform download", 3, 250, 250),
    "ImageFolder": Set("root transform target_transform loader is_valid_file"),
    "DatasetFolder": Set("root loader extensions transform target_transform is_valid_file", None),
    "ImageNet": Set("root split", classes=1000),
    "Imagenette": Set("root split size download transform target_transform", classes=10),
    "Flowers102": Set(SPLIT, classes=102),
    "Food101": Set(SPLIT, classes=101),
    "StanfordCars": Set(SPLIT, classes=196),
    "FGVCAircraft": Set("root split annotation_level transform target_transform download"),
    "DTD": Set("root split partition transform target_transform download", classes=47),
    "GTSRB": Set(SPLIT, classes=43),
    "OxfordIIITPet": Set("root split target_types transforms transform target_transform download"),
    "SUN397": Set(PLAIN, classes=397),
    "Country211": Set(SPLIT, classes=211),
    "RenderedSST2": Set(SPLIT, classes=2),
    "Places365": Set("root split small download transform target_transform", classes=365),
    "INaturalist": Set("root version target_type transform target_transform download"),
    "Caltech101": Set("root target_type transform target_transform download", None),
    "Caltech256": Set(PLAIN, None, classes=257),
    "LSUN": Set("root classes transform target_transform"),
    "CocoDetection": Set("root annFile transform target_transform transforms"),
    "CocoCaptions": Set("root annFile transform target_transform transforms"),
    "VOCDetection": Set("root year image_set download transform target_transform transforms"),
    "VOCSegmentation": Set("root year image_set download transform target_transform transforms"),
    "Cityscapes": Set("root split mode target_type transform target_transform transforms"),
    "WIDERFace": Set(SPLIT),
    "FakeData": Set("size image_size num_classes transform target_transform random_offset"),
}
NUMBERED: Final = frozenset(SETS) - {
    "CelebA", "OxfordIIITPet", "CocoDetection", "CocoCaptions", "VOCDetection", "VOCSegmentation", "Cityscapes", "WIDERFace", "Omniglot",
    "Caltech101", "INaturalist", "LFWPeople",
}  # fmt: skip
"""Those whose target is the number of a class, whatever the arguments."""
CHANGED: Final = frozenset(["targets", "labels", "samples", "imgs", "train_labels", "test_labels"])
"""Attributes by which a program makes other classes of those that there are."""
_MARK: Final = "_picture"
_LABELS: Final = "_labels"


def declare(name: str, known: Set) -> None:
    """A data set as a class."""
    cls = LIBRARY.new_class(f"torchvision.datasets.{name}", VISION)
    words = known.parameters.split()

    @LIBRARY.method(cls, "__init__")
    def init(vm: Interpreter, self: Instance, *args: Value, **options: Value) -> Value:
        given = {**dict(zip(words, args, strict=False)), **options}
        for key in ("transform", "target_transform", "transforms", "root"):
            store(vm, self, key, given.get(key))
        store(vm, self, _MARK, drawn(vm, self, name, known, given))
        store(vm, self, "_count", count(known, given))
        store(vm, self, "_numbered", name in NUMBERED)
        if name in NUMBERED and known.classes is not None:
            store(vm, self, _LABELS, Labels(known.classes, f"torchvision.datasets.{name}"))
        return None


def drawn(vm: Interpreter, self: Instance, name: str, known: Set, given: dict[str, Value]) -> Value:
    """One picture of a data set."""
    sizes: list[Size] = [side() if size is None else size for size in (known.channels, known.height, known.width)]
    if name == "FakeData":
        image = plain(given.get("image_size", (3, 224, 224)))
        whole = isinstance(image, (list, tuple)) and len(image) == 3
        sizes = [as_size(one, 1) for one in image] if whole else [side() for _ in range(3)]
    elif name == "DatasetFolder" or given.get("loader") is not None:
        return vm.unknown("a picture that the program loads itself")
    source = Input("data", (sizes[0], sizes[1], sizes[2]), f"torchvision.datasets.{name}", "float32", None, vm.here())
    return picture(sizes[0], sizes[1], sizes[2], (source,))


def count(known: Set, given: dict[str, Value]) -> Size | None:
    """How many pictures there are, if that is known."""
    chosen = plain(given.get("train", given.get("split", True if "train" in known.parameters.split() else "train")))
    if isinstance(chosen, (bool, str)):
        return dict(known.counts).get(chosen)
    return None


for _name, _known in SETS.items():
    declare(_name, _known)


@LIBRARY.method(VISION, "__init__")
def init_base(vm: Interpreter, self: Instance, root: Value = None, transforms: Value = None, transform: Value = None,
              target_transform: Value = None) -> Value:  # fmt: skip
    """What the program's own data sets call."""
    for key, value in {
        "root": root,
        "transforms": transforms,
        "transform": transform,
        "target_transform": target_transform,
    }.items():
        store(vm, self, key, value)
    return None


@LIBRARY.method(VISION, "__getitem__")
def example(vm: Interpreter, self: Instance, index: Value) -> Value:
    """A picture, transformed, and its target."""
    if _MARK not in self.attrs:
        return vm.unknown("an element of a data set")
    image, target = self.attrs[_MARK], target_of(vm, self)
    both, one, other = (self.attrs.get(key) for key in ("transforms", "transform", "target_transform"))
    if both is not None:
        return vm.call(both, (image, target))
    return (
        image if one is None else vm.call(one, (image,)),
        target if other is None else vm.call(other, (target,)),
    )


def target_of(vm: Interpreter, self: Instance) -> Value:
    """The number of a class, where it is one."""
    if not self.attrs.get("_numbered"):
        return vm.unknown("a target of a data set")
    number, labels = fresh("?", least=0), self.attrs.get(_LABELS)
    if isinstance(labels, Labels) and not CHANGED.intersection(self.attrs):
        note_label(vm, number, labels)
    return number


@LIBRARY.method(VISION, "__len__")
def length(vm: Interpreter, self: Instance) -> Value:
    found = self.attrs.get("_count")
    return vm.unknown("the size of a data set") if found is None else found


def stored(vm: Interpreter, self: Instance, dtype: str) -> Value:
    """All pictures of a small data set as they are kept: no axis for an only channel, else it stands last."""
    image = self.attrs.get(_MARK)
    many = self.attrs.get("_count")
    if image is None or many is None:
        return vm.unknown("the pictures of a data set")
    tensor: Tensor = image.as_array()
    shape = (many, *(tensor.shape or ()))
    return make(Tensor(shape, dtype, None, tensor.sources))


for _name in ("MNIST", "FashionMNIST", "KMNIST"):
    _cls = LIBRARY.values[f"torchvision.datasets.{_name}"]
    assert isinstance(_cls, ClassValue)  # noqa: S101 - declared above

    @LIBRARY.attribute(_cls, "data", "train_data", "test_data")
    def data(vm: Interpreter, self: Instance) -> Value:
        return stored(vm, self, "uint8")

    @LIBRARY.attribute(_cls, "targets", "train_labels", "test_labels")
    def targets(vm: Interpreter, self: Instance) -> Value:
        many = self.attrs.get("_count")
        labels = self.attrs.get(_LABELS)
        return (
            vm.unknown("the targets of a data set") if many is None else make(Tensor((many,), "int64", labels=labels))
        )


@LIBRARY.method(VISION, "__getattr__")
def other(vm: Interpreter, self: Instance, name: str) -> Value:
    return vm.unknown(f"{name} of a data set")
