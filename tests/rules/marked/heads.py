"""Heads of classifiers: which lines are found, and which of their neighbours are not."""

import torch
from torch import nn

good = nn.Sequential(nn.Linear(20, 8), nn.ReLU(), nn.Linear(8, 2), nn.Softmax(dim=1))  # cnnlint-ok: CNN403, CNN602
good(torch.zeros(4, 20))

one_unit = nn.Sequential(nn.Linear(20, 8), nn.ReLU(), nn.Linear(8, 1), nn.Softmax(dim=1))  # cnnlint-expect: CNN403
one_unit(torch.zeros(4, 20))

# cnnlint-expect: CNN602
straight = nn.Sequential(nn.Linear(20, 64), nn.Linear(64, 10))
straight(torch.zeros(4, 20))

twice = nn.Sequential(
    nn.Linear(20, 64),
    nn.ReLU(),  # cnnlint-ok: CNN603
    nn.ReLU(),  # cnnlint-expect: repeated-activation
    nn.Linear(64, 10),
)
twice(torch.zeros(4, 20))
