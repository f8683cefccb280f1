import torch
import torch.nn as nn


class Attention(nn.Module):
    def __init__(self, hidden):
        super().__init__()
        self.score = nn.Linear(hidden * 2, 1)

    def forward(self, query, keys):
        query = query.unsqueeze(1).expand(-1, keys.size(1), -1)
        weights = self.score(torch.cat([query, keys], dim=-1)).softmax(dim=1)
        return (weights * keys).sum(dim=1)


class Reader(nn.Module):
    def __init__(self, features=40, hidden=64, classes=6):
        super().__init__()
        self.gru = nn.GRU(features, hidden, batch_first=True)
        self.attention = Attention(hidden)
        self.classifier = nn.Linear(hidden, classes)

    def forward(self, x):
        states, last = self.gru(x)
        summary = self.attention(states)
        return self.classifier(summary)


if __name__ == "__main__":
    reader = Reader()
    logits = reader(torch.randn(3, 100, 40))
    print(logits.shape)
