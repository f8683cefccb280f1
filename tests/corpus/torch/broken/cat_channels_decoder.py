import torch
import torch.nn as nn
import torch.nn.functional as F


class Decoder(nn.Module):
    def __init__(self, encoder_widths, n_classes):
        super().__init__()
        widths = list(reversed(encoder_widths))
        self.blocks = nn.ModuleList()
        for i in range(len(widths) - 1):
            self.blocks.append(nn.Conv2d(widths[i], widths[i + 1], 3, padding=1))
        self.final = nn.Conv2d(widths[-1], n_classes, 1)

    def forward(self, features):
        features = features[::-1]
        x = features[0]
        for block, skip in zip(self.blocks, features[1:]):
            x = F.interpolate(x, size=skip.shape[-2:], mode="bilinear", align_corners=False)
            x = torch.relu(block(torch.cat([x, skip], dim=1)))
        return self.final(x)


class Segmenter(nn.Module):
    def __init__(self, widths=(16, 32, 64), n_classes=4):
        super().__init__()
        self.stages = nn.ModuleList()
        previous = 3
        for width in widths:
            self.stages.append(nn.Sequential(nn.Conv2d(previous, width, 3, 2, 1), nn.ReLU()))
            previous = width
        self.decoder = Decoder(widths, n_classes)

    def forward(self, x):
        features = []
        for stage in self.stages:
            x = stage(x)
            features.append(x)
        return self.decoder(features)


if __name__ == "__main__":
    print(Segmenter()(torch.randn(1, 3, 128, 128)).shape)
