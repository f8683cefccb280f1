"""Notebooks as programs: what is hidden, what comes back, and that the rest of the file stays to the character."""

from __future__ import annotations

import ast
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnnlint.source import Location
from cnnlint.source.json_spans import spans
from cnnlint.source.notebooks import NoNotebook, cells_of, placed, program_of, rewritten


def code(*lines: str) -> dict[str, Any]:
    outputs = [{"output_type": "stream", "text": ["é 1.0e5\n"], "data": {"image/png": "aGk="}}]
    return {"cell_type": "code", "execution_count": 3, "metadata": {}, "outputs": outputs, "source": list(lines)}


def notebook(*cells: Any, **metadata: Any) -> str:
    return json.dumps({"cells": list(cells), "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}, indent=1) + "\n"


TEXT = {"cell_type": "markdown", "metadata": {}, "source": ["# A title"]}


@pytest.mark.parametrize(
    "lines",
    [
        "%matplotlib inline\nx = 1", "!pip install torch \\\n  torchvision\nx = 1", "x = !ls\ny = %time f()", "if 1:\n    %time f()", "model?\n?model\n??f",
        "%%time\nx = 1", "%%bash\necho 'a\nif [ 1 ]; then\n", "%%html\n<b>\n", "x = '''\n%not a magic\n!nor this\n'''\n%magic '", "x = 7 % 3\ny = x != 2",
        "x = (7\n     % 3)", "# is it?\nf(a, '?')", "", "\n\n", "a, b = !ls  # both", "x = 1;", "self.x = %time f()",
    ],
)  # fmt: skip
def test_magics_are_hidden_and_come_back(lines: str) -> None:
    source = lines.splitlines(keepends=True)
    text = notebook(TEXT, code(*source), code("z = 1"))
    program = program_of(text)
    ast.parse(program)
    assert [cell.number for cell in cells_of(program)] == [2, 3]
    assert rewritten(text, program) == text
    changed = rewritten(text, program.replace("z = 1", "z = 2"))
    assert changed == text.replace("z = 1", "z = 2")


def test_a_python_body_of_a_cell_magic_is_kept() -> None:
    assert "x = 1\n" in program_of(notebook(code("%%time\n", "x = 1")))
    assert "\nx = 1\n" not in program_of(notebook(code("%%writefile x.py\n", "x = 1")))


def test_places_are_those_of_cells() -> None:
    program = program_of(notebook(TEXT, code("a\n", "b"), code("c")))
    cells = cells_of(program)
    lines = program.split("\n")
    for line, cell, inner in (("a", 2, 1), ("b", 2, 2), ("c", 3, 1)):
        at = Location("x.ipynb", lines.index(line) + 1, 1, lines.index(line) + 1, 2)
        assert placed(at, cells) == Location("x.ipynb", inner, 1, inner, 2, cell)
        assert placed(at, cells).file == f"x.ipynb:cell {cell}"
    assert placed(Location("x.ipynb", 1, 1, 1, 1), cells).cell is None


@pytest.mark.parametrize("indent", [None, 1, 4])
@pytest.mark.parametrize("escaped", [True, False])
def test_only_the_cell_that_changes_is_written(indent: int | None, escaped: bool) -> None:
    cells = [code("x = 'ü'\n", "y = 2\n", "z = 3"), {**code(), "source": "w = 4\nv = 5"}]
    text = json.dumps({"cells": cells, "metadata": {}}, indent=indent, ensure_ascii=escaped)
    program = program_of(text)
    assert rewritten(text, program.replace("y = 2", "y = 20")) == text.replace("y = 2", "y = 20")
    assert rewritten(text, program.replace("v = 5", "v = 50")) == text.replace("v = 5", "v = 50")
    longer = json.loads(rewritten(text, program.replace("z = 3", "z = 3\nq = 1")))
    assert longer["cells"][0]["source"] == ["x = 'ü'\n", "y = 2\n", "z = 3\n", "q = 1"]


@pytest.mark.parametrize("text", ["", "[]", "{", '{"cells": 3}', "[" * 100_000, '{"worksheets": []}'])
def test_what_is_no_notebook_is_refused(text: str) -> None:
    with pytest.raises(NoNotebook, match="is no notebook"):
        program_of(text)


def test_cells_of_other_languages_and_odd_cells_are_passed_over() -> None:
    assert program_of(notebook(code("x <- 1"), language_info={"name": "R"})) == ""
    assert program_of(notebook(code("x"), kernelspec={"language": "julia"})) == ""
    odd = notebook(3, None, {"cell_type": "code"}, {"cell_type": "code", "source": [1]}, code("x = 1"), language_info=7)
    assert [cell.text for cell in cells_of(program_of(odd))] == ["x = 1"]


@given(
    st.recursive(
        st.none() | st.booleans() | st.floats(allow_nan=False) | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    )
)
def test_spans_are_of_the_values(value: Any) -> None:
    for indent in (None, 2):
        text = json.dumps(value, indent=indent)
        for path, span in spans(text).items():
            found = value
            for step in path:
                found = found[step]
            assert json.loads(text[span.start : span.end]) == found


@given(st.lists(st.lists(st.text("ab%!? =\n'\"#\\").map(lambda text: text + "\n"), max_size=4), max_size=4))
def test_any_cells_come_back(cells: list[list[str]]) -> None:
    text = notebook(*(code(*lines) for lines in cells))
    assert rewritten(text, program_of(text)) == text
