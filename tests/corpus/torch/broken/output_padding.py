import torch
import torch.nn as nn


class Decoder(nn.Module):
    def __init__(self, latent_dim=16):
        super().__init__()
        self.fc = nn.Linear(latent_dim, 32 * 7 * 7)
        self.deconv1 = nn.ConvTranspose2d(32, 16, kernel_size=3, stride=2, padding=1, output_padding=1)
        self.deconv2 = nn.ConvTranspose2d(16, 8, kernel_size=3, stride=2, padding=1, output_padding=1)
        self.refine = nn.ConvTranspose2d(8, 1, kernel_size=3, stride=1, padding=1, output_padding=1)

    def forward(self, z):
        x = self.fc(z).view(-1, 32, 7, 7)
        x = torch.relu(self.deconv1(x))
        x = torch.relu(self.deconv2(x))
        return torch.sigmoid(self.refine(x))


decoder = Decoder()
with torch.no_grad():
    generated = decoder(torch.randn(10, 16))
