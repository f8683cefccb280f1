import torch
from net import Net

net = Net()
net(torch.zeros(1, 3, 32, 32))
net(torch.zeros(2, 3, 64, 32))
