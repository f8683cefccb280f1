# Kind: heads that do not divide the width
# After: questions, "embed_dim must be divisible by num_heads"
import torch
from torch import nn

layer = nn.MultiheadAttention(embed_dim=100, num_heads=8)  # finds: CNN105
tokens = torch.randn(10, 4, 100)
mixed, weights = layer(tokens, tokens, tokens)
