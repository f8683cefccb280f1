"""Networks for pictures after their published definitions, written for PyTorch: to be read, not run.

Simonyan and Zisserman, "Very Deep Convolutional Networks for Large-Scale Image Recognition" (2015), and He et al., "Deep Residual Learning for
Image Recognition" (2016). He et al. stride in the first 1×1 window of a bottleneck; many programs do so in its 3×3 window instead.
"""

import torch
from torch import nn


def vgg16(size):
    parts, before = [], 3
    for width, count in ((64, 2), (128, 2), (256, 3), (512, 3), (512, 3)):
        for _ in range(count):
            parts += [nn.Conv2d(before, width, 3, padding=1), nn.ReLU()]
            before = width
        parts.append(nn.MaxPool2d(2))
    places = 512 * (size // 32) ** 2
    dense = [nn.Flatten(), nn.Linear(places, 4096), nn.ReLU(), nn.Linear(4096, 4096), nn.ReLU(), nn.Linear(4096, 1000)]
    return fed(nn.Sequential(*parts, *dense), size)


def resnet18(size):
    return fed(ResNet(Basic, 64, [2, 2, 2, 2]), size)


def resnet101(size):
    return fed(ResNet(Bottleneck, 256, [3, 4, 23, 3]), size)


def resnet101_late(size):
    return fed(ResNet(LateBottleneck, 256, [3, 4, 23, 3]), size)


def fed(model, size):
    model(torch.zeros(2, 3, size, size))
    return model


def conv(before, width, kernel=1, stride=1):
    return nn.Sequential(nn.Conv2d(before, width, kernel, stride, kernel // 2, bias=False), nn.BatchNorm2d(width))


class Block(nn.Module):
    def __init__(self, before, width, stride):
        super().__init__()
        same = before == width and stride == 1
        self.shortcut = nn.Identity() if same else conv(before, width, 1, stride)
        self.branch = self.built(before, width, stride)

    def forward(self, x):
        return torch.relu(self.branch(x) + self.shortcut(x))


class Basic(Block):
    def built(self, before, width, stride):
        return nn.Sequential(conv(before, width, 3, stride), nn.ReLU(), conv(width, width, 3))


class Bottleneck(Block):
    strides = (2, 1)

    def built(self, before, width, stride):
        narrow = width // 4
        first, second = (stride if more == 2 else 1 for more in self.strides)
        return nn.Sequential(
            conv(before, narrow, 1, first), nn.ReLU(), conv(narrow, narrow, 3, second), nn.ReLU(), conv(narrow, width)
        )


class LateBottleneck(Bottleneck):
    strides = (1, 2)


class ResNet(nn.Module):
    def __init__(self, block, width, counts):
        super().__init__()
        self.stem = nn.Sequential(conv(3, 64, 7, 2), nn.ReLU(), nn.MaxPool2d(3, 2, 1))
        blocks, before = [], 64
        for level, count in enumerate(counts):
            for n in range(count):
                blocks.append(block(before, width * 2**level, 2 if n == 0 and level else 1))
                before = width * 2**level
        self.blocks = nn.Sequential(*blocks)
        self.pool = nn.AdaptiveAvgPool2d(1)
        self.head = nn.Linear(before, 1000)

    def forward(self, x):
        return self.head(self.pool(self.blocks(self.stem(x))).flatten(1))
