# Kind: a batch that is written into a view, with a loader that leaves out the last one
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

data = TensorDataset(torch.rand(100, 5, 5))
net = nn.Linear(25, 2)
for (x,) in DataLoader(data, batch_size=32, drop_last=True):
    print(net(x.view(32, 25)).shape)
