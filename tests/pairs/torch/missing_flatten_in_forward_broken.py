# Kind: a linear layer on a map that was never flattened, in a forward
# After: questions of beginners, "mat1 and mat2 shapes cannot be multiplied (57344x7 and 3136x64)"
import torch
import torch.nn as nn
import torch.nn.functional as F


class Net(nn.Module):
    def __init__(self):
        super(Net, self).__init__()
        self.conv = nn.Conv2d(1, 64, kernel_size=3, padding=1)
        self.fc1 = nn.Linear(64 * 7 * 7, 64)  # finds: CNN102
        self.fc2 = nn.Linear(64, 10)

    def forward(self, x):
        x = F.max_pool2d(F.relu(self.conv(x)), 4)
        x = F.relu(self.fc1(x))
        return self.fc2(x)


net = Net()
print(net(torch.randn(16, 1, 28, 28)).size())
