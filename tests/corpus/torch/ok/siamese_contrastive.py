import torch
import torch.nn as nn
import torch.nn.functional as F


class FaceEncoder(nn.Sequential):
    def __init__(self, widths=(1, 4, 8, 8)):
        layers = []
        for a, b in zip(widths, widths[1:]):
            layers += [nn.ReflectionPad2d(1), nn.Conv2d(a, b, kernel_size=3), nn.ReLU(inplace=True), nn.BatchNorm2d(b)]
        super().__init__(*layers)


class SiameseNetwork(nn.Module):
    """The same weights for both images of a pair."""

    def __init__(self, side=100, embedding=5):
        super(SiameseNetwork, self).__init__()
        self.encoder = FaceEncoder()
        self.embed = nn.Sequential(
            nn.Linear(8 * side * side, 500), nn.ReLU(inplace=True),
            nn.Linear(500, 500), nn.ReLU(inplace=True),
            nn.Linear(500, embedding),
        )

    def describe(self, face):
        maps = self.encoder(face)
        return self.embed(maps.view(maps.size()[0], -1))

    def forward(self, left, right):
        return self.describe(left), self.describe(right)


class PairLoss(nn.Module):
    def __init__(self, margin=2.0):
        super(PairLoss, self).__init__()
        self.margin = margin

    def forward(self, left, right, differ):
        far = F.pairwise_distance(left, right, keepdim=True)
        pull = (1 - differ) * far ** 2
        push = differ * torch.clamp(self.margin - far, min=0.0) ** 2
        return (pull + push).mean()


if __name__ == "__main__":
    net = SiameseNetwork()
    a, b, differ = torch.rand(2, 1, 100, 100), torch.rand(2, 1, 100, 100), torch.ones(2, 1)
    print(PairLoss()(*net(a, b), differ))
