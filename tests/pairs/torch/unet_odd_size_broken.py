# Kind: a skip connection of an encoder and decoder that is one pixel larger than what comes up
# After: ptrblck/pytorch_misc#2, qubvel-org/segmentation_models.pytorch#57, "Sizes of tensors must match except in dimension 1"
import torch
from torch import nn


class TinyUNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.enc = nn.Conv2d(3, 16, 3, padding=1)
        self.down = nn.MaxPool2d(2)
        self.mid = nn.Conv2d(16, 32, 3, padding=1)
        self.up = nn.ConvTranspose2d(32, 16, kernel_size=2, stride=2)
        self.dec = nn.Conv2d(32, 1, 3, padding=1)

    def forward(self, x):
        skip = torch.relu(self.enc(x))
        deep = torch.relu(self.mid(self.down(skip)))
        joined = torch.cat([skip, self.up(deep)], dim=1)  # finds: CNN107
        return self.dec(joined)


mask = TinyUNet()(torch.rand(1, 3, 75, 75))
