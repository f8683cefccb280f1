"""Whether a file is worth parsing at all."""

from __future__ import annotations

import re

# The first four also as a part of a package's name: torchvision, keras_hub, pytorch_lightning.
_FRAMEWORKS = r"torch|keras|tensorflow|lightning|\b(?:timm|fastai|monai)\b"
# What stands between is bounded, for a line may be as long as a file.
_IMPORT = re.compile(rf"\b(?:from|import)\b(?:[^#\n\\]|\\\r?\n){{0,400}}?(?:{_FRAMEWORKS})")


def might_hold_a_model(text: str) -> bool:
    """Whether any import names a package that networks are written with; text that only looks like an import counts too."""
    return _IMPORT.search(text) is not None
