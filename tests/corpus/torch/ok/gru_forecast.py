"""Forecast the next hours of several sensors from the past ones."""
import torch
from torch import nn


class Forecaster(nn.Module):
    def __init__(self, n_features=7, hidden=64, layers=2, horizon=24, dropout=0.1):
        super().__init__()
        self.hidden = hidden
        self.layers = layers
        self.horizon = horizon
        self.n_features = n_features
        self.gru = nn.GRU(n_features, hidden, layers, batch_first=True, dropout=dropout)
        self.norm = nn.LayerNorm(hidden)
        self.out = nn.Linear(hidden, horizon * n_features)

    def init_hidden(self, batch_size):
        weight = next(self.parameters()).data
        return weight.new_zeros(self.layers, batch_size, self.hidden)

    def forward(self, x, h0=None):
        if h0 is None:
            h0 = self.init_hidden(x.size(0))
        out, h = self.gru(x, h0)
        last = self.norm(out[:, -1, :])
        forecast = self.out(last).view(-1, self.horizon, self.n_features)
        return forecast, h


def windows(series, past=168, horizon=24):
    for start in range(0, len(series) - past - horizon, horizon):
        yield series[start:start + past], series[start + past:start + past + horizon]


if __name__ == "__main__":
    model = Forecaster()
    optimizer = torch.optim.AdamW(model.parameters())
    series = torch.randn(1000, 7)
    for past, future in windows(series):
        forecast, _ = model(past[None])
        loss = nn.functional.smooth_l1_loss(forecast, future[None])
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
