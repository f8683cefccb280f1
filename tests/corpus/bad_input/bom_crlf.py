import torch
from torch import nn

net = nn.Conv2d(3, 16, 3)
