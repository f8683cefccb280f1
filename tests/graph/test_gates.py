"""A gate scales a map by what was read from all of the input; a pooled branch that is concatenated brings it in."""

from __future__ import annotations

import pytest

from cnnlint.analysis import analyze_source

PROGRAM = """import torch
from torch import nn


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(3, 8, 3, padding=1)

    def forward(self, x):
        x = self.conv(x)
        pooled = x.mean((2, 3), keepdim=True)
        return {result}


Net()(torch.zeros(1, 3, 16, 16))
"""
GATES = [
    "x * pooled.sigmoid()",
    "x * pooled.sigmoid().expand_as(x)",
    "x * pooled.sigmoid().expand(-1, -1, 16, 16)",
    "x * pooled.sigmoid().repeat(1, 1, 16, 16)",
    "x + pooled.expand_as(x)",
]
READ_WHOLE = ["torch.cat([x, pooled.expand_as(x)], 1)", "pooled.expand_as(x)"]


@pytest.mark.parametrize("result", [*GATES, *READ_WHOLE])
def test_a_gate_is_no_window(result: str) -> None:
    (model,) = analyze_source(PROGRAM.format(result=result)).models
    field = model.outputs[0].field
    assert field is not None
    assert [axis.whole for axis in field.axes] == [result in READ_WHOLE] * 2
    assert field.context == (result in GATES)
