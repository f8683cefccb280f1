import torch
from lib.net import Net

Net()(torch.zeros(1, 1, 28, 28))
