# Kind: the convolution behind a concatenation is built for one of the two
# After: questions about dense blocks, "Given groups=1, weight of size …, expected input to have 32 channels, but got 64"
import torch
import torch.nn as nn


class TwoScales(nn.Module):
    def __init__(self, width=32):
        super().__init__()
        self.near = nn.Conv2d(3, width, 3, padding=1)
        self.far = nn.Conv2d(3, width, 3, padding=2, dilation=2)
        self.mix = nn.Conv2d(width, width, 1)  # finds: CNN101

    def forward(self, x):
        both = torch.cat((self.near(x), self.far(x)), dim=1)
        return self.mix(torch.relu(both))


out = TwoScales()(torch.rand(2, 3, 40, 40))
print(out.shape)
