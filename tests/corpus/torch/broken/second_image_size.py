import torch
import torch.nn as nn


class FixedHead(nn.Module):
    def __init__(self, num_classes=7):
        super().__init__()
        self.features = nn.Sequential(
            nn.Conv2d(1, 32, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
            nn.Conv2d(32, 64, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
            nn.Conv2d(64, 128, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
        )
        self.classifier = nn.Sequential(nn.Flatten(), nn.Dropout(0.4), nn.Linear(128 * 6 * 6, num_classes))

    def forward(self, x):
        x = self.features(x)
        return self.classifier(x)


model = FixedHead().eval()
faces = torch.rand(16, 1, 48, 48)
print(model(faces).softmax(dim=1))

larger = torch.rand(16, 1, 64, 64)
print(model(larger).softmax(dim=1))
