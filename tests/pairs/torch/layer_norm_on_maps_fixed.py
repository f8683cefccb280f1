# Kind: a layer normalisation of the channels on a map whose channels are first
# After: questions, "Given normalized_shape=[32], expected input with shape [*, 32], but got input of size[4, 32, 14, 14]"
import torch
from torch import nn


class Stem(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(3, 32, 4, stride=4)
        self.norm = nn.GroupNorm(1, 32)

    def forward(self, x):
        return self.norm(self.conv(x))


Stem()(torch.rand(4, 3, 56, 56))
