# Fits: 32 ≤ H = W ≤ 35; rectangles that fit: H × W = 16…19 × 112…115 and 1 more
# Input: N, 3, 32, 32
# From: what view needs at line 20
# Looser: other sizes are dealt out to a batch of another size
import torch.nn.functional as F
from torch import nn


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 6, 5)
        self.pool = nn.MaxPool2d(2, 2)
        self.conv2 = nn.Conv2d(6, 16, 5)
        self.fc1 = nn.Linear(16 * 5 * 5, 120)

    def forward(self, x):
        x = self.pool(F.relu(self.conv1(x)))
        x = self.pool(F.relu(self.conv2(x)))
        return self.fc1(x.view(-1, 16 * 5 * 5))
