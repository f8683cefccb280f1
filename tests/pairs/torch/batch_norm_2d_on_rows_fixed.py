# Kind: BatchNorm2d between linear layers
# After: questions, "expected 4D input (got 2D input)"
import torch
from torch import nn

mlp = nn.Sequential(
    nn.Flatten(),
    nn.Linear(784, 128),
    nn.BatchNorm1d(128),
    nn.ReLU(),
    nn.Linear(128, 10),
)
print(mlp(torch.rand(32, 1, 28, 28)).shape)
