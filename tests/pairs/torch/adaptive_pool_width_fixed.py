# Kind: a linear layer behind an adaptive pooling of another size
# After: questions about own classifiers, "mat1 and mat2 shapes cannot be multiplied (2x2304 and 64x10)"
import torch
from torch import nn

model = nn.Sequential(
    nn.Conv2d(3, 64, 3, padding=1),
    nn.ReLU(),
    nn.AdaptiveAvgPool2d((6, 6)),
    nn.Flatten(),
    nn.Linear(2304, 10),
)
model(torch.randn(2, 3, 50, 70))
