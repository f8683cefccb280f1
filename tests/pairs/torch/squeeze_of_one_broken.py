# Kind: squeeze() without an axis takes away the batch of one as well
# After: questions, "Expected more than … (got 1D)": predictions of single examples that lose their axis
import torch
from torch import nn


class Encoder(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(3, 16, 3, stride=2)
        self.pool = nn.AdaptiveAvgPool2d(1)
        self.fc = nn.Linear(16, 5)

    def forward(self, x):
        x = self.pool(torch.relu(self.conv(x))).squeeze()
        return torch.log_softmax(self.fc(x), dim=1)  # finds: CNN114


print(Encoder()(torch.rand(1, 3, 64, 64)).exp())
