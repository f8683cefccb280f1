from __future__ import annotations

import pytest

from cnnlint.source import might_hold_a_model


@pytest.mark.parametrize(
    "text",
    [
        "import torch",
        "import torch.nn as nn\n",
        "from torch import nn",
        "x = 1\n    from tensorflow.keras import layers",
        "import os, sys, torch",
        "import os; import keras",
        "from keras_hub.models import Backbone",
        "import torchvision",
        "import pytorch_lightning as pl",
        "import lightning as L",
        "import segmentation_models_pytorch as smp",
        "import tf_keras",
        "import timm",
        "from \\\n  torch import nn",
        "import os, \\\r\n  torch",
        "if a: import torch",
        "from .torch_blocks import Block",
    ],
)
def test_model_files(text: str) -> None:
    assert might_hold_a_model(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "import os",
        "import os  # torch",
        "torch = 1",
        "# torch and keras\nimport os",
        "from numpy import\\\n array\n# torch",
        "x = 'torch'",
        "important = torch",
        "import optimmize",
        "import os\ntorch.zeros(1)",
    ],
)
def test_other_files(text: str) -> None:
    assert not might_hold_a_model(text)


def test_one_long_line_of_imports_is_answered() -> None:
    assert not might_hold_a_model("import " * 300_000)
