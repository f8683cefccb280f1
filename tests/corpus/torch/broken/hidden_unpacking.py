import torch
import torch.nn as nn


class Encoder(nn.Module):
    def __init__(self, n_features=16, hidden=32):
        super().__init__()
        self.rnn = nn.GRU(n_features, hidden, num_layers=1, batch_first=True, bidirectional=True)
        self.fc = nn.Linear(2 * hidden, 4)

    def forward(self, x):
        output, hidden, cell = self.rnn(x)
        return self.fc(torch.cat([hidden[-2], hidden[-1]], dim=-1))


if __name__ == "__main__":
    encoder = Encoder()
    print(encoder(torch.randn(2, 50, 16)).shape)
