"""torchvision: pictures and their transforms and data sets, which are always known; models where its source is not at hand."""

from __future__ import annotations

from cnnlint.frameworks.torch.backbones import extraction
from cnnlint.frameworks.torch.backbones.torchvision import LIBRARY
from cnnlint.frameworks.torch.vision import datasets, transforms

__all__ = ["LIBRARY", "datasets", "transforms"]

FIRM = ("torchvision.datasets", "torchvision.transforms")
"""Parts that are read from these tables even where the source of torchvision is at hand: what they read from disk nobody knows."""
LIBRARY.firm = extraction.FIRM | {
    name for name in (*LIBRARY.values, *LIBRARY.packages) if any(f"{name}.".startswith(f"{part}.") for part in FIRM)
}
