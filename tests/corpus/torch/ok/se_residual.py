import torch
import torch.nn as nn


class Excite(nn.Module):
    """Weighs the channels by what the whole map holds."""

    def __init__(self, channels, reduction=16):
        super(Excite, self).__init__()
        squeezed = channels // reduction
        self.squeeze = nn.AdaptiveAvgPool2d(1)
        self.gate = nn.Sequential(
            nn.Linear(channels, squeezed, bias=False), nn.ReLU(inplace=True),
            nn.Linear(squeezed, channels, bias=False), nn.Sigmoid(),
        )

    def forward(self, x):
        n, c, _, _ = x.size()
        weight = self.gate(self.squeeze(x).view(n, c))
        return x * weight.view(n, c, 1, 1).expand_as(x)


class SEBlock(nn.Module):
    def __init__(self, before, after, stride=1, reduction=16):
        super().__init__()
        self.body = nn.Sequential(
            nn.Conv2d(before, after, 3, stride, 1, bias=False), nn.BatchNorm2d(after), nn.ReLU(inplace=True),
            nn.Conv2d(after, after, 3, 1, 1, bias=False), nn.BatchNorm2d(after),
            Excite(after, reduction),
        )
        if before == after:
            self.shortcut = lambda x: x
        else:
            self.shortcut = nn.Sequential(nn.Conv2d(before, after, 1, stride, bias=False), nn.BatchNorm2d(after))

    def forward(self, x):
        return torch.relu(self.body(x) + self.shortcut(x))


class SENet(nn.Module):
    def __init__(self, widths=(16, 32, 64), blocks=3, num_classes=100):
        super().__init__()
        width = widths[0]
        stages = [nn.Conv2d(3, width, 3, padding=1, bias=False), nn.BatchNorm2d(width), nn.ReLU()]
        for n, after in enumerate(widths):
            for i in range(blocks):
                stages.append(SEBlock(width, after, stride=2 if n > 0 and i == 0 else 1))
                width = after
        self.stages = nn.Sequential(*stages)
        self.pool = nn.AdaptiveAvgPool2d(1)
        self.fc = nn.Linear(width, num_classes)
        self.apply(self.start)

    @staticmethod
    def start(layer):
        if isinstance(layer, nn.Conv2d):
            nn.init.kaiming_normal_(layer.weight)
        elif isinstance(layer, nn.BatchNorm2d):
            layer.reset_parameters()

    def forward(self, x):
        x = self.pool(self.stages(x))
        return self.fc(x.view(x.size(0), -1))


if __name__ == "__main__":
    print(SENet()(torch.randn(4, 3, 32, 32)).shape)
