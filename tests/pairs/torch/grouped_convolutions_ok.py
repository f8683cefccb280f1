# Kind: grouped and depthwise convolutions
import torch
from torch import nn


def mobile(inputs, outputs, stride):
    return nn.Sequential(
        nn.Conv2d(inputs, inputs, 3, stride, 1, groups=inputs, bias=False), nn.GroupNorm(inputs // 4, inputs), nn.ReLU6(),
        nn.Conv2d(inputs, outputs, 1, groups=2, bias=False), nn.GroupNorm(1, outputs), nn.ReLU6(),
    )


nn.Sequential(mobile(8, 24, 1), mobile(24, 32, 2), mobile(32, 36, 2))(torch.zeros(1, 8, 21, 21))
