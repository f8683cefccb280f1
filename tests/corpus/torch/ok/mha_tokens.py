"""Image classifier with nn.MultiheadAttention over patches; cross attention pools the tokens."""
import torch
from torch import nn


class EncoderBlock(nn.Module):
    def __init__(self, width, heads, mlp_ratio=4, dropout=0.0):
        super().__init__()
        self.ln_1 = nn.LayerNorm(width)
        self.attn = nn.MultiheadAttention(width, heads, dropout=dropout, batch_first=True)
        self.ln_2 = nn.LayerNorm(width)
        self.mlp = nn.Sequential(
            nn.Linear(width, width * mlp_ratio),
            nn.GELU(),
            nn.Dropout(dropout),
            nn.Linear(width * mlp_ratio, width),
        )

    def forward(self, x):
        h = self.ln_1(x)
        h, _ = self.attn(h, h, h, need_weights=False)
        x = x + h
        return x + self.mlp(self.ln_2(x))


class AttentionPool(nn.Module):
    def __init__(self, width, heads, queries=1):
        super().__init__()
        self.query = nn.Parameter(torch.randn(1, queries, width) * 0.02)
        self.cross = nn.MultiheadAttention(embed_dim=width, num_heads=heads, batch_first=True)

    def forward(self, tokens):
        query = self.query.repeat(tokens.shape[0], 1, 1)
        pooled, weights = self.cross(query, tokens, tokens)
        return pooled.squeeze(1), weights


class PatchTransformer(nn.Module):
    def __init__(self, image_size=64, patch_size=8, width=96, depth=4, heads=6, num_classes=20):
        super().__init__()
        assert image_size % patch_size == 0
        self.stem = nn.Conv2d(3, width, patch_size, stride=patch_size, bias=False)
        seq_length = (image_size // patch_size) ** 2
        self.position = nn.Embedding(seq_length, width)
        self.blocks = nn.ModuleDict({f"block_{i}": EncoderBlock(width, heads) for i in range(depth)})
        self.pool = AttentionPool(width, heads)
        self.head = nn.Linear(width, num_classes)

    def forward(self, x):
        x = self.stem(x)
        b, c, h, w = x.shape
        x = x.reshape(b, c, h * w).permute(0, 2, 1)
        x = x + self.position(torch.arange(h * w, device=x.device))
        for block in self.blocks.values():
            x = block(x)
        pooled, weights = self.pool(x)
        return self.head(pooled), weights


if __name__ == "__main__":
    net = PatchTransformer()
    logits, weights = net(torch.randn(2, 3, 64, 64))
    print(logits.shape, weights.shape)
