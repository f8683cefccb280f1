# Fits: 24 ≤ H = W ≤ 31; rectangles that fit: H × W = 8…15 × 72…79 and 1 more
# Input: N, 1, 28, 28
# From: what 7 needs at line 16
from torch import nn


def Net():
    return nn.Sequential(
        nn.Conv2d(1, 4, 3, padding=1),
        nn.MaxPool2d(2),
        nn.Conv2d(4, 8, 3, padding=1),
        nn.MaxPool2d(2),
        nn.Conv2d(8, 8, 3, padding=1),
        nn.MaxPool2d(2),
        nn.Flatten(),
        nn.Linear(8 * 3 * 3, 10),
    )
