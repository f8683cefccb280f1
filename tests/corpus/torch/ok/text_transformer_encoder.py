import math

import torch
import torch.nn as nn


def wave_table(length, width):
    """Sines on the even features, cosines on the odd ones."""
    place = torch.arange(length).float()[:, None]
    rate = 10000.0 ** (-torch.arange(0, width, 2) / width)
    table = torch.empty(length, width)
    table[:, 0::2] = (place * rate).sin()
    table[:, 1::2] = (place * rate).cos()
    return table


class TransformerClassifier(nn.Module):
    PAD = 0

    def __init__(self, vocabulary, classes, width=128, heads=4, inner=256, layers=3, drop=0.2, longest=512):
        super(TransformerClassifier, self).__init__()
        self.width = width
        self.words = nn.Embedding(vocabulary, width, padding_idx=self.PAD)
        self.register_buffer('places', wave_table(longest, width)[None])
        self.drop = nn.Dropout(p=drop)
        layer = nn.TransformerEncoderLayer(width, heads, inner, drop, batch_first=True)
        self.encoder = nn.TransformerEncoder(layer, layers)
        self.classify = nn.Linear(width, classes)

    def forward(self, ids):
        is_padding = (ids == self.PAD)
        x = self.words(ids) * math.sqrt(self.width)
        x = self.drop(x + self.places[:, :x.size(1), :])
        x = self.encoder(x, src_key_padding_mask=is_padding)
        return self.classify(x.mean(dim=1))


def main():
    vocabulary = 5000
    model = TransformerClassifier(vocabulary, 4)
    ids = torch.randint(1, vocabulary, (8, 64))
    print(model(ids).log_softmax(-1))


if __name__ == '__main__':
    main()
