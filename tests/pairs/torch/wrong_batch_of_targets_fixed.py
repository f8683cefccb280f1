# Kind: the labels of all examples against the scores of one batch
# After: questions, "Expected input batch_size (20) to match target batch_size (60)."
import torch
from torch import nn

inputs, labels = torch.randn(60, 7), torch.randint(0, 2, (60,))
net = nn.Linear(7, 2)
for start in range(0, 60, 20):
    batch = inputs[start:start + 20]
    loss = nn.functional.cross_entropy(net(batch), labels[start:start + 20])
    loss.backward()
