# Kind: batch normalisation in training of a single example that has one value a channel
# After: pytorch/pytorch#4534, leaderj1001/BottleneckTransformers#18, "Expected more than 1 value per channel when training"
import torch
import torch.nn as nn


class Pooled(nn.Module):
    def __init__(self, channels=64):
        super().__init__()
        self.pool = nn.AdaptiveAvgPool2d(1)
        self.conv = nn.Conv2d(channels, 32, 1, bias=False)
        self.bn = nn.BatchNorm2d(32)

    def forward(self, x):
        return torch.relu(self.bn(self.conv(self.pool(x))))


branch = Pooled()
branch.eval()
print(branch(torch.randn(1, 64, 16, 16)).shape)
