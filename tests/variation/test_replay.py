"""Carrying out the operations of an unchanged model gives the model as it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from cnnlint.analysis import analyze_paths, analyze_source
from cnnlint.analysis.result import Options
from cnnlint.graph import Model
from cnnlint.graph.model import of_one_sample
from cnnlint.variation import what_if
from cnnlint.variation.plan import Plan, Stuck, plan
from cnnlint.variation.replay import check, replay
from graph.fields import keras_program, networks
from graph.fields.networks import Unsuitable

CORPUS = Path(__file__).parents[1] / "corpus"
# Of the corpus' working programs, how many models come out as they are; the others are told why not.
LEAST = {"keras": 80, "torch": 78}


def models(framework: str) -> list[Model]:
    found = analyze_paths([str(CORPUS / framework / "ok")], Options())
    return [model for analysis in found for model in analysis.models if model.layers]


def checked(model: Model) -> Plan | None:
    try:
        found = plan(model)
        check(found)
    except Stuck as stuck:
        assert str(stuck)
        return None
    return found


@pytest.mark.parametrize("framework", ["keras", "torch"])
def test_most_models_can_be_carried_out_again(framework: str) -> None:
    whole = [found for model in models(framework) if (found := checked(model)) is not None]
    count, problems = len(whole), []
    for found in whole:
        result, model = replay(found, whole=True), found.model
        same = [result.of(tensor).shape == tensor.shape for tensor in model.outputs]
        if (result.parameters, result.macs) != (model.parameters, model.macs) or not all(same):
            problems.append(model.name)
    assert count >= LEAST[framework]
    assert not problems, problems[:3]


def test_rows_that_are_ordered_for_readers_are_followed_all_the_same() -> None:
    """Of a functional model an operation's row may stand before the layer that it reads."""
    text = """
import keras
from keras import layers

x = keras.Input((30, 2))
a = layers.Conv1D(3, 3)(x)
b = layers.Multiply()([a, layers.Dense(3)(a)])
c = layers.Multiply()([a, layers.Dense(3)(a)])
d = layers.Conv1D(2, 1)(b[:, 0:20])
e = layers.Conv1D(2, 1)(c[:, 0:20])
model = keras.Model(x, layers.Maximum()([d, e]))
"""
    (model,) = analyze_source(text, "net.py").models
    assert checked(model) is not None


def test_what_a_wrapped_layer_costs_counts() -> None:
    """A layer inside of another has no row of its own; what it costs is the cost of the one around it."""
    text = """
from keras import Sequential, layers

model = Sequential([
    layers.Input((4, 20, 20, 3)),
    layers.TimeDistributed(layers.Conv2D(4, 3)),
    layers.TimeDistributed(layers.GlobalAveragePooling2D()),
    layers.Bidirectional(layers.LSTM(8)),
])
"""
    (model,) = analyze_source(text, "net.py").models
    costs = [of_one_sample(model, layer.macs) for layer in model.layers]
    assert costs == [4 * 18 * 18 * 4 * 27, 0, 2 * 4 * 4 * 8 * (4 + 8)]
    found = checked(model)
    assert found is not None
    assert not found.opaque


def test_generated_networks_can_be_carried_out_again() -> None:
    """All but the few that transform in ways that are no operations."""
    drawn, problems = 0, []
    for framework, build in (("torch", networks.network), ("keras", keras_program.network)):
        for seed in range(1, 60):
            try:
                text = build(seed).text()
            except Unsuitable:
                continue
            (model,) = analyze_source(text, "net.py").models
            drawn += 1
            problems += [] if checked(model) is not None else [f"{framework} {seed}"]
    assert drawn > 20
    assert len(problems) <= drawn // 20, problems[:3]


NET = """
import torch
import torch.nn.functional as F
from torch import nn

class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 4, 3, padding=1)
        self.conv2 = nn.Conv2d(4, 4, 3, padding=1)
        self.fc = nn.Linear(4 * 28 * 28, 10)

    def forward(self, x):
        x = F.relu(self.conv1(x))
        x = F.relu(self.conv2(x))
        {line}
        return self.fc(torch.flatten(x, 1))

net = Net()
net(torch.zeros(1, 1, 28, 28))
"""


def kinds_of(line: str) -> set[str]:
    (model,) = analyze_source(NET.format(line=line), "net.py").models
    return {proposal.kind for proposal in what_if(model).proposals}


def test_what_a_function_is_given_may_be_worked_out_from_the_map() -> None:
    """A size that hangs on the map would be another one behind a pool: of these edits nothing is told."""
    assert {"pool", "stride", "dilation"} <= kinds_of("pass")
    for line in (
        "x = F.interpolate(x, size=(x.shape[2], x.shape[3]))",
        "x = F.pad(x, (0, x.shape[3] % 2, 0, 0))",
        "x = x[:, :, : x.shape[2], : x.shape[3] // 1]",
    ):
        found = kinds_of(line)
        assert "dilation" in found
        assert not found & {"pool", "pools", "stride"}, line


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (
            "import torch\nfrom torch import nn\nnet = nn.Sequential(nn.Linear(3, 4), nn.ReLU())\nnet(torch.zeros(1, 3))\n",
            "no map",
        ),
        (
            NET.format(line="pass").replace("4 * 28 * 28", "5"),
            "fc gives a tensor of which it is not known how it was made",
        ),
        (NET.format(line="pass").split("net = Net()")[0].replace("self.fc(torch.flatten(x, 1))", "x"), "not known"),
    ],
    ids=["no map", "does not work", "no size"],
)
def test_the_reason_is_told_where_nothing_can_be_tried(text: str, reason: str) -> None:
    (model,) = analyze_source(text, "net.py").models
    found = what_if(model)
    assert not found.proposals
    assert reason in found.reason
