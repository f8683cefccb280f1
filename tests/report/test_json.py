import json
from dataclasses import replace
from fractions import Fraction
from typing import Any

from cnnlint import __version__
from cnnlint.analysis.result import FileAnalysis
from cnnlint.graph import AxisField, Field, Input, LayerCall, Model, Place, Tensor, Unresolved
from cnnlint.graph.algebra import LOST
from cnnlint.report import check_json, show_json
from cnnlint.report.style import Style
from cnnlint.symbolic import fresh, parse_size
from support.findings import FIXED, SMALL, run
from support.models import N, digits, nested, place


def shown(analysis: FileAnalysis) -> Any:
    return json.loads("\n".join(show_json.render([analysis], Style())))


def test_show_of_the_digit_example() -> None:
    document = shown(digits())
    assert {key: document[key] for key in ("schema", "version")} == {"schema": "cnnlint/show/1", "version": __version__}
    (model,) = document["models"]
    layers = model.pop("layers")
    field = {
        "size": [7, 7], "least": [7, 7], "step": [1, 1], "start": [0, 0],
        "effective": [5.66, 5.66], "coverage": [0.25, 0.25], "global": False,
        "aligned": [True, True], "centre": [3, 3], "off_centre": [0, 0], "seen": [0.25, 0.25],
        "padding_at_centre": [0, 0], "padding_at_corner": [0, 0], "context": False, "statistics": None,
    }  # fmt: skip
    assert model == {
        "name": "sequential",
        "path": "digits.py",
        "line": 5,
        "framework": "keras",
        "inputs": [{"name": "conv2d_input", "shape": ["N", 28, 28, 1], "source": "input_shape at line 6"}],
        "outputs": [["N", 22, 22, 64]],
        "parameters": 55_744,
        "trainable_parameters": 55_744,
        "macs": 28_653_696,
        "receptive_field": field,
        "design": {
            "covering": None,
            "border": [],
            "misaligned": [],
            "unread": {"conv2d_input": [[], []]},
            "density": [1, 1],
            "halo": [{"before": 3, "after": 3, "every": 1}] * 2,
            "valid": [22, 22],
        },
        "requires": [],
        "fits": "",
        "resolved": {"layers": 3, "of": 3},
        "unresolved": [],
    }
    assert [layer["inputs"] for layer in layers] == [["input:conv2d_input"], [0], [1]]
    assert layers[2] == {
        "name": "conv2d_2",
        "type": "Conv2D",
        "op": "keras.layers.Conv2D",
        "kind": "module",
        "inputs": [1],
        "output_shape": ["N", 22, 22, 64],
        "parameters": 36_928,
        "macs": 17_842_176,
        "receptive_field": field,
        "path": "digits.py",
        "line": 8,
        "column": 11,
    }


def test_what_is_not_known_is_null_or_an_expression() -> None:
    layer = LayerCall("", "svd", "torch.linalg.svd", "function", (), (Tensor(None),), None, macs=fresh())
    shape = (N, fresh(), parse_size("(H - 4)//2"))
    model = Model("m", "torch", place(1), (Input("x", None),), (Tensor(shape), Tensor(None)), (layer,),
                  parse_size("8*C"), unresolved=(Unresolved("a.py", 3, "why", 2),), lost=2)  # fmt: skip
    (got,) = shown(FileAnalysis("a.py", "", (model,)))["models"]
    assert got["outputs"] == [["N", None, "(H - 4)//2"], None]
    assert (got["parameters"], got["macs"], got["receptive_field"]) == ("8*C", None, None)
    assert got["inputs"] == [{"name": "x", "shape": None, "source": ""}]
    assert (got["resolved"], got["unresolved"]) == (
        {"layers": 0, "of": 3},
        [{"path": "a.py", "line": 3, "reason": "why"}],
    )
    (row,) = got["layers"]
    assert (row["output_shape"], row["path"], row["line"], row["column"]) == (None, None, None, None)


def test_a_container_costs_what_the_calls_in_it_cost() -> None:
    (model,) = shown(nested())["models"]
    assert {layer["name"]: layer["macs"] for layer in model["layers"]} == {
        "conv1": 160, "relu": 0, "layer1.0.conv1": 160, "add": 0, "layer1.0.scale": 128,
        "layer1.0": 288, "layer1": 288, "": 448,
    }  # fmt: skip
    assert model["macs"] == 448


def test_fields_with_fractions_unknowns_and_whole_axes() -> None:
    half = AxisField(size=parse_size("2*K + 1"), low=None, step=Fraction(1, 2), least=3, reads=None)
    whole = AxisField(size=9, low=-1, step=Fraction(4), least=5, whole=True)
    got = show_json.field(Field((parse_size("H"), 32), (half, whole), ((Place(2),), (Place(3),))))
    assert got == {
        "size": ["2*K + 1", 32],
        "least": [3, 5],
        "step": [0.5, 4],
        "start": [None, 0],
        "effective": [None, 32],
        "coverage": None,
        "global": False,
        "aligned": [True, True],
        "centre": [None, 15.5],
        "off_centre": [None, 0],
        "seen": [None, None],
        "padding_at_centre": [None, None],
        "padding_at_corner": [None, None],
        "context": False,
        "statistics": None,
    }
    assert show_json.field(LOST) is None


def test_check() -> None:
    document = json.loads("\n".join(check_json.render(run(SMALL, FIXED), Style())))
    assert (document["schema"], document["version"]) == ("cnnlint/check/1", __version__)
    assert document["summary"] == {
        "files": 1, "models": 1, "layers": 3, "resolved": 3,
        "errors": 1, "warnings": 1, "infos": 0, "suppressed": 0, "known": 0, "fixed": 0, "seconds": 0.2,
    }  # fmt: skip
    first, second = document["diagnostics"]
    assert first == {
        "rule": "CNN201",
        "name": "small-final-receptive-field",
        "severity": "warning",
        "message": "the last feature map sees 7×7 of a 28×28 input (25 %)",
        "help": "\n".join(SMALL.help),
        "url": "https://example.org/CNN201",
        "path": "digits.py",
        "line": 8,
        "column": 11,
        "end_line": 8,
        "end_column": 56,
        "cell": None,
        "model": "sequential",
        "layer": "conv2d_2",
        "fix": None,
    }
    place_ = {"path": "net.py", "line": 2, "column": 12, "end_line": 2, "end_column": 22}
    assert second["fix"] == {
        "safe": True,
        "description": "write 16 * 4 * 4",
        "edits": [{**place_, "text": "16 * 4 * 4"}],
    }
    assert second["help"] is None


def test_json_is_ascii_and_survives_lone_surrogates() -> None:
    text = "\n".join(check_json.render(run(replace(SMALL, message="\udc80×")), Style()))
    assert text.isascii()
    assert json.loads(text)["diagnostics"][0]["message"] == "\udc80×"
