# Kind: a model and data of double precision
import numpy as np
import torch
from torch import nn

x = torch.from_numpy(np.random.rand(8, 3))
net = nn.Linear(3, 1).double()
print(net(x), nn.Linear(3, 1)(x.to(torch.float32)))
torch.set_default_dtype(torch.float64)
print(nn.Linear(3, 2)(x))
torch.set_default_dtype(torch.float32)
