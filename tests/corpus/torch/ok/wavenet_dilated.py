"""Autoregressive audio model: gated dilated causal convolutions with residual and skip paths."""
import torch
import torch.nn as nn
import torch.nn.functional as F


class CausalConv1d(nn.Conv1d):
    def __init__(self, in_channels, out_channels, kernel_size, dilation=1, **kwargs):
        super().__init__(in_channels, out_channels, kernel_size, dilation=dilation, **kwargs)
        self.left = (kernel_size - 1) * dilation

    def forward(self, x):
        return super().forward(F.pad(x, (self.left, 0)))


class GatedLayer(nn.Module):
    def __init__(self, residual, skip, kernel_size, dilation):
        super().__init__()
        self.conv = CausalConv1d(residual, 2 * residual, kernel_size, dilation=dilation)
        self.to_residual = nn.Conv1d(residual, residual, 1)
        self.to_skip = nn.Conv1d(residual, skip, 1)

    def forward(self, x):
        filtered, gate = self.conv(x).chunk(2, dim=1)
        z = torch.tanh(filtered) * torch.sigmoid(gate)
        return x + self.to_residual(z), self.to_skip(z)


class WaveNet(nn.Module):
    def __init__(self, bins=256, residual=32, skip=64, stacks=2, layers=5, kernel_size=2):
        super().__init__()
        self.bins = bins
        self.front = CausalConv1d(bins, residual, kernel_size)
        self.layers = nn.ModuleList()
        for _ in range(stacks):
            for power in range(layers):
                self.layers.append(GatedLayer(residual, skip, kernel_size, dilation=2 ** power))
        self.post = nn.Sequential(nn.ReLU(), nn.Conv1d(skip, skip, 1), nn.ReLU(), nn.Conv1d(skip, bins, 1))

    @property
    def receptive_field(self):
        return 1 + self.front.left + sum(layer.conv.left for layer in self.layers)

    def forward(self, samples):
        x = F.one_hot(samples, self.bins).float().transpose(1, 2)
        x = self.front(x)
        total = 0
        for layer in self.layers:
            x, skip = layer(x)
            total = total + skip
        return self.post(total)


if __name__ == "__main__":
    net = WaveNet()
    samples = torch.randint(256, (1, 1000))
    logits = net(samples)
    loss = F.cross_entropy(logits[:, :, net.receptive_field:-1], samples[:, net.receptive_field + 1:])
    print(net.receptive_field, loss.item())
