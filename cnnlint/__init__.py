"""cnnlint: shapes, receptive fields and design faults of neural networks, read from their source.

`cnnlint.check("net.py")` gives a `Report`, `cnnlint.show("net.py::Net(10)")` a `Model`. Nothing that they read is imported or run.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cnnlint.api.checking import Finding, Report, check
    from cnnlint.api.errors import CannotRun
    from cnnlint.api.showing import Edit, Effect, Input, Layer, Model, ReceptiveField, Unresolved, WhatIf, show

__version__ = "0.1.0"

__all__ = [
    "CannotRun", "Edit", "Effect", "Finding", "Input", "Layer", "Model", "ReceptiveField", "Report", "Unresolved", "WhatIf", "__version__",
    "check", "show",
]  # fmt: skip

_HOMES = {"check": "checking", "Report": "checking", "Finding": "checking", "CannotRun": "errors"}


def __getattr__(name: str) -> object:
    """What is asked for, loaded then: `import cnnlint` alone loads nothing."""
    if name in __all__:
        from importlib import import_module

        return getattr(import_module(f"cnnlint.api.{_HOMES.get(name, 'showing')}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
