import torch
import torch.nn as nn


class Fire(nn.Module):
    """Squeeze the channels, then expand them by points and by 3x3 windows."""

    def __init__(self, cin: int, squeezed: int, points: int, windows: int) -> None:
        super().__init__()
        self.squeeze = nn.Sequential(nn.Conv2d(cin, squeezed, kernel_size=1), nn.ReLU(inplace=True))
        self.points = nn.Sequential(nn.Conv2d(squeezed, points, kernel_size=1), nn.ReLU(inplace=True))
        self.windows = nn.Sequential(nn.Conv2d(squeezed, windows, kernel_size=3, padding=1), nn.ReLU(inplace=True))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        x = self.squeeze(x)
        return torch.cat([self.points(x), self.windows(x)], 1)


class FireNet(nn.Module):
    PLANS = {
        "heavy": ((96, 7), [16, 16, 32, "pool", 32, 48, 48, 64, "pool", 64]),
        "light": ((64, 3), [16, 16, "pool", 32, 32, "pool", 48, 48, 64, 64]),
    }

    def __init__(self, plan: str = "light", num_classes: int = 1000, dropout: float = 0.5) -> None:
        super().__init__()
        if plan not in self.PLANS:
            raise ValueError(f"no plan {plan}: one of {sorted(self.PLANS)}")
        (width, kernel), steps = self.PLANS[plan]
        layers = [nn.Conv2d(3, width, kernel_size=kernel, stride=2), nn.ReLU(inplace=True)]
        for step in ["pool", *steps]:
            if step == "pool":
                layers.append(nn.MaxPool2d(kernel_size=3, stride=2, ceil_mode=True))
            else:
                layers.append(Fire(width, step, 4 * step, 4 * step))
                width = 8 * step
        self.features = nn.Sequential(*layers)
        last = nn.Conv2d(width, num_classes, kernel_size=1)
        self.classifier = nn.Sequential(nn.Dropout(dropout), last, nn.ReLU(inplace=True), nn.AdaptiveAvgPool2d((1, 1)))
        for layer in self.modules():
            if isinstance(layer, nn.Conv2d):
                start = nn.init.normal_ if layer is last else nn.init.kaiming_uniform_
                start(layer.weight)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return torch.flatten(self.classifier(self.features(x)), 1)


if __name__ == "__main__":
    print(FireNet("light")(torch.randn(1, 3, 224, 224)).shape)
