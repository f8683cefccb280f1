# Kind: the size of the batch is written into a view, and the last batch is shorter
# After: questions, "shape '[64, 784]' is invalid for input of size 12544": the last batch of an epoch
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

BATCH = 64
data = TensorDataset(torch.rand(400, 28, 28), torch.randint(0, 10, (400,)))
loader = DataLoader(data, batch_size=BATCH, shuffle=True)
model = nn.Sequential(nn.Linear(784, 100), nn.ReLU(), nn.Linear(100, 10))
criterion = nn.CrossEntropyLoss()

for epoch in range(2):
    for images, labels in loader:
        rows = images.view(BATCH, 784)  # finds: CNN106
        loss = criterion(model(rows), labels)
        loss.backward()
