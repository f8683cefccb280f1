"""Softmax at the end of models, over the right axis and others, counted from either end."""

import torch
from torch import nn

scores = torch.zeros(8, 20)
rows = nn.Sequential(nn.Linear(20, 10), nn.Softmax(dim=-1))  # cnnlint-ok: CNN411, CNN403
rows(scores)
batch = nn.Sequential(nn.Linear(20, 10), nn.Softmax(dim=-2))  # cnnlint-expect: CNN411
batch(scores)
one_value = nn.Sequential(nn.Linear(20, 1), nn.Softmax(dim=-1))  # cnnlint-expect: CNN403
one_value(scores)

features = nn.Sequential(nn.Conv2d(3, 8, 3), nn.Flatten(), nn.Linear(7200, 16), nn.Dropout(0.5))  # cnnlint-ok: CNN415
features(torch.zeros(4, 3, 32, 32))
