import torch
from net import Net

Net()(torch.zeros(3, 16))
Net()(torch.zeros(3, 7, 16))
