# Kind: the classes of a sequence model stand on the last axis instead of the second
# After: questions, "Expected target size (128, 44), got torch.Size([128, 100])"
import torch
from torch import nn


class Language(nn.Module):
    def __init__(self, words=44):
        super().__init__()
        self.embed = nn.Embedding(words, 24)
        self.rnn = nn.RNN(24, 48, batch_first=True)
        self.out = nn.Linear(48, words)

    def forward(self, tokens):
        states, _ = self.rnn(self.embed(tokens))
        return self.out(states)


model = Language()
text = torch.randint(0, 44, (16, 101))
scores = model(text[:, :-1])
loss = nn.CrossEntropyLoss()(scores.transpose(1, 2), text[:, 1:])
loss.backward()
