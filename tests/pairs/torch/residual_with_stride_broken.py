# Kind: a residual block that halves the map while its shortcut does not
# After: questions, "The size of tensor a (16) must match the size of tensor b (32) at non-singleton dimension 3"
# Words: the shortcut has to be written
import torch
from torch import nn
import torch.nn.functional as F


class Residual(nn.Module):
    def __init__(self, channels, stride=1):
        super().__init__()
        self.conv1 = nn.Conv2d(channels, channels, 3, stride=stride, padding=1)
        self.conv2 = nn.Conv2d(channels, channels, 3, padding=1)

    def forward(self, x):
        out = self.conv2(F.relu(self.conv1(x)))
        return F.relu(out + x)  # finds: CNN108


block = Residual(16, stride=2)
print(block(torch.randn(4, 16, 32, 32)).shape)
