# Kind: view(-1, k) with the wrong k puts pixels of several examples into one row
# After: questions, "Expected input batch_size (256) to match target batch_size (64)."
# Words: the pooling that is missing cannot be guessed
import torch
from torch import nn
import torch.nn.functional as F


class Small(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 6, 5)
        self.conv2 = nn.Conv2d(6, 16, 5)
        self.fc = nn.Linear(16 * 5 * 5, 10)

    def forward(self, x):
        x = F.max_pool2d(F.relu(self.conv1(x)), 2)
        x = F.relu(self.conv2(x))
        x = x.view(-1, 16 * 5 * 5)
        return self.fc(x)


model = Small()
images, labels = torch.randn(64, 3, 32, 32), torch.randint(10, (64,))
loss = F.cross_entropy(model(images), labels)  # finds: CNN108
loss.backward()
