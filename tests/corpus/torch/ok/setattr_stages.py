import torch
import torch.nn as nn


class Classifier1d(nn.Module):
    """Heartbeat classifier; the depth is a parameter and layers are attributes conv1, bn1, conv2, ..."""

    def __init__(self, depth=4, width=16, kernel=7, leads=12, classes=5):
        super().__init__()
        self.depth = depth
        channels = leads
        for i in range(depth):
            out = width << i
            setattr(self, "conv" + str(i + 1), nn.Conv1d(channels, out, kernel, stride=2, padding=kernel // 2, bias=False))
            setattr(self, "bn" + str(i + 1), nn.BatchNorm1d(out))
            channels = out
        self.act = nn.ReLU()
        self.__dict__["width"] = channels
        self.fc = nn.Linear(2 * channels, classes)

    def features(self, x):
        for i in range(self.depth):
            n = i + 1
            x = getattr(self, "conv%d" % n)(x)
            x = self.act(getattr(self, "bn%d" % n)(x))
        return x

    def forward(self, x):
        x = self.features(x)
        mean, peak = x.mean(-1), x.amax(dim=-1)
        return self.fc(torch.cat([mean, peak], dim=-1))


net = Classifier1d()
for name, module in net.named_modules():
    if hasattr(module, "bias") and getattr(module, "bias", None) is not None and not isinstance(module, nn.Linear):
        nn.init.zeros_(module.bias)

ecg = torch.randn(8, 12, 1000)
scores = net(ecg)
