# Kind: layers that take a single example without an axis for the batch
import torch
from torch import nn

print(nn.Conv2d(3, 4, 3)(torch.zeros(3, 9, 9)).shape)
print(nn.LSTM(5, 6)(torch.zeros(7, 5))[0].shape)
print(nn.MaxPool1d(2)(torch.zeros(3, 8)).shape)
print(nn.MultiheadAttention(8, 2)(*[torch.zeros(4, 8)] * 3)[0].shape)
