"""Keyword spotting on the raw waveform at 8 kHz."""
import torch
import torch.nn as nn
import torch.nn.functional as F


class WaveformNet(nn.Module):
    STAGES = 4

    def __init__(self, keywords=35, channels=1, width=32, first_stride=16):
        super().__init__()
        a = channels
        for n in range(1, self.STAGES + 1):
            b = width if n < 3 else 2 * width
            kernel, stride = (80, first_stride) if n == 1 else (3, 1)
            self.add_module(f"conv{n}", nn.Conv1d(a, b, kernel, stride=stride))
            self.add_module(f"norm{n}", nn.BatchNorm1d(b))
            self.add_module(f"pool{n}", nn.MaxPool1d(4))
            a = b
        self.average = nn.AdaptiveAvgPool1d(1)
        self.classify = nn.Linear(a, keywords)

    def forward(self, wave):
        x = wave
        for n in range(1, self.STAGES + 1):
            conv, norm, pool = (getattr(self, f"{kind}{n}") for kind in ("conv", "norm", "pool"))
            x = pool(F.relu(norm(conv(x))))
        x = self.average(x).permute(0, 2, 1)
        return F.log_softmax(self.classify(x), dim=2)


if __name__ == "__main__":
    wave = torch.randn(3, 1, 8000)
    model = WaveformNet(channels=wave.shape[1])
    print(model(wave).squeeze(1).argmax(-1))
