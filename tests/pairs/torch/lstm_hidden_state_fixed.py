# Kind: a first hidden state whose batch stands where the layer does not look for it
# After: questions, "Expected hidden[0] size (2, 32, 100), got [2, 20, 100]"
import torch
from torch import nn


class Tagger(nn.Module):
    def __init__(self, features=12, hidden=100, layers=2):
        super().__init__()
        self.hidden, self.layers = hidden, layers
        self.lstm = nn.LSTM(features, hidden, layers, batch_first=True)
        self.out = nn.Linear(hidden, 1)

    def forward(self, x):
        h0 = torch.zeros(self.layers, x.size(0), self.hidden)
        c0 = torch.zeros(self.layers, x.size(0), self.hidden)
        steps, _ = self.lstm(x, (h0, c0))
        return self.out(steps[:, -1])


Tagger()(torch.randn(32, 20, 12))
