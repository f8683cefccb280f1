import torch
import torch.nn as nn
import torch.nn.functional as F


class DigitNet(nn.Module):
    """The dense layer was sized for images of 32 pixels."""

    def __init__(self, num_classes=10):
        super(DigitNet, self).__init__()
        self.conv1 = nn.Conv2d(1, 6, 5)
        self.conv2 = nn.Conv2d(6, 16, 5)
        self.fc1 = nn.Linear(16 * 5 * 5, 120)
        self.fc2 = nn.Linear(120, num_classes)

    def forward(self, x):
        x = F.max_pool2d(F.relu(self.conv1(x)), (2, 2))
        x = F.max_pool2d(F.relu(self.conv2(x)), 2)
        x = torch.flatten(x, 1)
        x = F.relu(self.fc1(x))
        return self.fc2(x)


net = DigitNet()
digits = torch.zeros(64, 1, 28, 28)
prediction = net(digits)
print(prediction.argmax(dim=1))
