"""All frameworks and the libraries beside them, loaded when a program imports them."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import cast

from cnnlint.frameworks.framework import Framework
from cnnlint.interpreter.native import Library
from cnnlint.interpreter.standard import library as standard_library

FRAMEWORKS = {"torch": "torch", "keras": "keras", "tensorflow": "keras", "tf_keras": "keras"}
LIBRARIES = {
    "numpy": "cnnlint.frameworks.numpy",
    "einops": "cnnlint.frameworks.einops",
    "sklearn": "cnnlint.frameworks.numpy.splitting",
    "torchvision": "cnnlint.frameworks.torch.vision",
    "PIL": "cnnlint.frameworks.images.pillow",
    "cv2": "cnnlint.frameworks.images.opencv",
    "albumentations": "cnnlint.frameworks.images.albumentations",
    "tqdm": "cnnlint.frameworks.common.progress",
    "timm": "cnnlint.frameworks.torch.backbones.timm",
    **dict.fromkeys(("pytorch_lightning", "lightning"), "cnnlint.frameworks.torch.lightning"),
    "tensorflow_hub": "cnnlint.frameworks.keras.hub",
    **dict.fromkeys(
        (
            "torchinfo",
            "torchsummary",
            "torchsummaryX",
            "thop",
            "ptflops",
            "fvcore",
            "torchviz",
            "torchstat",
            "calflops",
        ),
        "cnnlint.frameworks.torch.tools",
    ),
}


@cache
def framework(name: str) -> Framework:
    """A framework by name ("torch", "keras")."""
    module = import_module(f"cnnlint.frameworks.{name}")  # ours, by a name from the table above
    return cast(Framework, module.FRAMEWORK)


@cache
def library(root: str) -> Library | None:
    """The table of a top-level module name, None if nothing of it is modelled."""
    if root in FRAMEWORKS:
        return framework(FRAMEWORKS[root]).library(root)
    if root in LIBRARIES:
        return cast(Library, import_module(LIBRARIES[root]).LIBRARY)
    return standard_library(root)
