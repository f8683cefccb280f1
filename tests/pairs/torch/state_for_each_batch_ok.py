# Kind: a first state that is made for the batch that comes
import torch
from torch import nn


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.rnn = nn.LSTM(3, 8, num_layers=2, bidirectional=True, batch_first=True)
        self.fc = nn.Linear(16, 2)

    def forward(self, x):
        state = x.new_zeros(2 * 2, x.size(0), 8)
        out, (h, c) = self.rnn(x, (state, state))
        return self.fc(torch.cat([h[-2], h[-1]], dim=1)) + self.fc(out[:, -1])


Net()(torch.randn(7, 11, 3))
