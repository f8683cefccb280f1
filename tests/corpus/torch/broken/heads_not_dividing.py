import torch
import torch.nn as nn


class TextEncoder(nn.Module):
    def __init__(self, vocab=10000, d_model=100, n_heads=8, n_classes=3):
        super().__init__()
        self.embed = nn.Embedding(vocab, d_model)
        self.attention = nn.MultiheadAttention(d_model, n_heads, batch_first=True)
        self.classify = nn.Linear(d_model, n_classes)

    def forward(self, ids):
        x = self.embed(ids)
        x, _ = self.attention(x, x, x)
        return self.classify(x.mean(dim=1))


if __name__ == "__main__":
    model = TextEncoder()
    print(model(torch.randint(0, 10000, (4, 20))))
