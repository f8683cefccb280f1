# Kind: one convolution too many for a small picture
# After: questions, "Calculated padded input size per channel: (2 x 2). Kernel size: (3 x 3). Kernel size can't be greater than actual input size"
import torch
from torch import nn

features = nn.Sequential(
    nn.Conv2d(3, 16, 3, stride=2), nn.ReLU(),
    nn.Conv2d(16, 32, 3, stride=2), nn.ReLU(),
    nn.Conv2d(32, 64, 3, stride=2), nn.ReLU(),
    nn.Conv2d(64, 128, 3, stride=2), nn.ReLU(),  # finds: CNN103
)
print(features(torch.randn(2, 3, 23, 23)).shape)
