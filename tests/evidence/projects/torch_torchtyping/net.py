import torch
from torch import nn
from torchtyping import TensorType


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(3, 8, 3, stride=2)
        self.head = nn.Linear(8, 10)

    def forward(self, x: TensorType["batch", 3, "h", "w"]) -> TensorType["batch", 10]:
        return self.head(self.conv(x).mean((2, 3)))
