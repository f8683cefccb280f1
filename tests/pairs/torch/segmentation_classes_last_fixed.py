# Kind: a map of scores whose classes are last
# After: questions, "Expected input batch_size … size mismatch (got input: [2, 24, 24, 5] , target: [2, 24, 24]"
import torch
from torch import nn

head = nn.Linear(16, 5)
features = torch.randn(2, 24, 24, 16)
labels = torch.randint(0, 5, (2, 24, 24))
criterion = nn.CrossEntropyLoss()
scores = head(features)
loss = criterion(scores.permute(0, 3, 1, 2), labels)
