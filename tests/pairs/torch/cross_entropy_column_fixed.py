# Kind: classes as a column (N, 1)
# After: questions, "0D or 1D target tensor expected, multi-target not supported"
import torch
from torch import nn

features, labels = torch.randn(30, 8), torch.randint(0, 4, (30, 1))
model = nn.Linear(8, 4)
criterion = nn.CrossEntropyLoss()
loss = criterion(model(features), labels.squeeze(1))
loss.backward()
