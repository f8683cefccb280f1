"""Findings built by hand, for the tests of their formats."""

from __future__ import annotations

from cnnlint.diagnostics import Diagnostic, Edit, Fix, Related
from cnnlint.report.run import Run, Tally, counts_of
from support.models import DIGITS, digits, place

SMALL = Diagnostic(
    rule="CNN201",
    name="small-final-receptive-field",
    severity="warning",
    message="the last feature map sees 7×7 of a 28×28 input (25 %)",
    at=place(8, 11, 56),
    label="each of its 22×22 units sees 7×7 pixels",
    help=(
        "nothing before it makes the map smaller, so the field grows by 2 pixels a layer",
        "what would help, computed on this model:\n  MaxPooling2D(2) after conv2d   12×12   43 %",
    ),
    related=(Related(place(6, 56, 80), "input 28×28×1"),),
    url="https://example.org/CNN201",
    model="sequential",
    layer="conv2d_2",
)
FIXED = Diagnostic(
    rule="CNN102",
    name="wrong-features",
    severity="error",
    message="fc1 takes 400 features and gets 256",
    at=place(2, 12, 22, path="net.py"),
    related=(Related(place(1, 5, 12, path="train.py"), "the input is 1×28×28"),),
    fix=Fix(True, "write 16 * 4 * 4", (Edit(place(2, 12, 22, path="net.py"), "16 * 4 * 4"),)),
)
TEXTS = {
    "digits.py": DIGITS,
    "net.py": "import torch\n\tx = nn.L(16 * 5 * 5, 120)\n",
    "train.py": "x = datasets.MNIST()\n",
}


def run(*diagnostics: Diagnostic, texts: dict[str, str] = TEXTS) -> Run:
    """A run over the digit network with these findings."""
    tally = Tally()
    tally.add(counts_of(digits()))
    return Run(diagnostics, tally.summary(diagnostics, 0, 0.2), (), texts.get)
