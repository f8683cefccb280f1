# Kind: multi-head attention is given another width than it was built for
# After: questions, "was expecting embedding dimension of 512, but got 256"
# Words: the width of the attention decides its heads too
import torch
from torch import nn


class Mixer(nn.Module):
    def __init__(self):
        super().__init__()
        self.proj = nn.Linear(80, 256)
        self.attn = nn.MultiheadAttention(512, 8, batch_first=True)  # finds: CNN102

    def forward(self, x):
        h = self.proj(x)
        out, _ = self.attn(h, h, h)
        return out + h


print(Mixer()(torch.randn(2, 30, 80)).shape)
