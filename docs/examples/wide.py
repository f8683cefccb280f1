import torch
from torch import nn

model = nn.Sequential(
    nn.Conv2d(3, 64, 3, padding=1),
    nn.ReLU(),
    nn.Conv2d(64, 1024, 3, padding=1),
    nn.ReLU(),
    nn.MaxPool2d(2),
    nn.Conv2d(1024, 1024, 3, padding=1),
)
model(torch.zeros(1, 3, 224, 224))
