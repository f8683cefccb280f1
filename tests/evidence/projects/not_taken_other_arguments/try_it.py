import torch
from net import Net

net = Net(1)
net(torch.zeros(1, 1, 28, 28))
