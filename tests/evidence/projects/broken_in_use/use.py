import torch
from net import Net

Net()(torch.zeros(1, 3, 64, 64))
