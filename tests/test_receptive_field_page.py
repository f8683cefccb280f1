"""The page on receptive fields: its picture is drawn anew, and every figure in its sentences stands in an output on it, which is printed anew.

`tests/test_readme.py` prints the outputs. `CNNLINT_UPDATE_DOCS=1` writes the picture.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

from support.command import Cnnlint

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


def test_the_picture_is_fresh(cnnlint: Cnnlint) -> None:
    fresh = cnnlint("show", str(DOCS / "examples" / "growth.py"), "--format", "svg").out
    picture = DOCS / "receptive-field.svg"
    if os.environ.get("CNNLINT_UPDATE_DOCS"):
        picture.write_text(fresh, encoding="utf-8")
    assert picture.read_text(encoding="utf-8") == fresh
