"""What is changed in place, and what autograd has kept of it; the answers are those of PyTorch's backward pass."""

import torch
import torch.nn.functional as F
from torch import nn


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(4, 4, 1)
        self.other = nn.Conv2d(4, 4, 1)
        self.norm = nn.BatchNorm2d(4)
        self.act = nn.ReLU(inplace=True)
        self.drop = nn.Dropout(0.5, inplace=True)

    def forward(self, x):
        a = torch.sigmoid(self.conv(x))
        a *= 2  # cnnlint-expect: CNN617
        b = torch.sigmoid(self.conv(x))
        b = b * 2  # cnnlint-ok: CNN617
        c = F.gelu(self.conv(x))
        c += 1  # cnnlint-ok: CNN617
        d = self.norm(self.conv(x))
        d += x  # cnnlint-ok: CNN617
        d = self.drop(self.act(d))  # cnnlint-expect: CNN617
        e = self.conv(x)
        f = self.other(e)
        e += f  # cnnlint-expect: CNN617
        g = self.conv(x)
        h = self.other(g.clone())
        g += h  # cnnlint-ok: CNN617
        i = F.relu(self.conv(x)).clone()
        i += 1  # cnnlint-ok: CNN617
        j = torch.relu(x)
        j += 1  # cnnlint-ok: CNN617
        return a + b + c + d + e + g + i + j


class First(nn.Module):
    """Nothing in front of it is trained."""

    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(4, 4)

    def forward(self, x):
        x = torch.sigmoid(x)
        x += 1  # cnnlint-ok: CNN617
        return self.fc(x)


Net()(torch.zeros(2, 4, 8, 8))
First()(torch.zeros(2, 4))
