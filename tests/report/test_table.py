from dataclasses import replace

import pytest

from cnnlint.analysis.result import FileAnalysis
from cnnlint.graph import Model, Tensor, Unresolved
from cnnlint.graph.algebra import LOST
from cnnlint.interpreter.outcome import Fact
from cnnlint.report import table
from cnnlint.report.style import Style
from cnnlint.report.text import width
from cnnlint.symbolic import parse_size
from support.models import N, digits, field, nested, place

DIGITS_TABLE = """\
sequential · keras · digits.py:5 · input (N, 28, 28, 1), from input_shape at line 6

layer      type     output          params     MACs   field   sees
conv2d     Conv2D   N, 26, 26, 32      320    195 k     3×3   11 %
conv2d_1   Conv2D   N, 24, 24, 64   18,496   10.6 M     5×5   18 %
conv2d_2   Conv2D   N, 22, 22, 64   36,928   17.8 M     7×7   25 %

55,744 parameters, all trainable (0.21 MB) · 28.7 M MACs
A unit of the last map sees 7×7 of the 28×28 input (25 % of each side), step 1."""


def shown(analysis: FileAnalysis, style: Style = Style(), **options: object) -> str:  # noqa: B008
    return "\n".join(table.render([analysis], style, **options))


def test_the_digit_example() -> None:
    assert shown(digits()) == DIGITS_TABLE


def test_containers_stand_before_their_parts_and_leave_them_the_counts() -> None:
    assert shown(nested()).splitlines()[2:10] == [
        "layer       type         output       params   MACs   field   sees",
        "conv1       Conv2d       N, 8, 4, 4       10    160     3×3   11 %",
        "relu        relu         N, 8, 4, 4        0      0     3×3   11 %",
        "layer1      Sequential   N, 8, 4, 4                     3×3   11 %",
        "  0         Block        N, 8, 4, 4                     3×3   11 %",
        "    conv1   Conv2d       N, 8, 4, 4       10    160     3×3   11 %",
        "    scale   LayerScale   N, 8, 4, 4        8    128     3×3   11 %",
        "",
    ]


@pytest.mark.parametrize(
    ("depth", "names"),
    [
        (1, ["conv1", "relu", "layer1"]),
        (2, ["conv1", "relu", "layer1", "0"]),
        (3, ["conv1", "relu", "layer1", "0", "conv1", "scale"]),
    ],
)
def test_depth_closes_containers(depth: int, names: list[str]) -> None:
    rows = shown(nested(), depth=depth, names=("layer", "params")).splitlines()[3 : 3 + len(names)]
    assert [row.split()[0] for row in rows] == names


def test_a_closed_container_has_its_own_counts() -> None:
    row = shown(nested(), depth=1, names=("layer", "params", "macs")).splitlines()[5]
    assert row.split() == ["layer1", "18", "288"]


def test_partly_trainable() -> None:
    assert "28 parameters, 20 trainable (0.00 MB)" in shown(nested())


def test_long_names_and_shapes_fit_the_width() -> None:
    analysis = nested()
    for number, layer in enumerate(analysis.models[0].layers[:2]):
        layer.name = f"backbone.stage_with_a_very_long_name.{number}.depthwise_convolution_of_the_block"
        layer.type = "DepthwiseSeparableConvolution2dWithBias"
        layer.outputs = (Tensor((N, 64, parse_size("(H - 4)//2 + 17"), parse_size("(W - 4)//2 + 17")), field=field(3)),)
    for limit in (60, 80, 100):
        lines = shown(analysis, Style(width=limit)).splitlines()
        assert max(map(width, lines[2:9])) <= limit
    assert "…" in lines[3]


def test_columns_are_chosen() -> None:
    names = ("line", "layer", "step", "effective", "inputs", "op", "kind", "start", "least", "trainable")
    heading, first, *_ = shown(digits(), Style(width=200), names=names).splitlines()[2:]
    assert tuple(heading.split()) == names
    assert first.split() == [
        "6",
        "conv2d",
        "1×1",
        "3×3",
        "conv2d_input",
        "keras.layers.Conv2D",
        "module",
        "0×0",
        "3×3",
        "320",
    ]


def test_a_map_that_reads_everything() -> None:
    analysis = digits()
    final = analysis.models[0].layers[-1]
    final.outputs = (replace(final.outputs[0], field=field(7, whole=True)),)
    assert shown(analysis).splitlines()[-1] == "Every unit of the last map sees the whole input."
    assert "all   100 %" in shown(analysis)


def test_a_field_that_is_lost_is_a_question_mark() -> None:
    analysis = digits()
    final = analysis.models[0].layers[-1]
    final.outputs = (replace(final.outputs[0], field=LOST),)
    assert shown(analysis, names=("layer", "field", "sees")).splitlines()[5].split() == ["conv2d_2", "?", "?"]


def test_a_field_larger_than_the_input() -> None:
    analysis = digits()
    final = analysis.models[0].layers[-1]
    final.outputs = (replace(final.outputs[0], field=field(56)),)
    assert (
        shown(analysis).splitlines()[-1] == "A unit of the last map sees 56×56 of the 28×28 input (all of it), step 1."
    )


def test_what_was_not_understood() -> None:
    analysis = digits()
    model = analysis.models[0]
    model.lost = 2
    model.unresolved = (Unresolved("model.py", 57, "torch.linalg.svd: its result's size is not modelled", 2),) * 2
    assert shown(analysis).splitlines()[-2:] == [
        "3 of 5 layers understood. Not understood:",
        "  model.py:57  torch.linalg.svd: its result's size is not modelled (2 layers after it)",
    ]


def test_a_model_that_cannot_work_says_so() -> None:
    analysis = digits()
    fact = Fact("feature-mismatch", "fc1 takes 400 features and gets 256", place(14, path="net.py"))
    analysis = replace(analysis, facts=(fact,), fact_models=analysis.models)
    assert shown(analysis).splitlines()[-2:] == [
        "This model cannot work:",
        "  net.py:14  fc1 takes 400 features and gets 256",
    ]


def test_hostile_names_are_escaped() -> None:
    analysis = digits()
    analysis.models[0].name = "\x1b]0;title\x07"
    analysis.models[0].layers[0].name = "\x1b[2J"
    assert "\x1b" not in shown(analysis)


def test_colour_is_asked_for() -> None:
    assert "\x1b[1msequential\x1b[0m" in shown(digits(), Style(colour=True))


def test_several_models_are_set_apart() -> None:
    assert "\n".join(table.render([digits(), digits()], Style())) == f"{DIGITS_TABLE}\n\n{DIGITS_TABLE}"


def test_a_model_without_layers_or_parameters() -> None:
    model = Model("empty", "torch", place(1), (), (), ())
    assert "no parameters · 0 MACs" in shown(FileAnalysis("digits.py", "", (model,)))
