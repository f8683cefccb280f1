# Kind: a group normalisation of another width than the layer before it
# After: questions, "Expected weight to be a vector of size equal to the number of channels in input"
import torch
from torch import nn

layers = [nn.Conv2d(3, 32, 3)]
layers.append(nn.GroupNorm(4, 32))
layers.append(nn.ReLU())
net = nn.Sequential(*layers)
net(torch.zeros(1, 3, 10, 10))
