from __future__ import print_function
import torch
import torch.nn as nn
import torch.nn.functional as F


def per_point(*widths):
    """A dense network applied to each point: convolutions of length one."""
    layers = []
    for a, b in zip(widths, widths[1:]):
        layers += [torch.nn.Conv1d(a, b, 1), nn.BatchNorm1d(b), nn.ReLU()]
    return nn.Sequential(*layers)


class Aligner(nn.Module):
    """Predicts a k x k matrix that turns the cloud upright; starts from the identity."""

    def __init__(self, k=3):
        super(Aligner, self).__init__()
        self.k = k
        self.points = per_point(k, 64, 128, 1024)
        self.matrix = nn.Sequential(
            nn.Linear(1024, 512), nn.BatchNorm1d(512), nn.ReLU(),
            nn.Linear(512, 256), nn.BatchNorm1d(256), nn.ReLU(), nn.Linear(256, k * k),
        )

    def forward(self, cloud):
        n = cloud.size()[0]
        summary = torch.max(self.points(cloud), 2, keepdim=True)[0].view(-1, 1024)
        identity = torch.eye(self.k).flatten().unsqueeze(0).repeat(n, 1)
        return (self.matrix(summary) + identity).view(-1, self.k, self.k)


class CloudFeatures(nn.Module):
    def __init__(self, summary_only=True, align_features=False):
        super(CloudFeatures, self).__init__()
        self.align = Aligner(3)
        self.low, self.high = per_point(3, 64), per_point(64, 128, 1024)
        self.summary_only = summary_only
        if align_features:
            self.align_features = Aligner(k=64)

    @staticmethod
    def turn(cloud, matrix):
        return torch.bmm(cloud.transpose(2, 1), matrix).transpose(2, 1)

    def forward(self, cloud):
        points = cloud.size()[2]
        matrix = self.align(cloud)
        low = self.low(self.turn(cloud, matrix))
        feature_matrix = None
        if hasattr(self, "align_features"):
            feature_matrix = self.align_features(low)
            low = self.turn(low, feature_matrix)
        summary, _ = self.high(low).max(dim=2)
        if self.summary_only:
            return summary, matrix, feature_matrix
        spread = summary.view(-1, 1024, 1).repeat(1, 1, points)
        return torch.cat([spread, low], 1), matrix, feature_matrix


class PartLabels(nn.Module):
    def __init__(self, parts=2, **options):
        super(PartLabels, self).__init__()
        self.parts = parts
        self.features = CloudFeatures(summary_only=False, **options)
        self.hidden = per_point(1024 + 64, 512)
        self.out = nn.Conv1d(512, parts, 1)

    def forward(self, cloud):
        n, _, points = cloud.size()
        x, matrix, feature_matrix = self.features(cloud)
        x = self.out(self.hidden(x)).transpose(2, 1).contiguous()
        x = F.log_softmax(x.view(-1, self.parts), dim=-1)
        return x.view(n, points, self.parts), matrix, feature_matrix


if __name__ == '__main__':
    model = PartLabels(3, align_features=True)
    labels, _, _ = model(torch.rand(32, 3, 500))
    print('labels', labels.size())
