# Kind: a picture of 28 pixels is halved five times
# After: questions, "Given input size: (64x1x1). Calculated output size: (64x0x0). Output size is too small"
import torch
from torch import nn
import torch.nn.functional as F


class Deep(nn.Module):
    def __init__(self):
        super().__init__()
        widths = [1, 8, 16, 32, 64, 64]
        self.convs = nn.ModuleList(nn.Conv2d(a, b, 3, padding=1) for a, b in zip(widths, widths[1:]))
        self.out = nn.Linear(64, 10)

    def forward(self, x):
        for conv in self.convs:
            x = F.max_pool2d(F.relu(conv(x)), 2, ceil_mode=True)
        return self.out(x.flatten(1))


Deep()(torch.zeros(1, 1, 28, 28))
