"""The frameworks that programs have imported so far."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from cnnlint.frameworks import registry
from cnnlint.frameworks.framework import Framework


def frameworks() -> Iterator[Framework]:
    """The frameworks whose tables have been loaded: a program that imports none has no models."""
    for name in ("torch", "keras"):
        if f"cnnlint.frameworks.{name}" in sys.modules:
            yield registry.framework(name)
