"""Programs of many layers, to see how the time grows: a chain of convolutions for PyTorch, and one of Keras' functional interface."""

from __future__ import annotations

TORCH = """\
import torch
from torch import nn

net = nn.Sequential(*[layer for _ in range({turns}) for layer in (nn.Conv2d(8, 8, 3, padding=1), nn.ReLU())])
net(torch.zeros(1, 8, 32, 32))
"""
KERAS = """\
import keras
from keras import layers

inputs = keras.Input((32, 32, 8))
x = inputs
for _ in range({turns}):
    x = layers.Conv2D(8, 3, padding="same")(x)
    x = layers.ReLU()(x)
model = keras.Model(inputs, x)
"""


def program(text: str, layers: int) -> str:
    """A program of so many layers."""
    return text.format(turns=layers // 2)


def typical(lines: int = 150) -> str:
    """A file of about so many lines as people write them: blocks, a network, and what trains it."""
    block = '''

class Block{number}(nn.Module):
    """Two convolutions and a way past them."""

    def __init__(self, channels, stride=1):
        super().__init__()
        self.first = nn.Conv2d(channels, channels, 3, stride=stride, padding=1, bias=False)
        self.norm = nn.BatchNorm2d(channels)
        self.second = nn.Conv2d(channels, channels, 3, padding=1)
        self.past = nn.Conv2d(channels, channels, 1, stride=stride)

    def forward(self, x):
        kept = self.past(x)
        x = F.relu(self.norm(self.first(x)))
        x = self.second(x)
        return F.relu(x + kept)
'''
    head = "import torch\nimport torch.nn as nn\nimport torch.nn.functional as F\n"
    count = (lines - 20) // (block.count("\n"))
    made = ", ".join(f"Block{number}(32, {1 + number % 2})" for number in range(count))
    net = f'''

class Net(nn.Module):
    """The whole of it."""

    def __init__(self, classes=10):
        super().__init__()
        self.stem = nn.Conv2d(3, 32, 3, padding=1)
        self.body = nn.Sequential({made})
        self.head = nn.Linear(32, classes)

    def forward(self, x):
        x = self.body(self.stem(x))
        return self.head(x.mean((2, 3)))


if __name__ == "__main__":
    print(Net()(torch.rand(2, 3, 64, 64)).shape)
'''
    return head + "".join(block.replace("{number}", str(number)) for number in range(count)) + net
