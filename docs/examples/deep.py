"""Twenty convolutions in a row."""

import torch
from torch import nn

deep = nn.Sequential(*[nn.Conv2d(8, 8, 3, padding=1) for _ in range(20)])
deep(torch.zeros(1, 8, 96, 96))
