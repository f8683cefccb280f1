"""Numbers that cnnlint carries along in small tensors are those that PyTorch has in them."""

from __future__ import annotations

from typing import Any

import pytest

torch = pytest.importorskip("torch")

from cnnlint.interpreter.operators import plain  # noqa: E402
from conformance.torch.running import Here  # noqa: E402

EXPRESSIONS = [
    "torch.linspace(0, 0.5, 5).tolist()",
    "[x.tolist() for x in torch.linspace(0, 0.5, 5).split([1, 3, 1])]",
    "[x.tolist() for x in torch.arange(6).chunk(4)]",
    "[x.item() for x in torch.arange(3).unbind()]",
    "[x.tolist() for x in torch.arange(7).tensor_split(3)]",
    "torch.linspace(0, 1, 5)[1:3].tolist()",
    "torch.arange(10)[::2][-1].item()",
    "torch.arange(4)[9:].tolist()",
    "len(torch.unique(torch.tensor([3, 1, 3])))",
    "[x.tolist() for x in torch.unique(torch.tensor([3, 1, 3, 2]), return_counts=True)]",
    "[x.tolist() for x in torch.tensor([3, 1, 3, 2]).unique(return_inverse=True, return_counts=True)]",
    "int(torch.arange(5).max())",
    "torch.tensor([2, 3]).prod().item()",
]


@pytest.mark.parametrize("expression", EXPRESSIONS)
def test_numbers(expression: str) -> None:
    here = Here()
    expected: Any = eval(expression, {"torch": torch})  # noqa: S307 - the test's own programs
    found = plain(here.run_module(f"y = {expression}\n", here.names)["y"])
    assert flat(found) == pytest.approx(flat(expected))


def flat(value: Any) -> list[Any]:
    """The numbers in nested lists, with the lengths of the lists."""
    return (
        [value] if not isinstance(value, list) else [len(value), *(number for item in value for number in flat(item))]
    )
