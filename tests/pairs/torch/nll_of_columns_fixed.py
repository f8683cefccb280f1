# Kind: the negative log-likelihood of classes in a column
# After: questions, "0D or 1D target tensor expected, multi-target not supported"
import torch
from torch import nn
import torch.nn.functional as F

net = nn.Sequential(nn.Linear(10, 3), nn.LogSoftmax(dim=1))
target = torch.tensor([[0], [2], [1], [1]])
loss = F.nll_loss(net(torch.randn(4, 10)), target.squeeze(1))
