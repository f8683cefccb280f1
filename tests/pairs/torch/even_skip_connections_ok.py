# Kind: skip connections of sizes that are halved evenly
import torch
from torch import nn
import torch.nn.functional as F


class UNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.a, self.b, self.c = nn.Conv2d(3, 8, 3, 1, 1), nn.Conv2d(8, 16, 3, 1, 1), nn.Conv2d(16, 32, 3, 1, 1)
        self.up2, self.up1 = nn.ConvTranspose2d(32, 16, 2, 2), nn.ConvTranspose2d(16, 8, 2, 2)
        self.d2, self.d1 = nn.Conv2d(32, 16, 3, 1, 1), nn.Conv2d(16, 1, 3, 1, 1)

    def forward(self, x):
        one = F.relu(self.a(x))
        two = F.relu(self.b(F.max_pool2d(one, 2)))
        deep = F.relu(self.c(F.max_pool2d(two, 2)))
        x = F.relu(self.d2(torch.cat([self.up2(deep), two], 1)))
        return self.d1(torch.cat([self.up1(x), one], 1))


UNet()(torch.zeros(1, 3, 44, 60))
