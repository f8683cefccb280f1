from typing import Optional, Sequence, Type

import torch
from torch import Tensor, nn


def conv(cin: int, cout: int, kernel: int, stride: int = 1, groups: int = 1) -> nn.Conv2d:
    return nn.Conv2d(cin, cout, kernel, stride, (kernel - 1) // 2, groups=groups, bias=False)


class Bottleneck(nn.Module):
    """1x1 down, 3x3 at the narrow width, 1x1 up to four times the planes."""

    growth: int = 4

    def __init__(self, cin: int, planes: int, stride: int = 1, groups: int = 1, group_width: int = 64,
                 project: Optional[nn.Module] = None) -> None:
        super().__init__()
        inner = int(planes * group_width / 64.0) * groups
        outer = planes * self.growth
        self.narrow, self.narrow_norm = conv(cin, inner, 1), nn.BatchNorm2d(inner)
        self.spatial, self.spatial_norm = conv(inner, inner, 3, stride, groups), nn.BatchNorm2d(inner)
        self.wide, self.wide_norm = conv(inner, outer, 1), nn.BatchNorm2d(outer)
        self.act = nn.ReLU(inplace=True)
        self.project = project

    def forward(self, x: Tensor) -> Tensor:
        y = self.act(self.narrow_norm(self.narrow(x)))
        y = self.act(self.spatial_norm(self.spatial(y)))
        y = self.wide_norm(self.wide(y))
        y += x if self.project is None else self.project(x)
        return self.act(y)


class DeepResNet(nn.Module):
    def __init__(self, block: Type[Bottleneck], counts: Sequence[int], classes: int = 1000, **block_options: int) -> None:
        super().__init__()
        self.block_options = block_options
        self.current = 64
        self.stem = nn.Sequential(conv(3, 64, 7, 2), nn.BatchNorm2d(64), nn.ReLU(inplace=True), nn.MaxPool2d(3, 2, 1))
        stages = [self._stage(block, 64 * 2 ** i, n, stride=1 if i == 0 else 2) for i, n in enumerate(counts)]
        self.stages = nn.Sequential(*stages)
        self.pool = nn.AdaptiveAvgPool2d(1)
        self.head = nn.Linear(self.current, classes)
        for name, parameter in self.named_parameters():
            if name.endswith("wide_norm.weight"):
                nn.init.zeros_(parameter)

    def _stage(self, block: Type[Bottleneck], planes: int, count: int, stride: int) -> nn.Sequential:
        outer = planes * block.growth
        project: Optional[nn.Module] = None
        if stride != 1 or self.current != outer:
            project = nn.Sequential(conv(self.current, outer, 1, stride), nn.BatchNorm2d(outer))
        found = [block(self.current, planes, stride, project=project, **self.block_options)]
        self.current = outer
        while len(found) < count:
            found.append(block(self.current, planes, **self.block_options))
        return nn.Sequential(*found)

    def forward(self, x: Tensor) -> Tensor:
        x = self.pool(self.stages(self.stem(x)))
        return self.head(torch.flatten(x, 1))


def resnet50(classes: int = 1000) -> DeepResNet:
    return DeepResNet(Bottleneck, (3, 4, 6, 3), classes)


def resnext50(classes: int = 1000) -> DeepResNet:
    return DeepResNet(Bottleneck, (3, 4, 6, 3), classes, groups=32, group_width=4)
