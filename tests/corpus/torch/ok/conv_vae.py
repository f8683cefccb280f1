import torch
from torch import nn
from torch.nn import functional as F


def shrink(a, b):
    return nn.Sequential(nn.Conv2d(a, b, kernel_size=3, stride=2, padding=1), nn.BatchNorm2d(b), nn.LeakyReLU())


def enlarge(a, b):
    transposed = nn.ConvTranspose2d(a, b, kernel_size=3, stride=2, padding=1, output_padding=1)
    return nn.Sequential(transposed, nn.BatchNorm2d(b), nn.LeakyReLU())


class VAE(nn.Module):
    def __init__(self, channels=3, latent=128, widths=None, side=64):
        super().__init__()
        widths = widths or [32, 64, 128, 256]
        self.latent = latent
        self.shape = (widths[-1], side >> len(widths), side >> len(widths))
        flat = self.shape[0] * self.shape[1] * self.shape[2]

        self.encoder = nn.Sequential(*map(shrink, [channels] + widths[:-1], widths))
        self.to_mu = nn.Linear(flat, latent)
        self.to_logvar = nn.Linear(flat, latent)

        backwards = widths[::-1] + [widths[0]]
        self.from_latent = nn.Linear(latent, flat)
        self.decoder = nn.Sequential(*map(enlarge, backwards, backwards[1:]))
        self.paint = nn.Sequential(nn.Conv2d(widths[0], channels, 3, padding=1), nn.Tanh())

    def encode(self, x):
        h = self.encoder(x).flatten(start_dim=1)
        return [self.to_mu(h), self.to_logvar(h)]

    def reparameterize(self, mu, logvar):
        noise = torch.randn_like(mu)
        return mu + noise * (logvar / 2).exp()

    def decode(self, z):
        return self.paint(self.decoder(self.from_latent(z).view(-1, *self.shape)))

    def forward(self, x, **unused):
        mu, logvar = self.encode(x)
        return [self.decode(self.reparameterize(mu, logvar)), x, mu, logvar]

    def loss(self, painted, x, mu, logvar, beta=2.5e-4):
        divergence = 0.5 * (mu.pow(2) + logvar.exp() - logvar - 1).sum(dim=1).mean()
        return F.mse_loss(painted, x) + beta * divergence

    @torch.no_grad()
    def dream(self, n):
        return self.decode(torch.randn(n, self.latent))


if __name__ == "__main__":
    model = VAE()
    print(model.loss(*model(torch.randn(2, 3, 64, 64))), model.dream(4).shape)
