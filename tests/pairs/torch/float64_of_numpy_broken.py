# Kind: arrays of NumPy are float64, weights are float32
# After: questions, "mat1 and mat2 must have the same dtype, but got Double and Float"
import numpy as np
import torch
from torch import nn

x = torch.from_numpy(np.random.randn(50, 6))
model = nn.Sequential(nn.Linear(6, 12), nn.Tanh(), nn.Linear(12, 1))
print(model(x).mean())  # finds: CNN119
