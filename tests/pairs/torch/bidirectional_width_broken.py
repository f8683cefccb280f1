# Kind: both directions of a recurrent layer come out side by side, and the next layer expects one
# After: questions, "mat1 and mat2 shapes cannot be multiplied (16x256 and 128x2)"
import torch
import torch.nn as nn


class Sentiment(nn.Module):
    def __init__(self, words=5000, hidden=128):
        super().__init__()
        self.embed = nn.Embedding(words, 64)
        self.lstm = nn.LSTM(64, hidden, batch_first=True, bidirectional=True)
        self.fc = nn.Linear(hidden, 2)  # finds: CNN102

    def forward(self, tokens):
        steps, _ = self.lstm(self.embed(tokens))
        return self.fc(steps[:, -1, :])


model = Sentiment()
print(model(torch.randint(0, 5000, (16, 40))))
