"""Loops that are known are run, loops that are not are joined."""
import sys

import torch
from torch import nn

convs = nn.ModuleList()
width = 3
for out in (8, 16, 32):
    convs.append(nn.Conv2d(width, out, 3, stride=2, padding=1))
    width = out
x = torch.randn(1, 3, 64, 64)
for conv in convs:
    x = conv(x)
nn.Linear(32 * 8 * 8, 10)(x.flatten(1))
nn.Linear(32 * 4 * 4, 10)(x.flatten(1))  # fact: feature-mismatch

y = torch.randn(1, 3, 64, 64)
same = nn.Conv2d(3, 3, 3, padding=1)
halve = nn.MaxPool2d(2)
while y.sum() > 0:
    y = same(y)
nn.Conv2d(3, 1, 1)(y)
nn.Conv2d(4, 1, 1)(y)  # fact: channel-mismatch
for _ in sys.argv:
    y = halve(y)
nn.Linear(64, 1)(y)
while True:
    y = same(y)
    if y.mean() > 0:
        break
nn.Conv2d(5, 1, 1)(y)  # fact: channel-mismatch
