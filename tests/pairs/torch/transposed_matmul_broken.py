# Kind: scores of attention without the transposition
# After: questions, "Expected size for first two dimensions of batch2 tensor to be: [2, 32] but got: [2, 10]."
import math
import torch
from torch import nn


class SelfAttention(nn.Module):
    def __init__(self, dim=32):
        super().__init__()
        self.q, self.k, self.v = nn.Linear(dim, dim), nn.Linear(dim, dim), nn.Linear(dim, dim)

    def forward(self, x):
        q, k, v = self.q(x), self.k(x), self.v(x)
        scores = torch.matmul(q, k) / math.sqrt(q.size(-1))  # finds: CNN109
        return torch.matmul(scores.softmax(dim=-1), v)


SelfAttention()(torch.randn(2, 10, 32))
