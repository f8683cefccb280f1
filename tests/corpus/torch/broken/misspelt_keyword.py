import torch
import torch.nn as nn


def conv(cin, cout, k=3, s=1):
    return nn.Sequential(
        nn.Conv2d(cin, cout, kernal_size=k, stride=s, padding=k // 2),
        nn.BatchNorm2d(cout),
        nn.ReLU(inplace=True),
    )


class Backbone(nn.Module):
    def __init__(self):
        super().__init__()
        self.body = nn.Sequential(conv(3, 32, s=2), conv(32, 64, s=2), conv(64, 128, s=2))
        self.pool = nn.AdaptiveMaxPool2d(1)

    def forward(self, x):
        return self.pool(self.body(x)).squeeze()


model = Backbone()
features = model(torch.rand(2, 3, 96, 96))
