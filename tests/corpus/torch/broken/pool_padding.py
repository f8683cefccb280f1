import torch
import torch.nn as nn
import torch.nn.functional as F


class Stem(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(3, 64, 7, stride=2, padding=3, bias=False)
        self.bn = nn.BatchNorm2d(64)
        self.pool = nn.MaxPool2d(kernel_size=3, stride=2, padding=2)

    def forward(self, x):
        return self.pool(F.relu(self.bn(self.conv(x))))


if __name__ == "__main__":
    stem = Stem()
    print(stem(torch.randn(1, 3, 224, 224)).shape)
