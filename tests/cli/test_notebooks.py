"""`cnnlint check` on notebooks: cells as one program, positions in cells, fixes that leave outputs alone."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from cnnlint.report.formats import FORMATS
from support.command import Cnnlint

CELLS = [
    {"cell_type": "markdown", "metadata": {}, "source": ["# Digits"]},
    {"cell_type": "code", "execution_count": 1, "metadata": {}, "outputs": [{"output_type": "stream", "name": "stdout", "text": ["1.50\n"]}],
     "source": ["%matplotlib inline\n", "!pip install torch\n", "import torch\n", "from torch import nn\n", "files = !ls"]},
    {"cell_type": "code", "execution_count": 2, "metadata": {}, "outputs": [],
     "source": ["net = nn.Sequential(\n", "    nn.Conv2d(3, 8, 3),  # first\n", "    nn.Conv2d(16, 8, 3),\n", ")"]},
    {"cell_type": "code", "execution_count": None, "metadata": {}, "outputs": [], "source": ["display(net(torch.zeros(1, 3, 32, 32)))\n", "_\n", "%time net"]},
]  # fmt: skip


@pytest.fixture
def notebook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "digits.ipynb"
    path.write_text(json.dumps({"cells": CELLS, "metadata": {}, "nbformat": 4}, indent=1))
    return path


def test_findings_are_in_cells(notebook: Path, cnnlint: Cnnlint) -> None:
    for path in ("digits.ipynb", "."):
        document: dict[str, Any] = json.loads(cnnlint("check", path, "--output-format", "json").out)
        (found,) = document["diagnostics"]
        assert (found["rule"], found["path"], found["cell"], found["line"], found["column"]) == (
            "CNN101",
            "digits.ipynb",
            3,
            3,
            5,
        )
        assert found["fix"]["edits"][0]["line"] == 3
        assert document["summary"]["layers"] == document["summary"]["resolved"]
    out = cnnlint("check", "digits.ipynb").out
    assert out.startswith("digits.ipynb:cell 3:3:5: error CNN101 ")
    assert "3 |     nn.Conv2d(16, 8, 3),\n" in out
    assert "::: digits.ipynb:cell 4:1  display(net(torch.zeros(1, 3, 32, 32)))" in out
    assert "Not understood" not in out
    assert "digits.ipynb:cell 3:3:5: error" in cnnlint("check", ".", "--output-format", "concise").out


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_says_the_cell(notebook: Path, cnnlint: Cnnlint, name: str) -> None:
    out = cnnlint("check", "digits.ipynb", "--output-format", name).out
    assert '"cell": 3' in out or "cell 3" in out


def test_fixes_leave_outputs_alone(notebook: Path, cnnlint: Cnnlint) -> None:
    before = notebook.read_text()
    assert cnnlint("check", "digits.ipynb", "--fix", "--unsafe-fixes").code == 0
    assert notebook.read_text() == before.replace("nn.Conv2d(16, 8, 3)", "nn.Conv2d(8, 8, 3)")


def test_findings_are_silenced(notebook: Path, cnnlint: Cnnlint) -> None:
    assert cnnlint("check", "digits.ipynb", "--add-ignore", "later").out == "1 finding silenced in 1 file\n"
    document = json.loads(notebook.read_text())
    assert document["cells"][2]["source"][2] == "    nn.Conv2d(16, 8, 3),  # cnnlint: ignore[CNN101] later\n"
    assert cnnlint("check", "digits.ipynb").code == 0
    cnnlint("baseline", "write")


def test_a_baseline_knows_lines_of_cells(notebook: Path, cnnlint: Cnnlint) -> None:
    cnnlint("baseline", "write")
    document = json.loads(Path("cnnlint-baseline.json").read_text())
    assert [entry["line"] for entry in document["findings"]] == ["nn.Conv2d(16, 8, 3),"]
    assert cnnlint("check", "--baseline", "cnnlint-baseline.json").code == 0


def test_a_notebook_from_standard_input(notebook: Path, cnnlint: Cnnlint) -> None:
    ended = cnnlint(
        "check", "-", "--stdin-filename", "x.ipynb", "--output-format", "concise", stdin=notebook.read_bytes()
    )
    assert ended.out.startswith("x.ipynb:cell 3:3:5: error CNN101")
    ended = cnnlint("check", "-", "--stdin-filename", "x.ipynb", stdin=b"{")
    assert ended.code == 2
    assert "x.ipynb is no notebook" in ended.err


@pytest.mark.parametrize("content", [b"", b"{}", b"\xff\xfe", b'{"cells": []}', b"[" * 50_000])
def test_broken_notebooks_are_findings(tmp_path: Path, cnnlint: Cnnlint, content: bytes) -> None:
    (tmp_path / "x.ipynb").write_bytes(content)
    ended = cnnlint("check", tmp_path / "x.ipynb")
    assert ended.code == (0 if b"cells" in content else 1)
    assert "Traceback" not in ended.err
