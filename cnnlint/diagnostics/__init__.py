"""The one Diagnostic type, the order in which diagnostics are shown, and the comments that silence them."""

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
