# Fits: 223 ≤ H = W ≤ 254; rectangles that fit: H × W = 319…350 × 159…190 and 7 more
# Input: N, 3, 224, 224
# From: what head.1 needs at line 21
# Tried: 218-226 252-258
from torch import nn


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.features = nn.Sequential(
            nn.Conv2d(3, 4, 11, stride=4, padding=2),
            nn.ReLU(),
            nn.MaxPool2d(3, stride=2),
            nn.Conv2d(4, 8, 5, padding=2),
            nn.ReLU(),
            nn.MaxPool2d(3, stride=2),
            nn.Conv2d(8, 16, 3, padding=1),
            nn.MaxPool2d(3, stride=2),
        )
        self.head = nn.Sequential(nn.Flatten(), nn.Linear(16 * 6 * 6, 10))

    def forward(self, x):
        return self.head(self.features(x))
