"""What a run does not reach may still be used: by a file of the project that imports the model."""

from __future__ import annotations

from pathlib import Path

import pytest

from cnnlint.analysis import analyze_source
from cnnlint.rule_engine import evaluate, shipped_rules

NET = """
import torch
from torch import nn

class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.trunk = nn.Linear(8, 8)
        self.head = nn.Linear(8, 2)

    def forward(self, x):
        return self.trunk(x)
"""
RULES = [rule for rule in shipped_rules().rules if rule.id == "CNN612"]


@pytest.mark.parametrize(
    ("other", "fires"),
    [
        ("from net import Net\nmodel = Net()\nprint(model.head)\n", False),
        ("from net import Net\n\nclass Big(Net):\n    def score(self, x):\n        return self.head(x)\n", False),
        ("from net import Net\n\nclass Other:\n    def score(self, x):\n        return self.head(x)\n", True),
        ("class Other:\n    pass\n\nprint(Other().head)\n", True),
        ("from net import Net\nmodel = Net()\nmodel.head = None\n", True),
    ],
)
def test_files_that_import_a_model_may_use_its_parts(tmp_path: Path, other: str, fires: bool) -> None:
    (tmp_path / "pyproject.toml").write_text("")
    (tmp_path / "net.py").write_text(NET)
    (tmp_path / "other.py").write_text(other)
    found = evaluate(RULES, analyze_source(NET, str(tmp_path / "net.py")))
    assert [one.message for one in found] == (["Net keeps head and never uses it"] if fires else [])


SETS = """
from torch import nn
from torch.utils.data import DataLoader, Subset
from torchvision import datasets, transforms

data = datasets.MNIST("data", transform=transforms.ToTensor()){changed}
model = nn.Sequential(nn.Flatten(), nn.Linear(784, 5))
for images, labels in DataLoader(data, 32, shuffle=True):
    nn.CrossEntropyLoss()(model(images), {labels})
"""


@pytest.mark.parametrize(
    ("changed", "labels", "classes"),
    [
        ("", "labels", 10),
        ("", "labels.to('cuda').long()", 10),
        ("", "labels.view(-1)", 10),
        ("", "labels % 5", None),
        ("", "labels[labels < 5]", None),
        ("", "labels // 2", None),
        ("\ndata.targets = data.targets % 5", "labels", None),
        ("\ndata = Subset(data, [1, 2])", "labels", None),
        ("", "labels.clamp(max=4)", None),
        ("", "labels.fill_(1)", None),
        ("", "labels.apply_(lambda one: one % 5)", None),
        ("", "labels.index_fill_(0, labels, 1)", None),
        ("", "labels.masked_fill(labels > 4, 0)", None),
    ],
)
def test_targets_number_the_classes_of_a_data_set_until_something_is_done_with_them(
    changed: str, labels: str, classes: int | None
) -> None:
    found = analyze_source(SETS.format(changed=changed, labels=labels), "train.py")
    assert [loss.classes for model in found.models for loss in model.losses] == [classes]


def test_labels_that_are_set_number_no_classes() -> None:
    text = SETS.format(changed="", labels="labels").replace("    nn.Cross", "    labels[labels > 4] = 0\n    nn.Cross")
    found = analyze_source(text, "train.py")
    assert [loss.classes for model in found.models for loss in model.losses] == [None]


ARRAYS = """
import keras
import numpy as np

(x, y), _ = keras.datasets.mnist.load_data()
{changed}
model = keras.Sequential([keras.Input((28, 28)), keras.layers.Flatten(), keras.layers.Dense(5)])
model.compile("adam", keras.losses.SparseCategoricalCrossentropy(from_logits=True))
model.fit(x, {labels})
"""


@pytest.mark.parametrize(
    ("changed", "labels", "classes"),
    [
        ("", "y", 10),
        ("y = y.astype('int64').reshape(-1)", "y", 10),
        ("y[y > 4] = 0", "y", None),
        ("y = np.where(y > 4, 0, y)", "y", None),
        ("y = y % 5", "y", None),
        ("y //= 2", "y", None),
        ("x, y = x[y < 5], y[y < 5]", "y", None),
        ("y = np.array([int(one > 4) for one in y])", "y", None),
    ],
)
def test_arrays_of_labels_number_the_classes_until_something_is_done_with_them(
    changed: str, labels: str, classes: int | None
) -> None:
    found = analyze_source(ARRAYS.format(changed=changed, labels=labels), "train.py")
    assert [loss.classes for model in found.models for loss in model.losses] == [classes]


BLOCKS = """
import torch
from torch import nn

class Block(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(8, 8, 3, padding=1)

    def forward(self, x):
        out = torch.relu(self.conv(x))
        out += x
        return out

nn.Sequential(Block(), Block(), Block())(torch.zeros(1, 8, 4, 4))
"""


def test_a_call_that_is_written_once_is_one_finding_however_many_layers_make_it() -> None:
    rules = [rule for rule in shipped_rules().rules if rule.id == "CNN617"]
    found = evaluate(rules, analyze_source(BLOCKS, "net.py"))
    assert [one.at.line for one in found] == [12]
