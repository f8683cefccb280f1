"""Whose source is mutated, which models are built of it, and how they are run."""

from __future__ import annotations

import importlib
import importlib.util
import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Subject:
    """A model: the file that defines it, the expression that builds it there, the shape of what it is fed, where it is built."""

    file: str
    target: str
    input: tuple[int | None, ...] = ()
    device: str = "meta"


@dataclass
class Library:
    """A library of models.

    `folders` are the files that are mutated and looked at, `reloaded` the modules that are imported anew for each mutant beside those
    that the subject reaches. `phase` is 0 while a model is built, 1 while it is run.
    """

    package: str
    folders: tuple[str, ...]
    reloaded: tuple[str, ...]
    subjects: tuple[Subject, ...]
    runner: Callable[[Library, Subject], dict[str, Any]]
    phase: int | None = None
    folder: Path | None = None

    def is_read(self, file: str) -> bool:
        """True for a file that belongs to the models."""
        return file.startswith(self.folders)

    def root(self) -> Path:
        """The folder that the package is in: `folder`, or where it is installed."""
        if self.folder is not None:
            return self.folder
        spec = importlib.util.find_spec(self.package)
        assert spec is not None
        assert spec.origin is not None
        return Path(spec.origin).parent.parent

    def load(self) -> None:
        """Import all that no mutant changes."""
        needed = (
            map(module_of, (subject.file for subject in self.subjects))
            if self.folder is None
            else ("corpus.record_keras",)
        )
        for name in needed:
            importlib.import_module(name)
        if "torchvision" not in self.package:
            importlib.import_module("keras").config.disable_traceback_filtering()

    def run(self, subject: Subject) -> dict[str, Any]:
        """Build and run a subject."""
        return self.runner(self, subject)


def module_of(file: str) -> str:
    """The dotted name of a file's module."""
    return file.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def run_torch(library: Library, subject: Subject) -> dict[str, Any]:
    """A PyTorch model, for inference.

    It is built and run on the meta device, which is fast, then run in memory: the meta device lets pass what no other does, as a kernel
    of size 0.
    """
    import torch

    library.phase = None
    torch.set_num_threads(1)  # more than one does not survive a fork
    scope = vars(importlib.import_module(module_of(subject.file)))
    library.phase = 0
    with torch.device(subject.device):
        model = eval(subject.target, scope).eval()  # noqa: S307  (our own list)
    library.phase = 1
    result = {"params": sum(parameter.numel() for parameter in model.parameters())}
    try:
        result["out"] = shapes(model.to("meta")(torch.empty(*subject.input, device="meta")))
    finally:
        library.phase = None
        run_in_memory(model, subject)
    return result


def run_in_memory(model: Any, subject: Subject) -> None:
    """The same with zeros for all weights. What fails only for a tensor that the model has hidden on the meta device is no failure."""
    import torch

    with torch.no_grad():
        model = model.to_empty(device="cpu")
        for tensor in (*model.parameters(), *model.buffers()):
            tensor.zero_()
        try:
            model(torch.zeros(*subject.input))
        except Exception as error:
            if "meta" not in str(error):
                raise


def run_keras(library: Library, subject: Subject) -> dict[str, Any]:
    """A Keras model, which runs while it is built."""
    library.phase = None
    scope = vars(importlib.import_module(module_of(subject.file)))
    library.phase = 1
    model = eval(subject.target, scope)  # noqa: S307  (our own list)
    return {"out": shapes(model.outputs), "params": model.count_params()}


def run_program(library: Library, subject: Subject) -> dict[str, Any]:
    """A program of the corpus, with the stand-ins that its own record is made with."""
    from corpus import record_keras

    library.phase = None
    path = library.root() / subject.file
    spec = {"target": subject.target, "inputs": [list(subject.input)] if subject.input else None}
    with record_keras._session(path):
        library.phase = 1
        model = record_keras._load(path, subject.target)
        library.phase = None
        found = record_keras._describe(model, spec)
        run_on_zeros(model)
    return {"out": found["out"], "params": found["params"]}


def run_on_zeros(model: Any) -> None:
    """Run a model in memory, where its inputs say what they are: much that cannot work is not noticed while a graph is built."""
    import keras

    given = getattr(model, "inputs", None)
    if given:
        shapes_of = [(2, *(64 if size is None else size for size in one.shape[1:])) for one in given]
        model([keras.ops.zeros(shape, one.dtype) for shape, one in zip(shapes_of, given, strict=True)])


def programs() -> tuple[Subject, ...]:
    """The Keras programs of the corpus that state their inputs or have one."""
    found = []
    for path in sorted((CORPUS / "ok").glob("*.json")):
        truth = json.loads(path.read_text())
        if len(truth["inputs"] or ()) < 2:
            found.append(Subject(f"ok/{path.stem}.py", truth["target"], tuple(*truth["inputs"] or ((),))))
    return tuple(found)


def shapes(value: Any) -> Any:
    """The shape of a tensor; of several, their shapes."""
    if hasattr(value, "shape"):
        return list(value.shape)
    if isinstance(value, dict):
        return {str(key): shapes(item) for key, item in value.items()}
    return [shapes(item) for item in value] if isinstance(value, (list, tuple)) else None


def vision(module: str, builder: str, size: int = 224, arguments: str = "", device: str = "meta") -> Subject:
    """A builder of torchvision's."""
    return Subject(f"torchvision/models/{module}.py", f"{builder}({arguments})", (1, 3, size, size), device)


def application(module: str, builder: str) -> Subject:
    """A ready-made model of Keras's."""
    return Subject(f"keras/src/applications/{module}.py", f"{builder}(weights=None)")


CORPUS = Path(__file__).parent.parent / "corpus" / "keras"
os.environ.setdefault("KERAS_BACKEND", "torch")
LIBRARIES = {
    "torchvision": Library(
        "torchvision",
        ("torchvision/models/", "torchvision/ops/"),
        ("torchvision.models._api", "torchvision.models._utils", "torchvision.ops"),
        (
            vision("alexnet", "alexnet"),
            vision("squeezenet", "squeezenet1_1"),
            vision("resnet", "resnet18"),
            vision("resnet", "resnext50_32x4d"),
            vision("vgg", "vgg11"),
            vision("vgg", "vgg11_bn"),
            vision("mobilenetv2", "mobilenet_v2"),
            vision("mobilenetv3", "mobilenet_v3_small"),
            vision("shufflenetv2", "shufflenet_v2_x0_5"),
            vision("densenet", "densenet121"),
            vision("googlenet", "googlenet", arguments="init_weights=False"),
            vision("inception", "inception_v3", 299, arguments="init_weights=False"),
            vision("mnasnet", "mnasnet0_5"),
            vision("efficientnet", "efficientnet_b0"),
            vision("regnet", "regnet_y_400mf", device="cpu"),
            vision("convnext", "convnext_tiny"),
            vision("swin_transformer", "swin_t"),
            vision("swin_transformer", "swin_v2_t"),
            vision("vision_transformer", "vit_b_16"),
            vision("maxvit", "maxvit_t"),
        ),
        run_torch,
    ),
    "keras": Library(
        "keras",
        ("keras/src/applications/",),
        ("keras.src.applications.imagenet_utils",),
        (
            application("vgg16", "VGG16"),
            application("resnet", "ResNet50"),
            application("resnet_v2", "ResNet50V2"),
            application("mobilenet", "MobileNet"),
            application("mobilenet_v2", "MobileNetV2"),
            application("mobilenet_v3", "MobileNetV3Small"),
            application("densenet", "DenseNet121"),
            application("efficientnet", "EfficientNetB0"),
            application("efficientnet_v2", "EfficientNetV2B0"),
            application("inception_v3", "InceptionV3"),
            application("xception", "Xception"),
            application("convnext", "ConvNeXtTiny"),
            application("nasnet", "NASNetMobile"),
        ),
        run_keras,
    ),
    "keras_programs": Library("ok", ("ok/",), (), programs(), run_program, folder=CORPUS),
}
