import torch.nn as nn
import torch

CFG = """
conv 192 5 2
conv 160 1 0
conv 96 1 0
maxpool 3 2 1
dropout 0.5
conv 192 5 2
conv 192 1 0
conv 192 1 0
avgpool 3 2 1
dropout 0.5
conv 192 3 1
conv 192 1 0
conv 10 1 0
avgpool 8 1 0
"""


def parse(text):
    for line in text.strip().splitlines():
        kind, *numbers = line.split()
        yield kind, [float(n) if "." in n else int(n) for n in numbers]


def build(text, channels=3):
    layers = nn.Sequential()
    for index, (kind, numbers) in enumerate(parse(text)):
        if kind == "conv":
            width, kernel, padding = numbers
            layers.add_module(f"conv{index}", nn.Conv2d(channels, width, kernel, padding=padding))
            layers.add_module(f"relu{index}", nn.ReLU(inplace=True))
            channels = width
        elif kind == "maxpool":
            layers.add_module(f"pool{index}", nn.MaxPool2d(*numbers))
        elif kind == "avgpool":
            k, s, p = numbers
            layers.add_module(f"pool{index}", nn.AvgPool2d(kernel_size=k, stride=s, padding=p))
        elif kind == "dropout":
            layers.add_module(f"drop{index}", nn.Dropout(numbers[0]))
        else:
            raise ValueError(kind)
    return layers


class Net(nn.Module):
    def __init__(self, num_classes=10):
        super().__init__()
        self.num_classes = num_classes
        self.classifier = build(CFG)

    def forward(self, x):
        x = self.classifier(x)
        x = x.view(x.size(0), self.num_classes)
        return x


if __name__ == "__main__":
    x = torch.randn([1, 3, 32, 32])
    print(Net()(x).size())
