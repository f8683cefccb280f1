"""What a way that raises has made is not looked at any more."""

import torch
from somewhere import flags
from torch import nn
from torch.utils.data import DataLoader, TensorDataset


class Net(nn.Module):  # model: Net
    def __init__(self, width=4):
        super().__init__()
        self.conv = nn.Conv2d(3, width, 3)

    def forward(self, x):
        return self.conv(x)


if flags.train:
    loader = DataLoader(TensorDataset(torch.zeros(8, 3, 32, 32)), batch_size=4)
    raise RuntimeError("not yet")
