"""The page on receptive fields: its picture is drawn anew, and every figure in its sentences stands in an output on it, which is printed anew.

`tests/test_readme.py` prints the outputs. `CNNLINT_UPDATE_DOCS=1` writes the picture.
"""

from __future__ import annotations

import csv
import os
import re
from pathlib import Path

from support.command import Cnnlint

MEASURES = Path(__file__).parent / "graph" / "effective"
DOCS = Path(__file__).parents[1] / "docs"
PAGE = (DOCS / "receptive-field.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
# What is no figure of a model: code, formulas, links, tables of formulas, years, and the names of rules.
ASIDE = re.compile(
    r"`[^`]*`|\*[^*]*\*|\]\([^)]*\)|^[|>].*$|<!--.*?-->|\((?:19|20)\d\d\)|CNN\d+", re.MULTILINE | re.DOTALL
)
NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")


def numbers(text: str) -> set[str]:
    return {found.rstrip(",").replace(",", "") for found in NUMBER.findall(text)}


def test_every_figure_stands_in_an_output() -> None:
    body = PAGE[: PAGE.index("## Sources")]
    printed = {one for block in BLOCK.findall(body) for word in block.split() for one in numbers(word)}
    said = numbers(ASIDE.sub(" ", BLOCK.sub(" ", body)))
    assert said
    assert "Error:" not in body
    assert not said - printed, said - printed


# What the rows of the table of effective sizes are called in the tables of what was measured: file, network, initialisation.
MEASURED = {
    "twenty 3×3 convolutions with ReLU": ("beyond", "stack([3] * 20, nn.ReLU)", "he"),
    "forty 3×3 convolutions with ReLU": ("beyond", "stack([3] * 40, nn.ReLU)", "he"),
    "nine convolutions with ReLU and three max poolings": (
        "beyond",
        "stack([3, 3, 'pool', 3, 3, 'pool', 3, 3, 3, 'pool', 3, 3], nn.ReLU, nn.MaxPool2d)",
        "he",
    ),
    "VGG-16, torchvision": ("torchvision", "vgg16", None),
    "ResNet-50, torchvision": ("torchvision", "resnet50", None),
    "DenseNet-121, torchvision": ("torchvision", "densenet121", None),
    "sixteen residual branches, each normalised first": ("beyond", "residual(16, 'before')", "he"),
    "max poolings that follow on each other": ("beyond", "pools_behind(nn.MaxPool2d)", "default"),
    "attention beside a shortcut": ("beyond", "attending(16, True)", "default"),
}


def test_effective_sizes_are_those_that_were_measured() -> None:
    """`tests/graph/test_effective_size.py` measures them anew."""
    rows = re.findall(r"^\| ([^|]*) \| (\d+) \| ([\d.]+) \| ([\d.]+) \|$", PAGE, re.MULTILINE)
    assert [row[0] for row in rows] == list(MEASURED)
    for name, *told in rows:
        file, network, init = MEASURED[name]
        with (MEASURES / f"{file}.csv").open(newline="") as table:
            found = [row for row in csv.DictReader(table) if (row["network"], row.get("init")) == (network, init)]
        assert [[row["size"], row["estimate"], row["measured"]] for row in found] == [told]


def test_the_picture_is_fresh(cnnlint: Cnnlint) -> None:
    fresh = cnnlint("show", str(DOCS / "examples" / "growth.py"), "--format", "svg").out
    picture = DOCS / "receptive-field.svg"
    if os.environ.get("CNNLINT_UPDATE_DOCS"):
        picture.write_text(fresh, encoding="utf-8")
    assert picture.read_text(encoding="utf-8") == fresh
