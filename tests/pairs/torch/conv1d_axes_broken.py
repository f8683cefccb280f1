# Kind: a one-dimensional convolution over (N, L, C)
# After: questions, "Given groups=1, weight of size [32, 9, 5], expected input[16, 128, 9] to have 9 channels, but got 128 channels instead"
import torch
from torch import nn


class Activity(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv1d(9, 32, 5, padding=2)  # finds: CNN101
        self.pool = nn.AdaptiveMaxPool1d(1)
        self.out = nn.Linear(32, 6)

    def forward(self, x):
        x = torch.relu(self.conv(x))
        return self.out(self.pool(x).squeeze(-1))


print(Activity()(torch.randn(16, 128, 9)).shape)
