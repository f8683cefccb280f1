# Kind: indices that are whole numbers, however they were made
import numpy as np
import torch
from torch import nn

table = nn.Embedding(50, 8)
positions = torch.arange(12)
words = torch.from_numpy(np.random.randint(0, 50, size=(3, 12)))
largest = torch.randn(3, 12, 50).argmax(dim=-1)
print((table(words) + table(positions) + table(largest.int())).shape)
