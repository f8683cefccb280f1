'''Residual network for images of 32 pixels: no pooling in the stem, four stages of two blocks.'''
import torch
import torch.nn as nn
import torch.nn.functional as F


class BasicBlock(nn.Module):
    widen = 1

    def __init__(self, before, planes, step=1):
        super(BasicBlock, self).__init__()
        after = planes * self.widen
        self.first = nn.Conv2d(before, planes, 3, step, 1, bias=False)
        self.norm1 = nn.BatchNorm2d(planes)
        self.second = nn.Conv2d(planes, after, 3, 1, 1, bias=False)
        self.norm2 = nn.BatchNorm2d(after)
        self.skip = nn.Sequential()
        if step > 1 or before != after:
            self.skip = nn.Sequential(nn.Conv2d(before, after, 1, step, bias=False), nn.BatchNorm2d(after))

    def forward(self, x):
        y = self.norm1(self.first(x))
        y = self.norm2(self.second(F.relu(y)))
        y += self.skip(x)
        return F.relu(y)


class CifarResNet(nn.Module):
    def __init__(self, block, repeats, classes=10, width=64):
        super(CifarResNet, self).__init__()
        self.planes = width
        self.stem = nn.Conv2d(3, width, 3, padding=1, bias=False)
        self.norm = nn.BatchNorm2d(width)
        self.stage1 = self._make_layer(block, width, repeats[0])
        self.stage2 = self._make_layer(block, width * 2, repeats[1], step=2)
        self.stage3 = self._make_layer(block, width * 4, repeats[2], step=2)
        self.stage4 = self._make_layer(block, width * 8, repeats[3], step=2)
        self.classify = nn.Linear(self.planes, classes)

    def _make_layer(self, block, planes, n, step=1):
        blocks = []
        for s in [step] + (n - 1) * [1]:
            blocks.append(block(self.planes, planes, s))
            self.planes = planes * block.widen
        return nn.Sequential(*blocks)

    def forward(self, x):
        x = F.relu(self.norm(self.stem(x)))
        for stage in (self.stage1, self.stage2, self.stage3, self.stage4):
            x = stage(x)
        x = F.avg_pool2d(x, 4)
        return self.classify(x.view(len(x), -1))


def resnet18():
    return CifarResNet(BasicBlock, [2, 2, 2, 2])


def resnet34():
    return CifarResNet(BasicBlock, [3, 4, 6, 3])


if __name__ == "__main__":
    network = resnet18()
    assert network(torch.zeros(1, 3, 32, 32)).shape == (1, 10)
