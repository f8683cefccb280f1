"""Layers that a model knows as its parts, and others; dropouts that are told of training, and others."""

import torch
import torch.nn.functional as F
from torch import nn


class Kept(nn.Module):
    def __init__(self):
        super().__init__()
        self.hidden = {"a": nn.Linear(20, 20)}  # cnnlint-expect: CNN610
        self.known = nn.ModuleDict({"a": nn.Linear(20, 20)})  # cnnlint-ok: CNN610
        self.spare = [self.known["a"]]
        self.plain = [nn.ReLU()]  # cnnlint-ok: CNN610

    def forward(self, x):
        x = self.plain[0](self.hidden["a"](x)) + self.spare[0](x)
        x = F.dropout(x, 0.1, True)  # cnnlint-ok: CNN611
        x = F.dropout(x, p=0.2)  # cnnlint-expect: CNN611
        x = F.dropout(x, 0.0)  # cnnlint-ok: CNN611
        return F.alpha_dropout(x, 0.3)  # cnnlint-ok: CNN611


Kept()(torch.zeros(4, 20))
