"""Fields of small programs that lay positions out among the channels, or read whole axes, worked out by hand."""

from __future__ import annotations

import pytest

from cnnlint.analysis import analyze_source

HEAD = """import torch
import torch.nn.functional as F
from torch import nn


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.first = nn.Conv2d(2, 2, 3)
        self.mixed = nn.Conv2d(8, 2, 1)
        self.each = nn.Conv2d(8, 16, 1, groups=8)
        self.attention = nn.MultiheadAttention(2, 1, batch_first=True)
        self.scan = nn.GRU(2, 2, batch_first=True)
        self.scan_both_ways = nn.GRU(2, 1, bidirectional=True, batch_first=True)
        self.four = nn.Conv2d(4, 2, 1)

    def rows(self, x):
        return x.flatten(2).transpose(1, 2)

    def map(self, rows):
        return rows.transpose(1, 2).reshape(-1, 2, 8, 8)

    def forward(self, x):
"""

BLOCKS = "x = x.view(-1, 2, 4, 2, 4, 2).permute(0, 1, 3, 5, 2, 4).reshape(-1, 8, 4, 4)"
SEEN = "x = self.map(self.attention(self.rows(x), self.rows(x), self.rows(x))[0])"

LOCAL = [
    pytest.param(["x = self.mixed(self.blocks(x))"], (2, 2), id="blocks of a bare input among the channels, mixed by a convolution"),
    pytest.param(["x = F.conv2d(x, torch.ones(2, 2, 3, 3), padding=1)", "x = self.mixed(self.blocks(x))"], (4, 4), id="blocks of a map"),
    pytest.param(["x = self.each(self.blocks(x))", "x = x.mean(1)"], (2, 2), id="each channel for itself, then the mean over all"),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "size"), LOCAL)
def test_positions_among_the_channels_are_read_together(lines: list[str], size: tuple[int, int]) -> None:
    """What stands among the channels is read once they are mixed."""
    lines = [line.replace("self.blocks(x)", "blocks") for line in lines]
    lines[-1 if "mixed" in lines[-1] else 0 : 0] = [BLOCKS.replace("x = x", "blocks = x")]
    field = analyze_source(program(lines)).models[0].outputs[0].field
    assert field is not None
    assert tuple(axis.size for axis in field.axes) == size


WHOLE = [
    pytest.param([SEEN], id="attention"),
    pytest.param(["x = self.map(self.scan(self.rows(x))[0])"], id="a recurrence"),
    pytest.param(["x = torch.fft.irfft2(torch.fft.rfft2(x), s=(8, 8))"], id="a Fourier transform"),
    pytest.param(["r = self.rows(x)", "x = self.map(torch.softmax(r @ r.transpose(1, 2), -1) @ r)"], id="products"),
]


@pytest.mark.parametrize("lines", WHOLE)
def test_a_bare_input_that_is_read_whole_is_not_begun_anew(lines: list[str]) -> None:
    """The convolution that comes next does not see the input itself."""
    field = analyze_source(program([*lines, "x = self.first(x)"])).models[0].outputs[0].field
    assert field is not None
    assert field.is_global or field.is_lost


def test_the_least_field_goes_past_what_reads_the_whole_axis() -> None:
    """A residual block of attention may be left out on the way."""
    lines = ["x = F.pad(self.first(x), (1, 1, 1, 1))", f"y = x\n        {SEEN}", "x = self.first(x + y)"]
    field = analyze_source(program(lines)).models[0].outputs[0].field
    assert field is not None
    assert [(axis.whole, axis.size, axis.least) for axis in field.axes] == [(True, 8, 5)] * 2


def program(lines: list[str]) -> str:
    """The source of a network that does this to a map of 8 × 8."""
    body = "".join(f"        {line}\n" for line in lines)
    return f"{HEAD}{body}        return x\n\n\nNet()(torch.zeros(1, 2, 8, 8))\n"


ALONG_HEIGHT = [
    "rows = x.permute(0, 3, 2, 1).reshape(-1, 8, 2)",
    "seen = self.scan_both_ways(rows)[0].reshape(-1, 9, 8, 2).permute(0, 3, 2, 1)",
]
BARE = [
    pytest.param([*ALONG_HEIGHT, "x = self.first(seen)"], (True, False), id="its axes exchanged, then folded into the batch"),
    pytest.param([*ALONG_HEIGHT, "x = torch.stack([x, seen]).amax(0)", "x = self.first(x)"], (True, False), id="stacked"),
    pytest.param([*ALONG_HEIGHT, "x = self.four(torch.cat([x, seen], 1))"], (True, False), id="side by side"),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "whole"), BARE)
def test_axes_count_as_those_of_the_input(lines: list[str], whole: tuple[bool, bool]) -> None:
    """Of an input of 8 x 9 that no window has seen yet, the height is read whole, and what is read is joined with the input."""
    source = program(lines).replace("torch.zeros(1, 2, 8, 8)", "torch.zeros(1, 2, 8, 9)")
    field = analyze_source(source).models[0].outputs[0].field
    assert field is not None
    assert (tuple(axis.whole for axis in field.axes), field.extent) == (whole, (8, 9))
