import torch
import torch.nn as nn


class SentimentRNN(nn.Module):
    """Reads a review in both directions; the last states of the top layer decide."""

    def __init__(self, words, embedding, hidden, outputs, layers=1, both_ways=False, drop=0.0, pad=None):
        super().__init__()
        self.embed = nn.Embedding(words, embedding, padding_idx=pad)
        self.lstm = nn.LSTM(embedding, hidden, num_layers=layers, bidirectional=both_ways, dropout=drop if layers > 1 else 0)
        self.both_ways = both_ways
        self.decide = nn.Linear(hidden * (2 if both_ways else 1), outputs)
        self.drop = nn.Dropout(drop)

    def forward(self, review):
        # review: length, batch
        x = self.drop(self.embed(review))
        states, (h, c) = self.lstm(x)
        if self.both_ways:
            summary = torch.cat((h[-2, :, :], h[-1, :, :]), dim=1)
        else:
            summary = h[-1]
        return self.decide(self.drop(summary))


VOCABULARY = 25_000
PAD, UNKNOWN = 1, 0
SETTINGS = dict(embedding=100, hidden=256, outputs=1, layers=2, both_ways=True, drop=0.5)

model = SentimentRNN(VOCABULARY, pad=PAD, **SETTINGS)
for index in (PAD, UNKNOWN):
    model.embed.weight.data[index] = torch.zeros(SETTINGS["embedding"])
print(f"{sum(p.numel() for p in model.parameters() if p.requires_grad):,} parameters")


def judge(ids):
    model.eval()
    column = torch.LongTensor(ids).unsqueeze(1)
    return torch.sigmoid(model(column)).item()


if __name__ == "__main__":
    print(judge([12, 7, 4031, 2, 88]))
