import torch
import torch.nn as nn


class Net(nn.Module):
    def __init__(self, in_features, num_classes):
        super().__init__()
        self.fc = nn.Sequential(nn.Linear(in_features, 128, True), nn.ReLU(), nn.Linear(128, num_classes))

    def forward(self, x):
        return self.fc(x)


def build(features=64, classes=5):
    return Net(features, classes, 0.5)


if __name__ == "__main__":
    model = build()
    print(model(torch.randn(8, 64)).shape)
