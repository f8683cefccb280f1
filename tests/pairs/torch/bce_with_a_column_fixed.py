# Kind: scores (N, 1) against labels (N,)
# After: questions, "Target size (torch.Size([16])) must be the same as input size (torch.Size([16, 1]))"
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

x = torch.randn(160, 10)
y = (x.sum(dim=1) > 0).float()
model = nn.Sequential(nn.Linear(10, 32), nn.ReLU(), nn.Linear(32, 1))
loss_fn = nn.BCEWithLogitsLoss()
optim = torch.optim.Adam(model.parameters())
for inputs, labels in DataLoader(TensorDataset(x, y), batch_size=16):
    loss = loss_fn(model(inputs), labels.unsqueeze(1))
    optim.zero_grad()
    loss.backward()
    optim.step()
