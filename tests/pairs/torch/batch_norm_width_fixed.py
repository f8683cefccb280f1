# Kind: a normalisation of another width than the layer before it
# After: questions, "running_mean should contain 32 elements not 64"
import torch
import torch.nn as nn


def stage(inputs, outputs):
    return nn.Sequential(
        nn.Conv2d(inputs, outputs, 3, padding=1, bias=False),
        nn.BatchNorm2d(32),
        nn.ReLU(inplace=True),
    )


net = stage(3, 32)
net(torch.randn(2, 3, 24, 24))
