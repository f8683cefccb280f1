import torch
import torch.nn as nn
import torch.nn.functional as F


class UprightNet(nn.Module):
    """Turns and crops a digit before it is classified."""

    def __init__(self):
        super(UprightNet, self).__init__()
        self.look = nn.Sequential(
            nn.Conv2d(1, 8, kernel_size=7), nn.MaxPool2d(2, stride=2), nn.ReLU(True),
            nn.Conv2d(8, 10, kernel_size=5), nn.MaxPool2d(2, stride=2), nn.ReLU(True),
        )
        self.place = nn.Sequential(nn.Linear(90, 32), nn.ReLU(True), nn.Linear(32, 6))
        last = self.place[2]
        last.weight.data.zero_()
        last.bias.data.copy_(torch.tensor([1, 0, 0, 0, 1, 0], dtype=torch.float))

        self.conv1 = nn.Conv2d(1, 10, kernel_size=5)
        self.conv2 = nn.Conv2d(10, 20, kernel_size=5)
        self.drop = nn.Dropout2d()
        self.hidden = nn.Linear(320, 50)
        self.out = nn.Linear(50, 10)

    def upright(self, digit):
        seen = self.look(digit).view(-1, 10 * 3 * 3)
        transform = self.place(seen).view(-1, 2, 3)
        grid = F.affine_grid(transform, digit.size(), align_corners=False)
        return F.grid_sample(digit, grid, align_corners=False)

    def forward(self, digit):
        x = self.upright(digit)
        x = F.max_pool2d(self.conv1(x), 2).relu()
        x = F.max_pool2d(self.drop(self.conv2(x)), 2).relu()
        x = F.relu(self.hidden(x.view(-1, 320)))
        x = F.dropout(x, training=self.training)
        return F.log_softmax(self.out(x), dim=1)


device = "cuda" if torch.cuda.is_available() else "cpu"
model = UprightNet().to(device)
print(model(torch.rand(64, 1, 28, 28, device=device)).shape)
