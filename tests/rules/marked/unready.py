"""A model that cannot register its layers says so, and nothing else."""

import torch
from torch import nn


class Net(nn.Module):
    def __init__(self):
        self.one = nn.Linear(20, 20)  # cnnlint-ok: CNN610
        self.two = [nn.Linear(20, 20)]  # cnnlint-ok: CNN610

    def forward(self, x):
        return self.two[0](self.one(x))


Net()(torch.zeros(4, 20))  # cnnlint-ok: CNN113
