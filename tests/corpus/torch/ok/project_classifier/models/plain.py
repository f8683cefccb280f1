import torch.nn as nn

from models.layers import Unit
from models.registry import model


class Plain(nn.Module):
    def __init__(self, widths, num_classes):
        super().__init__()
        layers = [Unit(3, widths[0], 3, 2)]
        for c1, c2 in zip(widths, widths[1:]):
            layers += [Unit(c1, c2, 3, 2), Unit(c2, c2, (1, 3)), Unit(c2, c2, (3, 1))]
        self.backbone = nn.Sequential(*layers)
        self.head = nn.Linear(widths[-1], num_classes)

    def forward(self, x):
        return self.head(self.backbone(x).mean((-2, -1)))


@model
def plain_small(num_classes=10):
    return Plain([32, 64, 128], num_classes)
