import torch
import torch.nn as nn
import torch.nn.functional as F


class SentenceCNN(nn.Module):
    """N-gram detectors of several lengths; each reports its strongest match in the sentence."""

    def __init__(self, vocabulary=8000, width=128, classes=5, filters=100, ngrams=(3, 4, 5), drop=0.5):
        super().__init__()
        self.words = nn.Embedding(vocabulary, width)
        self.detectors = nn.ModuleList([nn.Conv1d(width, filters, n) for n in ngrams])
        self.drop = nn.Dropout(drop)
        self.classify = nn.Linear(filters * len(ngrams), classes)

    @staticmethod
    def strongest(detector, x):
        activation = F.relu(detector(x))
        return F.max_pool1d(activation, activation.size(2)).squeeze(2)

    def forward(self, ids):
        x = self.words(ids).transpose(1, 2)
        found = [self.strongest(detector, x) for detector in self.detectors]
        return self.classify(self.drop(torch.cat(found, 1)))


if __name__ == "__main__":
    model = SentenceCNN()
    logits = model(torch.randint(0, 8000, (16, 40)))
    print(logits.softmax(-1).max(dim=-1).values)
