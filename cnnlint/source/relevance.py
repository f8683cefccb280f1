"""Whether a file is worth parsing at all."""

from __future__ import annotations

import re

_PARTS = ("torch", "keras", "tensorflow", "lightning")  # of names too: torchvision, keras_hub, pytorch_lightning
_WHOLE = ("timm", "fastai", "monai")
_FRAMEWORKS = rf"{'|'.join(_PARTS)}|\b(?:{'|'.join(_WHOLE)})\b"
# What stands between is bounded, for a line may be as long as a file.
_IMPORT = re.compile(rf"\b(?:from|import)\b(?:[^#\n\\]|\\\r?\n){{0,400}}?(?:{_FRAMEWORKS})")


def might_hold_a_model(text: str) -> bool:
    """Whether any import names a package that networks are written with; text that only looks like an import counts too."""
    # Most files of a large project name none of them anywhere, which is seen much sooner.
    return any(name in text for name in (*_PARTS, *_WHOLE)) and _IMPORT.search(text) is not None
