# Kind: a transposed convolution that gives 27 rows where the picture has 28
# After: questions about autoencoders, "Using a target size … that is different to the input size": a ConvTranspose2d without output_padding
import torch
from torch import nn
import torch.nn.functional as F


class AutoEncoder(nn.Module):
    def __init__(self):
        super().__init__()
        self.encoder = nn.Sequential(nn.Conv2d(1, 8, 3, stride=2, padding=1), nn.ReLU())
        self.decoder = nn.Sequential(
            nn.ConvTranspose2d(8, 1, 3, stride=2, padding=1),
            nn.Sigmoid(),
        )

    def forward(self, x):
        return self.decoder(self.encoder(x))


pictures = torch.rand(16, 1, 28, 28)
loss = F.binary_cross_entropy(AutoEncoder()(pictures), pictures)  # finds: CNN108
loss.backward()
