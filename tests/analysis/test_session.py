"""What one analysis leaves to the next."""

from __future__ import annotations

import gc
import itertools
import time

import pytest

from cnnlint.analysis import Options, analyze_source
from cnnlint.analysis.project import ProjectLoader
from cnnlint.source.questions import Questions

PATCH = """
import torch
from torch import nn

nn.Linear.forward = lambda self, x: x
nn.Module.shout = lambda self: "patched"
y = nn.Linear(3, 4)(torch.randn(1, 9))
"""
PLAIN = """
import torch
from torch import nn

y = nn.Linear(3, 4)(torch.randn(1, 9))
"""


def test_changes_to_a_library_end_with_the_analysis() -> None:
    assert analyze_source(PATCH).facts == ()
    assert [fact.kind for fact in analyze_source(PLAIN).facts] == ["feature-mismatch"]


def test_an_analysis_leaves_nothing_behind() -> None:
    from cnnlint.interpreter.vm import Interpreter

    analyze_source(
        "import torch\nf = lambda x: x\nclass Net(torch.nn.Module):\n    def forward(self, x): return f(x)\n", "net.py"
    )
    gc.collect()
    assert not any(isinstance(one, Interpreter) for one in gc.get_objects())


def test_a_call_goes_by_its_own_name_among_functions_that_are_alike() -> None:
    code = "import torch\nfrom torch import nn\nclass Net(nn.Module):\n def forward(self, x):\n  return torch.maximum(x, x.abs_())\nNet()(torch.ones(1, 3))\n"
    (model,) = analyze_source(code).models
    assert [layer.op for layer in model.layers][:2] == ["torch.abs", "torch.maximum"]


def test_a_file_whose_time_is_used_up_says_so_once_and_is_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = itertools.count()
    monkeypatch.setattr(time, "process_time", lambda: float(next(clock)))
    code = "from torch import nn\n" + "".join(f"class Net{n}(nn.Module):\n    pass\n" for n in range(20))
    loader = ProjectLoader()
    with loader.questions.listening() as asked:
        result = analyze_source(code, "net.py", Options(timeout=12.0), loader=loader)
    words = [fact.words for fact in result.facts if fact.kind == "over-budget"]
    assert words == ["the analysis was ended early: the time for the file is used up"]
    assert 0 < len(result.models) < 20
    assert not all(Questions().holds(question, answer) for question, answer in asked.items())
