# Kind: layers that take the width that arrives
import torch
from torch import nn

net = nn.Sequential(nn.LazyConv2d(16, 3), nn.LazyBatchNorm2d(), nn.ReLU(), nn.Flatten(), nn.LazyLinear(10))
print(net(torch.zeros(2, 1, 28, 28)).shape)
