# Kind: a loader of pictures without an axis for their channel feeds a convolution
# After: questions, "Given groups=1, weight of size [6, 1, 5, 5], expected input[1, 32, 28, 28] to have 1 channels, but got 32 channels instead"
import torch
from torch import nn
import torch.nn.functional as F
from torch.utils.data import DataLoader, TensorDataset


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(1, 6, 5)  # finds: CNN101
        self.fc = nn.Linear(6 * 12 * 12, 10)

    def forward(self, x):
        x = F.max_pool2d(F.relu(self.conv(x)), 2)
        return self.fc(x.flatten(1))


data = TensorDataset(torch.rand(96, 28, 28), torch.randint(0, 10, (96,)))
net = Net()
for images, labels in DataLoader(data, batch_size=32, shuffle=True):
    F.cross_entropy(net(images), labels).backward()
