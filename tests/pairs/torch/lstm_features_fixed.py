# Kind: a series is given with its axes swapped
# After: questions, "input.size(-1) must be equal to input_size. Expected 6, got 48"
import torch
from torch import nn


class Forecast(nn.Module):
    def __init__(self):
        super().__init__()
        self.gru = nn.GRU(input_size=6, hidden_size=32, batch_first=True)
        self.head = nn.Linear(32, 6)

    def forward(self, series):
        _, last = self.gru(series)
        return self.head(last[-1])


sensors = torch.randn(8, 6, 48)
print(Forecast()(sensors.transpose(1, 2)).shape)
