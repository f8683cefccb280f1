import torch
import torch.nn as nn


class Encoder(nn.Module):
    def __init__(self, base=24):
        super(Encoder, self).__init__()
        self.block = nn.Sequential(
            nn.Conv2d(1, base, 5, stride=2, padding=2),
            nn.BatchNorm2d(base),
            nn.LeakyReLU(0.2),
            nn.Conv2d(base, base * 2, 5, stride=2, padding=2),
            nn.BatchNorm2d(base),
            nn.LeakyReLU(0.2),
        )
        self.out = nn.Linear(base * 2 * 16 * 16, 32)

    def forward(self, x):
        h = self.block(x)
        return self.out(h.flatten(1))


encoder = Encoder()
code = encoder(torch.rand(8, 1, 64, 64))
