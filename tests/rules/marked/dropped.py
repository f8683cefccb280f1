"""Statements that drop what they compute, and statements that only look so."""

import torch
import torch.nn.functional as F
from torch import nn


class Seen(nn.Module):
    def forward(self, x):
        return x + 1


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(8, 8)
        self.relu = nn.ReLU()
        self.inside = nn.ReLU(inplace=True)
        self.seen = Seen()
        nn.Dropout(0.5)  # cnnlint-expect: CNN619

    def forward(self, x):
        x = self.fc(x)
        self.relu(x)  # cnnlint-expect: CNN619
        self.inside(x)  # cnnlint-ok: CNN619
        x.view(-1, 4)  # cnnlint-expect: CNN619
        x.unsqueeze(0)  # cnnlint-expect: CNN619
        x.unsqueeze_(0).squeeze_(0)  # cnnlint-ok: CNN619
        torch.add(x, 1, out=x)  # cnnlint-ok: CNN619
        F.elu_(x)  # cnnlint-ok: CNN619
        self.seen(x)  # cnnlint-ok: CNN619
        x.retain_grad()  # cnnlint-ok: CNN619
        try:
            x.view(3, 5)
        except RuntimeError:
            pass
        y = [x]
        y.append(self.fc(x))  # cnnlint-ok: CNN619
        return y


Net()(torch.zeros(2, 8))
