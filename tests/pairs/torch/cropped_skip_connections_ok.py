# Kind: skip connections that are resized to fit
import torch
from torch import nn
import torch.nn.functional as F


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.down = nn.Conv2d(1, 8, 3, stride=2, padding=1)
        self.out = nn.Conv2d(9, 1, 1)

    def forward(self, x):
        deep = self.down(x)
        up = F.interpolate(deep, size=x.shape[-2:], mode="bilinear", align_corners=False)
        return self.out(torch.cat([x, up], dim=1))


Net()(torch.zeros(1, 1, 31, 45))
