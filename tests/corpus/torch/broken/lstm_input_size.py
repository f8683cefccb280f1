import torch
import torch.nn as nn


class Tagger(nn.Module):
    """Words and their letters side by side; the recurrent layer was not told of the letters."""

    def __init__(self, words, tags, word_width=64, letter_width=16, hidden=128):
        super(Tagger, self).__init__()
        self.words = nn.Embedding(words, word_width)
        self.letters = nn.Linear(26, letter_width)
        self.lstm = nn.LSTM(word_width, hidden, batch_first=True)
        self.tags = nn.Linear(hidden, tags)

    def forward(self, words, letters):
        x = torch.cat([self.words(words), self.letters(letters)], dim=-1)
        states, _ = self.lstm(x)
        return self.tags(states).log_softmax(-1)


if __name__ == "__main__":
    tagger = Tagger(words=5000, tags=17)
    words = torch.zeros(2, 12, dtype=torch.long)
    letters = torch.rand(2, 12, 26)
    scores = tagger(words, letters)
    print(scores.shape)
