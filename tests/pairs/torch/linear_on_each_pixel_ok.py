# Kind: a linear layer on the last axis of a map
import torch
from torch import nn

mlp = nn.Sequential(nn.Linear(16, 32), nn.GELU(), nn.Linear(32, 5))
maps = torch.randn(2, 16, 24, 24).permute(0, 2, 3, 1)
print(mlp(maps).shape)
