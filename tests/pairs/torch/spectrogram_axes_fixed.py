# Kind: a spectrogram (N, time, mels) given to a one-dimensional convolution over time
# After: questions about audio, "expected input[8, 100, 80] to have 80 channels, but got 100 channels instead"
import torch
from torch import nn

front = nn.Sequential(nn.Conv1d(80, 128, 5, padding=2), nn.ReLU(), nn.AdaptiveAvgPool1d(1))
mels = torch.rand(8, 100, 80)
print(front(mels.transpose(1, 2)).shape)
