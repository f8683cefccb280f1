import torch
import torch.nn as nn


class GroupedBlock(nn.Module):
    def __init__(self, channels, cardinality):
        super().__init__()
        self.reduce = nn.Conv2d(channels, channels // 2, 1, bias=False)
        self.grouped = nn.Conv2d(channels // 2, channels // 2, 3, padding=1, groups=cardinality, bias=False)
        self.expand = nn.Conv2d(channels // 2, channels, 1, bias=False)

    def forward(self, x):
        return x + self.expand(torch.relu(self.grouped(torch.relu(self.reduce(x)))))


class Aggregated(nn.Module):
    def __init__(self, width=80, blocks=3, cardinality=32):
        super().__init__()
        self.stem = nn.Conv2d(3, width, 3, padding=1)
        self.blocks = nn.Sequential(*[GroupedBlock(width, cardinality) for _ in range(blocks)])

    def forward(self, x):
        return self.blocks(self.stem(x))


if __name__ == "__main__":
    print(Aggregated()(torch.randn(1, 3, 32, 32)).shape)
