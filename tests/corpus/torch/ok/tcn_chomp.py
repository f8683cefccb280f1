import torch
import torch.nn as nn
from torch.nn.utils.parametrizations import weight_norm


class Chomp(nn.Module):
    """Cuts what padding has added at the end, so that no step sees the future."""

    def __init__(self, extra):
        super(Chomp, self).__init__()
        self.extra = extra

    def forward(self, x):
        return x[:, :, :-self.extra].contiguous()


class CausalBlock(nn.Module):
    def __init__(self, cin, cout, kernel, dilation, drop):
        super(CausalBlock, self).__init__()
        pad = dilation * (kernel - 1)
        layers = []
        for a in (cin, cout):
            conv = nn.Conv1d(a, cout, kernel, padding=pad, dilation=dilation)
            nn.init.normal_(conv.weight, std=0.01)
            layers += [weight_norm(conv), Chomp(pad), nn.ReLU(), nn.Dropout(drop)]
        self.path = nn.Sequential(*layers)
        self.match = None if cin == cout else nn.Conv1d(cin, cout, 1)
        self.act = nn.ReLU()

    def forward(self, x):
        shortcut = x if self.match is None else self.match(x)
        return self.act(self.path(x) + shortcut)


class TCN(nn.Module):
    def __init__(self, features, outputs, widths, kernel=2, drop=0.2):
        super(TCN, self).__init__()
        self.blocks = nn.Sequential()
        for level, width in enumerate(widths):
            before = widths[level - 1] if level else features
            self.blocks.append(CausalBlock(before, width, kernel, 2 ** level, drop))
        self.out = nn.Linear(widths[-1], outputs)

    def forward(self, series):
        """series: (batch, features, time)"""
        return self.out(self.blocks(series)[:, :, -1])


if __name__ == "__main__":
    model = TCN(1, 10, 6 * [25], kernel=7, drop=0.05)
    print(model(torch.randn(2, 1, 784)).shape)
