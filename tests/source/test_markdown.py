"""Programs of Markdown pages: lines keep their numbers, what is no Python is hidden, and a page comes back to the character."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnnlint.source.markdown import program_of, rewritten
from support.command import Cnnlint

PAGE = """\
# A model

```python
import torch
from torch import nn

net = nn.Sequential(nn.Conv2d(3, 8, 3), nn.Conv2d(9, 4, 1))
```

Then it is run on some pictures:

~~~py
net(torch.zeros(1, 3, 32, 32))
train(net, loader)
~~~

```console
$ python train.py
```
"""


def code(text: str) -> list[tuple[int, str]]:
    """The lines of the program that are Python, with their numbers from 1."""
    lines = enumerate(program_of(text).split("\n"), 1)
    return [(number, line) for number, line in lines if line and "#:text:" not in line]


def test_blocks_keep_their_lines() -> None:
    assert code(PAGE) == [
        (4, "import torch"),
        (5, "from torch import nn"),
        (7, "net = nn.Sequential(nn.Conv2d(3, 8, 3), nn.Conv2d(9, 4, 1))"),
        (13, "net(torch.zeros(1, 3, 32, 32))"),
        (14, "train(net, loader)"),
    ]


def test_names_that_no_block_binds_are_bound_elsewhere() -> None:
    assert program_of(PAGE).split("\n")[2] == "loader = train = eval('')  #:text:```python"


@pytest.mark.parametrize(
    "block",
    [
        "```\nx = 1\n```",
        "```bash\nx=1\n```",
        "```python\n>>> x = 1\n```",
        "```python\ndef f(:\n```",
        "- a list:\n\n  ```python\n  x = 1\n  ```",
    ],
)
def test_what_is_no_python_block_is_hidden(block: str) -> None:
    assert code(f"{block}\n\n```python\ny = 2\n```\n")[0][1] == "y = 2"
    assert program_of(block) == ""


def test_a_block_without_an_end_goes_to_the_end_of_the_page() -> None:
    assert code("```python\nx = 1\ny = 2") == [(2, "x = 1"), (3, "y = 2")]


@given(
    st.lists(st.sampled_from(["```python", "```", "~~~", "x = y", "text", "", "  ```py", "#:text:", "a = eval('')  "]))
)
def test_a_page_comes_back_to_the_character(lines: list[str]) -> None:
    text = "\n".join(lines)
    if "#:text:" not in text:
        assert rewritten(text, program_of(text)) == text


def test_a_page_is_checked_and_mended(cnnlint: Cnnlint, tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(PAGE)
    found = cnnlint("check", str(page), "--output-format", "concise")
    assert ":7:" in found.out
    assert "CNN101" in found.out
    assert cnnlint("check", str(tmp_path)).code == 0
    assert "CNN101" in cnnlint("check", str(tmp_path), "--markdown").out
    assert cnnlint("check", str(tmp_path), "--markdown", "--fix", "--unsafe-fixes").code == 0
    assert page.read_text() == PAGE.replace("Conv2d(9, 4, 1)", "Conv2d(8, 4, 1)")
