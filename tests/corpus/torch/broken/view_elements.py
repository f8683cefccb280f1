import torch
import torch.nn as nn
import torch.nn.functional as F


class Generator(nn.Module):
    def __init__(self, latent=100, channels=128, size=8):
        super().__init__()
        self.channels = channels
        self.size = size
        self.fc = nn.Linear(latent, channels * size * size)
        self.up = nn.Sequential(
            nn.Upsample(scale_factor=2),
            nn.Conv2d(channels, channels // 2, 3, padding=1),
            nn.ReLU(),
            nn.Conv2d(channels // 2, 1, 3, padding=1),
            nn.Tanh(),
        )

    def forward(self, z):
        h = F.relu(self.fc(z))
        h = h.view(z.shape[0], self.channels, self.size - 1, self.size - 1)
        return self.up(h)


def sample(n=16, latent=100):
    generator = Generator(latent)
    noise = torch.randn(n, latent)
    return generator(noise)


generator = Generator(100)
images = generator(torch.randn(16, 100))
