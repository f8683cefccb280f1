"""The one Diagnostic type, the order in which diagnostics are shown, and the comments that silence them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnnlint.diagnostics.diagnostic import SEVERITIES, Diagnostic, Edit, Fix, Related, Severity, in_order

if TYPE_CHECKING:
    from cnnlint.diagnostics.suppression import Suppressed, apply_suppressions, directive_facts

__all__ = [
    "SEVERITIES",
    "Diagnostic",
    "Edit",
    "Fix",
    "Related",
    "Severity",
    "Suppressed",
    "apply_suppressions",
    "directive_facts",
    "in_order",
]


def __getattr__(name: str) -> object:
    """What speaks of facts, loaded when it is asked for: reports need the diagnostics alone."""
    if name in __all__:
        from cnnlint.diagnostics import suppression

        return getattr(suppression, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
