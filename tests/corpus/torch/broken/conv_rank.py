import torch
import torch.nn as nn


class SpectrogramNet(nn.Module):
    """Expects (batch, 1, mel bands, frames)."""

    def __init__(self, classes=10):
        super().__init__()
        self.conv = nn.Conv2d(1, 16, kernel_size=(3, 5), padding=(1, 2))
        self.pool = nn.MaxPool2d((2, 4))
        self.fc = nn.Linear(16 * 32 * 25, classes)

    def forward(self, x):
        x = x.reshape(x.size(0), -1)
        x = self.pool(torch.relu(self.conv(x)))
        return self.fc(x.flatten(1))


if __name__ == "__main__":
    mel = torch.randn(8, 1, 64, 100)
    print(SpectrogramNet()(mel).shape)
