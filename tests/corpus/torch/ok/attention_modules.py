"""Gates over channels and over places, and attention between all places, in a small residual network."""
import torch
from torch import nn


class ChannelGate(nn.Module):
    def __init__(self, width, ratio=8):
        super().__init__()
        self.summaries = nn.ModuleList([nn.AdaptiveAvgPool2d(1), nn.AdaptiveMaxPool2d(1)])
        self.shared = nn.Sequential(nn.Conv2d(width, width // ratio, 1), nn.ReLU(), nn.Conv2d(width // ratio, width, 1))

    def forward(self, x):
        return torch.sigmoid(sum(self.shared(summary(x)) for summary in self.summaries))


class PlaceGate(nn.Module):
    def __init__(self, kernel=7):
        super().__init__()
        assert kernel % 2 == 1, "an even window has no centre"
        self.conv = nn.Conv2d(2, 1, kernel, padding=kernel // 2, bias=False)

    def forward(self, x):
        strongest, _ = torch.max(x, dim=1, keepdim=True)
        both = torch.cat([torch.mean(x, dim=1, keepdim=True), strongest], dim=1)
        return self.conv(both).sigmoid()


class Everywhere(nn.Module):
    """Every place looks at every second place."""

    def __init__(self, width, thin=True):
        super().__init__()
        self.inner = width // 2 or 1
        self.ask, self.answer, self.tell = (nn.Conv2d(width, self.inner, 1) for _ in range(3))
        if thin:
            pool = nn.MaxPool2d(2)
            self.answer = nn.Sequential(self.answer, pool)
            self.tell = nn.Sequential(self.tell, pool)
        self.back = nn.Conv2d(self.inner, width, 1)

    def forward(self, x):
        n = x.size(0)
        asked = self.ask(x).view(n, self.inner, -1).permute(0, 2, 1)
        answered = self.answer(x).view(n, self.inner, -1)
        told = self.tell(x).view(n, self.inner, -1).permute(0, 2, 1)
        weights = torch.bmm(asked, answered).softmax(-1)
        y = torch.bmm(weights, told).permute(0, 2, 1).contiguous()
        return self.back(y.view(n, self.inner, *x.size()[2:])) + x


class Block(nn.Module):
    def __init__(self, a, b, stride):
        super().__init__()
        self.conv = nn.Sequential(nn.Conv2d(a, b, 3, stride, 1), nn.BatchNorm2d(b), nn.ReLU(), nn.Conv2d(b, b, 3, 1, 1))
        self.channels, self.places = ChannelGate(b), PlaceGate()
        self.match = nn.Conv2d(a, b, 1, stride) if (a, stride) != (b, 1) else nn.Identity()

    def forward(self, x):
        y = self.conv(x)
        y = y * self.channels(y)
        y = y * self.places(y)
        return torch.relu(y + self.match(x))


class AttentionNet(nn.Module):
    def __init__(self, num_classes=10):
        super().__init__()
        plan = [(3, 32, 1), (32, 64, 2), (64, 64, 1), (64, 128, 2)]
        self.blocks = nn.Sequential(*(Block(*row) for row in plan))
        self.everywhere = Everywhere(plan[-1][1])
        self.fc = nn.Linear(128, num_classes)

    def forward(self, x):
        x = self.everywhere(self.blocks(x))
        return self.fc(x.flatten(2).mean(-1))


if __name__ == "__main__":
    print(AttentionNet()(torch.rand(2, 3, 32, 32)).shape)
