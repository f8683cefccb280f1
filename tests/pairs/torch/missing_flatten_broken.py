# Kind: a linear layer on a map that was never flattened
# After: questions, "mat1 and mat2 shapes cannot be multiplied (5760x6 and 128x4)": a net without a Flatten
import torch
from torch import nn

net = nn.Sequential(
    nn.Conv2d(1, 8, 3, padding=1),
    nn.ReLU(),
    nn.MaxPool2d(2),
    nn.Conv2d(8, 16, 3, padding=1),
    nn.ReLU(),
    nn.MaxPool2d(2),
    nn.Linear(16 * 7 * 7, 10),  # finds: CNN102
)
scores = net(torch.zeros(8, 1, 28, 28))
print(scores.argmax(dim=1))
