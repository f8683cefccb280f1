# Kind: a net for colour pictures is given grayscale ones
# After: many questions, "expected input[64, 1, 28, 28] to have 3 channels, but got 1 channels instead"
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

digits = torch.randn(256, 1, 28, 28)
labels = torch.randint(0, 10, (256,))
loader = DataLoader(TensorDataset(digits, labels), batch_size=64, shuffle=True)

model = nn.Sequential(
    nn.Conv2d(1, 64, 3),
    nn.ReLU(),
    nn.AdaptiveAvgPool2d(1),
    nn.Flatten(),
    nn.Linear(64, 10),
)
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
for images, targets in loader:
    optimizer.zero_grad()
    loss = nn.functional.cross_entropy(model(images), targets)
    loss.backward()
    optimizer.step()
