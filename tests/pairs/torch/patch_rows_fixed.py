# Kind: patches are cut by a view of the wrong number of rows
# After: questions about vision transformers, "shape '[2, 196, 768]' is invalid for input of size 150528"
import torch
from torch import nn


class Patches(nn.Module):
    def __init__(self, dim=32):
        super().__init__()
        self.cut = nn.Conv2d(1, dim, 7, stride=7)
        self.head = nn.Linear(16 * dim, 10)

    def forward(self, x):
        x = torch.relu(self.cut(x))
        x = x.view(-1, 16 * 32)
        return self.head(x)


Patches()(torch.zeros(5, 1, 28, 28))
