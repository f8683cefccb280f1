import torch
from torch import nn

model = nn.Sequential(
    nn.Conv2d(3, 32, 3, padding="same"),
    nn.ReLU(),
    nn.Conv2d(32, 64, 3, stride=2, padding="same"),
    nn.ReLU(),
    nn.AdaptiveAvgPool2d(1),
    nn.Flatten(),
    nn.Linear(64, 10),
)


def main():
    x = torch.rand(1, 3, 64, 64)
    print(model(x))


if __name__ == "__main__":
    main()
