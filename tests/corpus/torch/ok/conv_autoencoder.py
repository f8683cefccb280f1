import torch
import torch.nn as nn


class AutoEncoder(nn.Module):
    def __init__(self, latent=64):
        super().__init__()
        self.encoder = nn.Sequential(
            nn.Conv2d(1, 16, 3, stride=2, padding=1),   # 28 -> 14
            nn.ReLU(),
            nn.Conv2d(16, 32, 3, stride=2, padding=1),  # 14 -> 7
            nn.ReLU(),
            nn.Conv2d(32, latent, 7),                   # 7 -> 1
        )
        self.decoder = nn.Sequential(
            nn.ConvTranspose2d(latent, 32, 7),
            nn.ReLU(),
            nn.ConvTranspose2d(32, 16, 3, stride=2, padding=1, output_padding=1),
            nn.ReLU(),
            nn.ConvTranspose2d(16, 1, 3, stride=2, padding=1, output_padding=1),
            nn.Sigmoid(),
        )

    def forward(self, x):
        encoded = self.encoder(x)
        decoded = self.decoder(encoded)
        return decoded


def reconstruction_error(model, batch):
    with torch.no_grad():
        return ((model(batch) - batch) ** 2).flatten(1).mean(1)


if __name__ == "__main__":
    model = AutoEncoder()
    batch = torch.rand(4, 1, 28, 28)
    assert model(batch).shape == batch.shape
    print(reconstruction_error(model, batch))
