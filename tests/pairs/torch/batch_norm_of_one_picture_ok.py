# Kind: batch normalisation in training of one picture, which has many values a channel
import torch
from torch import nn

net = nn.Sequential(nn.Conv2d(3, 8, 3), nn.BatchNorm2d(8), nn.ReLU())
print(net(torch.zeros(1, 3, 12, 12)).shape)
