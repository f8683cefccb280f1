import torch
from torch import nn
from torch.nn import functional as F


def unit(a, b, kernel=1, stride=1, dilation=1):
    padding = dilation * (kernel // 2)
    return [nn.Conv2d(a, b, kernel, stride, padding, dilation, bias=False), nn.BatchNorm2d(b), nn.ReLU()]


class Overview(nn.Sequential):
    """The mean of the image, at every position."""

    def __init__(self, a, b):
        super().__init__(nn.AdaptiveAvgPool2d(1), *unit(a, b))

    def forward(self, x):
        height, width = x.shape[-2:]
        for layer in self:
            x = layer(x)
        return F.interpolate(x, size=(height, width), mode="bilinear", align_corners=False)


class Pyramid(nn.Module):
    """One map seen through windows of several dilations at once."""

    def __init__(self, a, rates, b=64):
        super().__init__()
        views = [nn.Sequential(*unit(a, b))]
        views += [nn.Sequential(*unit(a, b, 3, dilation=rate)) for rate in tuple(rates)]
        views.append(Overview(a, b))
        self.views = nn.ModuleList(views)
        self.merge = nn.Sequential(*unit(len(self.views) * b, b), nn.Dropout(0.5))

    def forward(self, x):
        seen = []
        for view in self.views:
            seen.append(view(x))
        return self.merge(torch.cat(seen, dim=1))


class Backbone(nn.Module):
    """Output stride 8: the last stage dilates where it would have strided."""

    def __init__(self, widths=(32, 64, 128, 256), strides=(2, 2, 2, 1), dilations=(1, 1, 1, 2)):
        super().__init__()
        previous = 3
        for i, (width, stride, dilation) in enumerate(zip(widths, strides, dilations), start=1):
            setattr(self, f"stage{i}", nn.Sequential(*unit(previous, width, 3, stride, dilation)))
            previous = width
        self.out_channels = previous

    def forward(self, x):
        low = self.stage1(x)
        return low, self.stage4(self.stage3(self.stage2(low)))


class Segmenter(nn.Module):
    def __init__(self, num_classes=21, rates=(6, 12, 18)):
        super().__init__()
        self.backbone = Backbone()
        self.pyramid = Pyramid(self.backbone.out_channels, rates)
        self.detail = nn.Conv2d(32, 16, 1)
        self.head = nn.Sequential(nn.Conv2d(64 + 16, 64, 3, padding=1), nn.ReLU(), nn.Conv2d(64, num_classes, 1))

    def forward(self, x):
        low, high = self.backbone(x)
        high = F.interpolate(self.pyramid(high), size=low.shape[2:], mode="bilinear", align_corners=False)
        y = self.head(torch.cat([self.detail(low), high], dim=1))
        return F.interpolate(y, size=x.shape[2:], mode="bilinear", align_corners=False)


if __name__ == "__main__":
    net = Segmenter().eval()
    print(net(torch.randn(1, 3, 129, 97)).shape)
