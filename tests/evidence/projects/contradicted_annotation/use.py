import torch
from net import Net

Net()(torch.zeros(2, 3, 32, 32))
