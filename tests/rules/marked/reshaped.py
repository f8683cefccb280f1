"""Reshapings of a batch whose size is open."""

import torch
from torch import nn


class Fixed(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Sequential(nn.Conv2d(3, 3, 1), nn.AdaptiveAvgPool2d(4))
        self.fc = nn.Linear(48, 4)

    def forward(self, x):
        x = self.conv(x)
        a = self.fc(x.reshape(8, -1))  # cnnlint-expect: CNN125
        b = self.fc(x.reshape(-1, 48))  # cnnlint-ok: CNN125
        c = self.fc(x.reshape(x.shape[0], -1))  # cnnlint-ok: CNN125
        d = x.reshape(2, -1, 3, 4, 4).mean(0)  # cnnlint-ok: CNN125
        e = x.reshape(1, -1, 4, 4)  # cnnlint-ok: CNN125
        f = x.reshape(4, -1).var(dim=0).mean()  # cnnlint-ok: CNN125
        return a, b, c, d, e, f


class Flat(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(3, 3, 1)
        self.drop = nn.Dropout(0.1)
        self.fc = nn.Linear(48, 1)

    def forward(self, x):
        x = self.drop(torch.flatten(self.conv(x).reshape(-1, 3, 4, 4)))  # cnnlint-expect: CNN126
        x = self.fc(x)
        return x.flatten()  # cnnlint-ok: CNN126
