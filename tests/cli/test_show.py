"""`cnnlint show` with an analysis that is given."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from cnnlint.analysis import TargetError
from cnnlint.analysis.result import FileAnalysis, Options
from cnnlint.cli import showing
from cnnlint.graph import Unresolved
from cnnlint.interpreter.outcome import Fact
from support.command import Cnnlint
from support.models import DIGITS, digits, nested, place


class World:
    """What the analysis gives."""

    def __init__(self) -> None:
        self.analysis = digits()
        self.options = Options()
        self.target = ""

    def analyze_target(self, target: str, options: Options) -> FileAnalysis:
        self.target, self.options = target, options
        return self.analysis

    def analyze_source(self, text: str, path: str, options: Options) -> FileAnalysis:
        return replace(self.analysis, path=path, text=text)


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> World:
    made = World()
    monkeypatch.setattr(showing, "analyze_target", made.analyze_target)
    monkeypatch.setattr(showing, "analyze_source", made.analyze_source)
    monkeypatch.setattr(showing, "analyze_paths", lambda paths, options: [made.analysis, nested()])
    monkeypatch.chdir(tmp_path)
    (tmp_path / "digits.py").write_text(DIGITS)
    return made


def test_the_table(world: World, cnnlint: Cnnlint) -> None:
    ended = cnnlint("show", "digits.py::model")
    assert (ended.code, ended.err, world.target) == (0, "", "digits.py::model")
    assert ended.out.startswith("sequential · keras · digits.py:5 · input (N, 28, 28, 1), from input_shape at line 6\n")
    assert "conv2d_2   Conv2D   N, 22, 22, 64   36,928   17.8 M     7×7   25 %\n" in ended.out


def test_formats(world: World, cnnlint: Cnnlint) -> None:
    assert json.loads(cnnlint("show", "digits.py", "--format", "json").out)["schema"] == "cnnlint/show/1"
    assert cnnlint("show", "digits.py", "--format", "markdown").out.startswith("### sequential\n")


def test_columns_depth_and_width(world: World, cnnlint: Cnnlint) -> None:
    world.analysis = nested()
    out = cnnlint("show", "digits.py", "--columns", "layer,params", "--depth", "1").out
    assert [line.split() for line in out.splitlines()[2:6]] == [
        ["layer", "params"],
        ["conv1", "10"],
        ["relu", "0"],
        ["layer1", "18"],
    ]
    lines = cnnlint("show", "digits.py", "--width", "45").out.splitlines()
    assert max(map(len, lines[2:9])) <= 45


def test_input_and_mode_reach_the_analysis(world: World, cnnlint: Cnnlint) -> None:
    cnnlint("show", "digits.py", "--input", "1,28,28,1", "--mode", "train")
    assert world.options == Options((("", (1, 28, 28, 1)),), "train")


def test_a_folder_and_standard_input(world: World, cnnlint: Cnnlint, tmp_path: Path) -> None:
    out = cnnlint("show", tmp_path).out
    assert "sequential · keras" in out
    assert "Net · torch" in out
    assert "sequential · keras" in cnnlint("show", "-", stdin=DIGITS.encode()).out


def test_one_of_several_models(world: World, cnnlint: Cnnlint, tmp_path: Path) -> None:
    assert "sequential" not in cnnlint("show", tmp_path, "--model", "Net").out
    ended = cnnlint("show", tmp_path, "--model", "Nte")
    assert (ended.code, ended.out) == (2, "")
    assert "there is no model Nte; did you mean Net?; there are: Net, sequential" in ended.err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nowhere.py"], "nowhere.py: no such file or folder"),
        (["digits.py", "--columns", "layr"], "there is no column layr; did you mean layer?"),
        (["digits.py", "--columns", "qqq"], "there is no column qqq; there are layer, type,"),
        (["digits.py", "--depth", "0"], "0 is not in the range"),
        (["digits.py", "--input", "x"], None),
        ([], "Missing argument 'TARGET'"),
    ],
)
def test_what_cannot_be_run(world: World, cnnlint: Cnnlint, arguments: list[str], message: str | None) -> None:
    ended = cnnlint("show", *arguments)
    assert ended.code == (2 if message else 0)
    assert (message or "") in ended.err


def test_a_target_that_is_not_there(cnnlint: Cnnlint, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(target: str, options: Options) -> FileAnalysis:
        raise TargetError("digits.py has no Modle; did you mean Model?")

    monkeypatch.setattr(showing, "analyze_target", refuse)
    ended = cnnlint("show", "digits.py::Modle")
    assert (ended.code, ended.out, ended.err) == (2, "", "Error: digits.py has no Modle; did you mean Model?\n")


def test_a_file_without_a_model(cnnlint: Cnnlint, world: World) -> None:
    world.analysis = FileAnalysis("digits.py", "")
    ended = cnnlint("show", "digits.py")
    assert (ended.code, ended.err) == (2, "Error: no model found in digits.py\n")


def test_a_file_that_does_not_parse(cnnlint: Cnnlint, world: World) -> None:
    fact = Fact("syntax-error", "the file is not Python: '(' was never closed", place(3, 7))
    world.analysis = FileAnalysis("digits.py", "", (), (fact,), (None,))
    ended = cnnlint("show", "digits.py")
    assert (ended.code, ended.out) == (1, "")
    assert ended.err == "digits.py:3:7: the file is not Python: '(' was never closed\n"


def test_what_was_not_understood_outside_of_models_is_on_stderr(cnnlint: Cnnlint, world: World) -> None:
    world.analysis = replace(digits(), unresolved=(Unresolved("digits.py", 4, "a module that is not there"),))
    ended = cnnlint("show", "digits.py", "--format", "json")
    assert json.loads(ended.out)["models"]
    assert ended.err == "digits.py:4: not understood: a module that is not there\n"


def test_a_model_that_fails_is_shown_in_json(cnnlint: Cnnlint) -> None:
    """What stands behind the failing call has the shape that was meant, on which the axes of its field need not be."""
    program = Path(__file__).parents[1] / "corpus" / "keras" / "broken" / "dense_after_reshape.py"
    assert json.loads(cnnlint("show", str(program), "--format", "json").out)["models"]
