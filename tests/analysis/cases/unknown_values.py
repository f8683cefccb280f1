"""What is not known is never an error."""
import json
import os

import somewhere
import torch
from torch import nn

config = json.load(open("config.json"))
width = config["width"]
depth = int(os.environ.get("DEPTH", 3))


class Net(nn.Module):
    def __init__(self, width, kernel, act):
        super().__init__()
        self.stem = nn.Conv2d(3, width, kernel, padding=kernel // 2)
        self.blocks = nn.ModuleList([nn.Conv2d(width, width, 3, padding=1) for _ in range(depth)])
        self.act = getattr(nn, act)() if isinstance(act, str) else act
        self.extra = somewhere.Layer(width)
        self.head = nn.Linear(width * 4, 10)

    def forward(self, x):
        x = self.stem(x)
        for block in self.blocks:
            x = x + self.act(block(x))
        x = self.extra(x)
        if x.mean() > 0:
            x = somewhere.normalise(x)
        return self.head(x.flatten(1))


net = Net(width, config["kernel"], config["act"])
out = net(torch.randn(2, 3, 32, 32))
shape = out.shape
a, b = out.shape
rows = [row for row in out]
values = out[somewhere.index]
total = sum(somewhere.weights) + out
picked = {"a": 1}[somewhere.key]
text = f"{somewhere.name}-{out}"


class Stacked(nn.Module):
    def __init__(self, A, B):
        super().__init__()
        self.first = self.stack(3, 16, A)
        self.second = self.stack(16, 32, B)
        self.last = nn.Conv2d(32, 1, 1)

    @staticmethod
    def stack(width, out, count):
        layers = nn.Sequential()
        for i in range(count):
            layers.add_module("block_{}".format(i), nn.Conv2d(width, out, 3))
            width = out
        return layers

    def forward(self, x):
        return self.last(self.second(self.first(x)))


@somewhere.entry(config_path="conf")
def main(cfg):
    return cfg.width


main()
