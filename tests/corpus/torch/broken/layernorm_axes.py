import torch
import torch.nn as nn


class ChannelsFirstBlock(nn.Module):
    def __init__(self, dim=96):
        super().__init__()
        self.dwconv = nn.Conv2d(dim, dim, 7, padding=3, groups=dim)
        self.norm = nn.LayerNorm(dim)
        self.pw = nn.Conv2d(dim, dim, 1)

    def forward(self, x):
        return x + self.pw(self.norm(self.dwconv(x)))


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.patchify = nn.Conv2d(3, 96, 4, 4)
        self.block = ChannelsFirstBlock(96)

    def forward(self, x):
        return self.block(self.patchify(x))


if __name__ == "__main__":
    print(Net()(torch.randn(1, 3, 224, 224)).shape)
