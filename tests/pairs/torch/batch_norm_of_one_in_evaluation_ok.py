# Kind: batch normalisation of a single example in evaluation
import torch
from torch import nn

net = nn.Sequential(nn.Linear(12, 6), nn.BatchNorm1d(6), nn.ReLU(), nn.Linear(6, 1))
net.train()
net(torch.randn(2, 12)).sum().backward()
net.eval()
with torch.no_grad():
    print(net(torch.randn(1, 12)))
