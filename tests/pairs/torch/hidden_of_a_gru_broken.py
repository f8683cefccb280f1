# Kind: the last state keeps its axis of layers, and the next layer gives a result for each
# After: questions, "Expected input batch_size (1) to match target batch_size (16)."
# Words: which of the layers' states is meant is not known
import torch
from torch import nn


class Classifier(nn.Module):
    def __init__(self):
        super().__init__()
        self.gru = nn.GRU(5, 24, batch_first=True)
        self.fc = nn.Linear(24, 3)

    def forward(self, x):
        _, h = self.gru(x)
        return self.fc(h)


model = Classifier()
target = torch.randint(0, 3, (16,))
loss = nn.functional.cross_entropy(model(torch.randn(16, 9, 5)), target)  # finds: CNN108
loss.backward()
