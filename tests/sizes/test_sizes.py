"""What the sizes of an input must be, of programs of which nobody says what they are fed; and what the frameworks say to these sizes.

Each program says in its header what is expected: `Fits` (`fits` of `show --format json`), `Input` (the shape that is shown) and `From` (where
that was learnt). `Looser` says why the framework takes sizes that are not meant. `# finds: CODE` stands on the line of an error. Square
inputs of 1 … 40, those of `Tried`, and those beside what fits are given to the framework.
"""

from __future__ import annotations

import os
import re
import runpy
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from cnnlint.analysis import analyze_source
from cnnlint.analysis.result import FileAnalysis
from cnnlint.graph import Model
from cnnlint.graph.contract import open_axes
from cnnlint.report.show_json import document
from cnnlint.rule_engine import check_file, shipped_rules
from cnnlint.symbolic import Dim

os.environ.setdefault("KERAS_BACKEND", "torch")
HERE = Path(__file__).parent
PROGRAMS = [*sorted(HERE.glob("torch/*.py")), *sorted(HERE.glob("keras/*.py"))]
HEADER = re.compile(r"^# (Fits|Input|From|Looser|Tried): ?(.*)$", re.MULTILINE)
USUAL = range(1, 41)
OPEN = {"N": 2, "C": 3}


def names(paths: list[Path]) -> list[str]:
    return [f"{path.parent.name}-{path.stem}" for path in paths]


@cache
def analysis(path: Path) -> FileAnalysis:
    return analyze_source(path.read_text(encoding="utf-8"), str(path))


def model_of(path: Path) -> Model:
    return analysis(path).models[-1]


def header(path: Path) -> dict[str, str]:
    return {name: value.strip() for name, value in HEADER.findall(path.read_text(encoding="utf-8"))}


@pytest.mark.parametrize("path", PROGRAMS, ids=names(PROGRAMS))
def test_what_fits_is_found(path: Path) -> None:
    model, expected = model_of(path), header(path)
    shown = document([analysis(path)])["models"][-1]
    assert shown["fits"] == expected["Fits"]
    assert ", ".join(str(size) for size in shown["inputs"][0]["shape"]) == expected["Input"]
    assert shown["inputs"][0]["source"] == expected["From"]
    assert bool(shown["requires"]) is bool(expected["Fits"])
    assert all(entry["path"] == str(path) and entry["line"] for entry in shown["requires"])
    assert not model.contract.taken or "needs" in expected["From"]


@pytest.mark.parametrize("path", PROGRAMS, ids=names(PROGRAMS))
def test_errors_are_at_the_right_line_and_nowhere_else(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    expected = {(n, match[1]) for n, line in enumerate(lines, 1) if (match := re.search(r"# finds: (\w+)", line))}
    found = check_file(shipped_rules().rules, analysis(path)).diagnostics
    assert {(one.at.line, one.rule) for one in found if one.severity == "error"} == expected


@pytest.mark.parametrize("path", PROGRAMS, ids=names(PROGRAMS))
def test_the_framework_takes_what_fits_and_nothing_else(path: Path) -> None:
    solution, expected = model_of(path).contract.solution, header(path)
    if len(model_of(path).inputs) > 1:
        assert solution is None, "sizes of several inputs need not be the same"
        return
    accepts = ACCEPTS[path.parent.name](path)
    wrong = []
    for size in tried(path):
        fits = solution is None or all_fit(solution.boxes, size) or size in solution.square
        taken = accepts(size)
        if (fits and not taken) or (taken and not fits and "Looser" not in expected):
            wrong.append((size, fits, taken))
    assert not wrong, wrong[:5]


def all_fit(boxes: Any, size: int) -> bool:
    return boxes is not None and any(all(size in one for one in box) for box in boxes)


def tried(path: Path) -> set[int]:
    """The sizes that are given to the framework."""
    solution, extra = model_of(path).contract.solution, header(path).get("Tried", "")
    found = {n for part in extra.split() for n in range(int(part.split("-")[0]), int(part.split("-")[1]) + 1)}
    runs = solution.square.runs()[:2] if solution is not None else []
    near = {edge + n for run in runs for edge in run if edge is not None for n in (-1, 0, 1)}
    return {n for n in (near | found | set(USUAL if not extra else ())) if 0 < n < 300}


def shape_of(path: Path, size: int) -> tuple[int, ...]:
    """The input's shape with one size for all axes that are open, or were solved."""
    shape = model_of(path).inputs[0].shape or ()
    axes = model_of(path).contract.taken or dict.fromkeys(open_axes(model_of(path).inputs))
    solved = model_of(path).contract.taken.values()
    kept = len(shape) - len(axes) if solved else len(shape)
    sizes = [OPEN.get(str(one), size) if isinstance(one, Dim) else one for one in shape[:kept]]
    return (*sizes, *[size] * (len(shape) - kept))


def torch_accepts(path: Path) -> Callable[[int], bool]:
    torch = pytest.importorskip("torch")
    net = runpy.run_path(str(path))["Net"]().eval()

    def accepts(size: int) -> bool:
        try:
            with torch.no_grad():
                net(torch.zeros(shape_of(path, size)))
        except (RuntimeError, ValueError, AssertionError):
            return False
        return True

    return accepts


def keras_accepts(path: Path) -> Callable[[int], bool]:
    pytest.importorskip("keras")
    numpy = pytest.importorskip("numpy")
    found = runpy.run_path(str(path))
    net = found["model"] if "model" in found else found["Net"]()

    def accepts(size: int) -> bool:
        try:
            net(numpy.zeros(shape_of(path, size), "float32"))
        except Exception:
            return False
        return True

    return accepts


ACCEPTS = {"torch": torch_accepts, "keras": keras_accepts}
