import torch
import torch.nn as nn


class DigitVAE(nn.Module):
    def __init__(self, latent=20):
        super().__init__()
        self.hidden = nn.Linear(784, 400)
        self.to_mu = nn.Linear(400, latent)
        self.to_logvar = nn.Linear(400, latent)
        self.decoder = nn.Sequential(nn.Linear(latent, 400), nn.ReLU(), nn.Linear(400, 784), nn.Sigmoid())

    def encode(self, x):
        h = torch.relu(self.hidden(x))
        return self.to_mu(h), self.to_log_var(h)

    def forward(self, x):
        mu, logvar = self.encode(x.view(-1, 784))
        z = mu + torch.randn_like(mu) * (0.5 * logvar).exp()
        return self.decoder(z), mu, logvar


if __name__ == "__main__":
    model = DigitVAE()
    painted, mu, logvar = model(torch.rand(128, 1, 28, 28))
