# Kind: classes as floating point numbers
# After: qubvel-org/segmentation_models.pytorch#466, "expected scalar type Long but found Float"
import numpy as np
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

x = np.random.rand(100, 20).astype(np.float32)
y = np.random.randint(0, 3, size=100).astype(np.float32)
loader = DataLoader(TensorDataset(torch.from_numpy(x), torch.from_numpy(y)), batch_size=25)

net = nn.Sequential(nn.Linear(20, 16), nn.ReLU(), nn.Linear(16, 3))
criterion = nn.CrossEntropyLoss()
for rows, classes in loader:
    loss = criterion(net(rows), classes.long())
    loss.backward()
