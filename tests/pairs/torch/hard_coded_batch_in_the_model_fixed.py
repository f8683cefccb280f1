# Kind: the size of the batch is written into the model, and a single picture is shown to it
# After: questions, "shape '[32, 800]' is invalid for input of size 800" at prediction
import torch
from torch import nn


class Classifier(nn.Module):
    def __init__(self):
        super().__init__()
        self.features = nn.Sequential(nn.Conv2d(3, 32, 5, stride=2), nn.ReLU(), nn.MaxPool2d(3))
        self.head = nn.Linear(32 * 5 * 5, 2)

    def forward(self, x):
        x = self.features(x)
        x = x.reshape(x.size(0), 32 * 5 * 5)
        return self.head(x)


model = Classifier()
model.eval()
with torch.no_grad():
    print(model(torch.rand(1, 3, 35, 35)).softmax(1))
