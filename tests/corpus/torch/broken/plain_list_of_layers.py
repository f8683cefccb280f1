"""Layers built from a table in which two digits were swapped."""
import torch
from torch import nn

CONFIG = [
    {"in": 3, "out": 32, "stride": 2},
    {"in": 32, "out": 64, "stride": 2},
    {"in": 46, "out": 128, "stride": 2},
]


class Stack(nn.Module):
    def __init__(self, config):
        super().__init__()
        self.layers = nn.ModuleList([
            nn.Conv2d(entry["in"], entry["out"], 3, stride=entry["stride"], padding=1) for entry in config
        ])

    def forward(self, x):
        for layer in self.layers:
            x = layer(x).relu()
        return x


if __name__ == "__main__":
    net = Stack(CONFIG)
    print(net(torch.rand(1, 3, 64, 64)).mean())
