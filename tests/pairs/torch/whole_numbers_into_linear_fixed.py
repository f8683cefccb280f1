# Kind: a linear layer is given whole numbers
# After: questions, "mat1 and mat2 must have the same dtype, but got Long and Float"
import torch
from torch import nn

rows = torch.tensor([[1, 0, 2], [0, 3, 1]])
layer = nn.Linear(3, 2)
print(layer(rows.float()))
