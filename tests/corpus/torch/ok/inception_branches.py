import torch
import torch.nn as nn
import torch.nn.functional as F


class Conv(nn.Module):
    def __init__(self, cin, cout, **options):
        super(Conv, self).__init__()
        self.linear = nn.Conv2d(cin, cout, bias=False, **options)
        self.norm = nn.BatchNorm2d(cout, eps=1e-3)

    def forward(self, x):
        return F.relu(self.norm(self.linear(x)), inplace=True)


class Mixed(nn.Module):
    """Four views of one map side by side: points, small and large windows, and pooled."""

    def __init__(self, cin, point, small, large, pooled):
        super(Mixed, self).__init__()
        self.point = Conv(cin, point, kernel_size=1)
        self.small = nn.Sequential(Conv(cin, small[0], kernel_size=1), Conv(small[0], small[1], kernel_size=3, padding=1))
        self.large = nn.Sequential(Conv(cin, large[0], kernel_size=1), Conv(large[0], large[1], kernel_size=5, padding=2))
        self.pooled = nn.Sequential(
            nn.MaxPool2d(kernel_size=3, stride=1, padding=1, ceil_mode=True), Conv(cin, pooled, kernel_size=1)
        )
        self.out_channels = point + small[1] + large[1] + pooled

    def views(self, x):
        return [branch(x) for branch in (self.point, self.small, self.large, self.pooled)]

    def forward(self, x):
        return torch.cat(self.views(x), 1)


class SideHead(nn.Module):
    def __init__(self, cin, classes):
        super(SideHead, self).__init__()
        self.narrow = Conv(cin, 128, kernel_size=1)
        self.hidden, self.out = nn.Linear(128 * 4 * 4, 1024), nn.Linear(1024, classes)

    def forward(self, x):
        x = self.narrow(F.adaptive_avg_pool2d(x, (4, 4)))
        x = F.relu(self.hidden(x.flatten(1)), inplace=True)
        return self.out(F.dropout(x, 0.7, training=self.training))


class MixedNet(nn.Module):
    def __init__(self, classes=1000, side_head=True):
        super(MixedNet, self).__init__()
        self.stem1 = Conv(3, 64, kernel_size=7, stride=2, padding=3)
        self.stem2 = nn.Sequential(Conv(64, 64, kernel_size=1), Conv(64, 192, kernel_size=3, padding=1))
        self.pool = nn.MaxPool2d(3, stride=2, ceil_mode=True)
        self.mixed3a = Mixed(192, 64, (96, 128), (16, 32), 32)
        self.mixed3b = Mixed(self.mixed3a.out_channels, 128, (128, 192), (32, 96), 64)
        self.mixed4a = Mixed(self.mixed3b.out_channels, 192, (96, 208), (16, 48), 64)
        width = self.mixed4a.out_channels
        if side_head:
            self.side = SideHead(width, classes)
        self.mixed4b = Mixed(width, 160, (112, 224), (24, 64), 64)
        self.side_head = side_head
        self.out = nn.Sequential(nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Dropout(0.2), nn.Linear(self.mixed4b.out_channels, classes))

    def forward(self, x):
        x = self.pool(self.stem1(x))
        x = self.pool(self.stem2(x))
        x = self.pool(self.mixed3b(self.mixed3a(x)))
        x = self.mixed4a(x)
        if self.training and self.side_head:
            side = self.side(x)
        x = self.out(self.mixed4b(x))
        if self.training and self.side_head:
            return x, side
        return x


model = MixedNet(classes=50)
model.eval()
with torch.no_grad():
    print(model(torch.randn(1, 3, 160, 160)).argmax())
