import torch
import torch.nn as nn


class ClipNet(nn.Module):
    """What is done in a clip of 16 frames, 112 x 112 pixels."""

    def __init__(self, actions=101, dropout=0.5):
        super().__init__()

        def conv(a, b):
            return nn.Conv3d(a, b, (3, 3, 3), padding=(1, 1, 1))

        self.conv1, self.pool1 = conv(3, 32), nn.MaxPool3d((1, 2, 2), stride=(1, 2, 2))
        self.conv2, self.pool2 = conv(32, 64), nn.MaxPool3d(2)
        self.conv3, self.conv4 = conv(64, 128), conv(128, 128)
        self.pool3 = nn.MaxPool3d(kernel_size=2, stride=2)
        self.conv5 = conv(128, 128)
        self.pool4 = nn.MaxPool3d(2, 2, padding=(0, 1, 1))
        self.hidden = nn.Linear(128 * 2 * 8 * 8, 512)
        self.out = nn.Linear(512, actions)
        self.drop = nn.Dropout(dropout)
        self.act = nn.ReLU()
        self.__start()

    def __start(self):
        for layer in self.children():
            if type(layer) is nn.Conv3d:
                torch.nn.init.kaiming_normal_(layer.weight)

    def forward(self, clip):
        x = self.pool1(self.act(self.conv1(clip)))
        x = self.pool2(self.act(self.conv2(x)))
        x = self.pool3(self.act(self.conv4(self.act(self.conv3(x)))))
        x = self.pool4(self.act(self.conv5(x)))
        x = x.view(-1, 16384)
        return self.out(self.drop(self.act(self.hidden(x))))


if __name__ == "__main__":
    clip = torch.rand(1, 3, 16, 112, 112)
    net = ClipNet()
    print(net.forward(clip).argmax())
