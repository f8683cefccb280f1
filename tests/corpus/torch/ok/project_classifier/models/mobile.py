import torch
import torch.nn as nn

from models.layers import *
from models.registry import model


class Mobile(nn.Module):
    #        c2, n, s
    table = ((32, 1, 1), (64, 2, 2), (128, 3, 2), (256, 2, 2))

    def __init__(self, num_classes=10, multiplier=1.0):
        super().__init__()
        c1 = int(16 * multiplier)
        self.stem = Unit(3, c1, 3, 2)
        stages = []
        for c2, n, s in self.table:
            c2 = int(c2 * multiplier)
            stage = []
            for j in range(n):
                stage.append(Separable(c1, c2, s if j == 0 else 1))
                c1 = c2
            stages.append(nn.Sequential(*stage))
        self.stages = nn.Sequential(*stages)
        self.pool = nn.AdaptiveAvgPool2d(1)
        self.fc = nn.Linear(c1, num_classes)

    def forward(self, x):
        x = self.pool(self.stages(self.stem(x)))
        return self.fc(torch.flatten(x, start_dim=1))


@model
def mobile(num_classes=10, **kwargs):
    return Mobile(num_classes, **kwargs)


@model
def mobile_half(num_classes=10):
    return Mobile(num_classes, multiplier=0.5)
