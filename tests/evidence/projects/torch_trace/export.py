import torch
from net import Net

traced = torch.jit.trace(Net(), torch.rand(1, 3, 99, 99))
