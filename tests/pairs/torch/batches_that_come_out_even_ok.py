# Kind: a batch that is written into a view, of a data set that it divides
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset, random_split

train, test = random_split(TensorDataset(torch.rand(100, 5, 5), torch.zeros(100)), [80, 20])
net = nn.Linear(25, 1)
for x, y in DataLoader(train, batch_size=20, shuffle=True):
    loss = nn.functional.mse_loss(net(x.view(20, 25)).squeeze(1), y)
