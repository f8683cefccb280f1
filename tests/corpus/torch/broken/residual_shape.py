import torch
import torch.nn as nn


class Residual(nn.Module):
    def __init__(self, a, b, stride=1):
        super().__init__()
        self.path = nn.Sequential(
            nn.Conv2d(a, b, 3, stride=stride, padding=1, bias=False), nn.BatchNorm2d(b), nn.ReLU(),
            nn.Conv2d(b, b, 3, padding=1, bias=False), nn.BatchNorm2d(b),
        )
        self.shortcut = nn.Sequential()
        if a != b:
            self.shortcut = nn.Sequential(nn.Conv2d(a, b, 1, bias=False), nn.BatchNorm2d(b))

    def forward(self, x):
        y = self.path(x)
        y += self.shortcut(x)
        return torch.relu(y)


class SmallResNet(nn.Module):
    def __init__(self, num_classes=10):
        super().__init__()
        self.stem = nn.Conv2d(3, 16, 3, padding=1, bias=False)
        self.layer1 = Residual(16, 16)
        self.layer2 = Residual(16, 32, stride=2)
        self.fc = nn.Linear(32, num_classes)

    def forward(self, x):
        x = self.layer2(self.layer1(self.stem(x)))
        return self.fc(x.mean((2, 3)))


if __name__ == "__main__":
    model = SmallResNet()
    y = model(torch.randn(2, 3, 32, 32))
    print(y.size())
