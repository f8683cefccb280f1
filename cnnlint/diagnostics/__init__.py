"""The one Diagnostic type, the order in which diagnostics are shown, and the comments that silence them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnnlint.on_demand import names_of

if TYPE_CHECKING:
    from cnnlint.diagnostics.diagnostic import SEVERITIES, Diagnostic, Edit, Fix, Related, Severity, in_order
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

_HOMES = {
    "diagnostic": ("SEVERITIES", "Diagnostic", "Edit", "Fix", "Related", "Severity", "in_order"),
    "suppression": ("Suppressed", "apply_suppressions", "directive_facts"),
}

__getattr__ = names_of(__name__, _HOMES)
