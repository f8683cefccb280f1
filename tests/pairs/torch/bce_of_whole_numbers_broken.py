# Kind: a binary cross entropy with labels 0 and 1 as whole numbers
# After: questions, "Found dtype Long but expected Float"
import torch
from torch import nn

x, y = torch.randn(12, 4), torch.randint(0, 2, (12, 1))
net = nn.Sequential(nn.Linear(4, 1), nn.Sigmoid())
loss = nn.BCELoss()(net(x), y)  # finds: CNN119
loss.backward()
