import torch
import torch.nn as nn

POOL = "M"
PLANS = {
    "small": [64, POOL, 128, POOL, 256, 256, POOL, 512, 512, POOL, 512, 512, POOL],
    "large": [64, 64, POOL, 128, 128, POOL] + [256] * 3 + [POOL] + ([512] * 3 + [POOL]) * 2,
}


def make_layers(plan, channels=3, norm=False):
    layers = []
    for entry in plan:
        if entry == POOL:
            layers.append(nn.MaxPool2d(2, stride=2))
            continue
        layers += [nn.Conv2d(channels, entry, 3, padding=1)]
        if norm:
            layers += [nn.BatchNorm2d(entry)]
        layers += [nn.ReLU(inplace=True)]
        channels = entry
    return nn.Sequential(*layers)


class PlainDeepNet(nn.Module):
    def __init__(self, plan, num_classes=1000, norm=False, hidden=4096, p=0.5):
        super().__init__()
        self.features = make_layers(PLANS[plan], norm=norm)
        width = [entry for entry in PLANS[plan] if entry != POOL][-1]
        self.shrink = nn.AdaptiveAvgPool2d((7, 7))
        self.classifier = nn.Sequential(
            nn.Linear(width * 7 * 7, hidden), nn.ReLU(True), nn.Dropout(p),
            nn.Linear(hidden, hidden), nn.ReLU(True), nn.Dropout(p),
            nn.Linear(hidden, num_classes),
        )

    def initialise(self):
        for layer in self.modules():
            if isinstance(layer, (nn.Conv2d, nn.Linear)):
                nn.init.kaiming_normal_(layer.weight)
                if layer.bias is not None:
                    layer.bias.data.fill_(0.0)
        return self

    def forward(self, x):
        x = self.shrink(self.features(x))
        return self.classifier(torch.flatten(x, 1))


def vgg11(**options):
    return PlainDeepNet("small", **options)


def vgg16_bn(**options):
    return PlainDeepNet("large", norm=True, **options).initialise()


if __name__ == "__main__":
    net = vgg11()
    print(net(torch.randn(1, 3, 224, 224)).size())
