"""What is told with a fact: the steps that made the shape, the input, the library's message, the figures of a mend."""

from __future__ import annotations

from textwrap import dedent

from cnnlint.analysis import analyze_source
from cnnlint.interpreter.outcome import Fact

LENET = """\
import torch
import torch.nn.functional as F
from torch import nn

class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(1, 6, 5)
        self.fc = nn.Linear(6 * 10 * 10, 10)

    def forward(self, x):
        x = F.max_pool2d(F.relu(self.conv(x)), 2)
        x = torch.flatten(x, 1)
        return self.fc(x)

Net()(torch.zeros(4, 1, 28, 28))
"""


def fact_of(text: str) -> Fact:
    (fact,) = analyze_source(dedent(text), "net.py").facts
    return fact


def test_the_steps_before_a_refusal_the_latest_first() -> None:
    told = [(place.line, words) for place, words in fact_of(LENET).related]
    assert told[:3] == [
        (13, "(4, 6, 12, 12) → (4, 864)"),
        (12, "(4, 1, 28, 28) → (4, 6, 12, 12)"),  # the convolution and the pooling of one line
        (16, "the input is (4, 1, 28, 28)"),
    ]


def test_the_message_and_the_figures_of_a_mend() -> None:
    fact = fact_of(LENET)
    assert fact.said == (("PyTorch", "mat1 and mat2 shapes cannot be multiplied (4x864 and 600x10)"),)
    assert fact.details["factors"] == (6, 12, 12)
    assert fact.own
    assert fact.entry is not None
    assert fact.entry.line == 16


def test_a_layer_of_a_sequential_is_not_called_by_the_program() -> None:
    fact = fact_of("""\
        import torch
        from torch import nn
        net = nn.Sequential(
            nn.Conv2d(3, 8, 3),
            nn.Conv2d(16, 8, 3),
        )
        net(torch.zeros(1, 3, 9, 9))
    """)
    assert not fact.own
    assert [(place.line, words) for place, words in fact.related] == [(4, "(1, 3, 9, 9) → (1, 8, 7, 7)")]
    assert [place.line if place else 0 for place in fact.makers] == [4]


def test_the_first_layer_of_a_sequential_gets_what_the_program_gives() -> None:
    assert fact_of("""\
        import torch
        from torch import nn
        net = nn.Sequential(nn.Conv2d(3, 8, 3), nn.ReLU())
        net(torch.zeros(1, 1, 9, 9))
    """).own


def test_the_operand_that_falls_short_and_what_made_it() -> None:
    fact = fact_of("""\
        import torch
        from torch import nn

        class Net(nn.Module):
            def __init__(self):
                super().__init__()
                self.down = nn.Conv2d(3, 3, 3, stride=2, padding=1)
                self.up = nn.ConvTranspose2d(3, 3, 2, stride=2, padding=1, output_padding=0)

            def forward(self, x):
                return torch.cat([x, torch.relu(self.up(self.down(x)))], 1)

        Net()(torch.zeros(1, 3, 9, 9))
    """)
    assert (fact.details["operand"], fact.details["short"]) == (1, 1)
    assert [place.line if place else 0 for place in fact.makers] == [0, 8]
