import torch
from net import Net
from torch.utils.data import DataLoader, TensorDataset

data = TensorDataset(torch.randn(500, 3, 40, 40), torch.zeros(500, dtype=torch.long))
net = Net()
for x, y in DataLoader(data, batch_size=50):
    net(x)
