import torch
import torch.nn as nn


class Cell(nn.Module):
    """An LSTM cell whose state is a stack of maps."""

    def __init__(self, channels, hidden, kernel):
        super(Cell, self).__init__()
        self.hidden = hidden
        margin = tuple(k // 2 for k in kernel)
        self.gates = nn.Conv2d(in_channels=channels + hidden, out_channels=4 * hidden, kernel_size=kernel, padding=margin)

    def forward(self, frame, state):
        shown, kept = state
        packed = self.gates(torch.cat([frame, shown], dim=1))
        write, forget, show, new = torch.split(packed, self.hidden, dim=1)
        kept = torch.sigmoid(forget) * kept + torch.sigmoid(write) * torch.tanh(new)
        return torch.sigmoid(show) * torch.tanh(kept), kept

    def empty(self, n, size):
        zeros = torch.zeros(n, self.hidden, *size, device=self.gates.weight.device)
        return zeros, zeros.clone()


class ConvLSTM(nn.Module):
    """Frames (N, T, C, H, W) to the states of the last layer in time, and the final state of each layer."""

    def __init__(self, channels, hidden, kernel, layers):
        super(ConvLSTM, self).__init__()
        hidden, kernel = self._for_each(hidden, layers), self._for_each(kernel, layers)
        if not len(hidden) == len(kernel) == layers:
            raise ValueError('one hidden size and one kernel for each layer')
        self.cells = nn.ModuleList()
        for i in range(0, layers):
            self.cells.append(Cell(channels if i == 0 else hidden[i - 1], hidden[i], kernel[i]))

    @staticmethod
    def _for_each(option, layers):
        return option if isinstance(option, list) else [option] * layers

    def forward(self, frames):
        n, length, _, h, w = frames.size()
        final = []
        for cell in self.cells:
            state = cell.empty(n, (h, w))
            shown = []
            for t in range(length):
                state = cell(frame=frames[:, t, :, :, :], state=[*state])
                shown.append(state[0])
            frames = torch.stack(shown, dim=1)
            final.append([state[0], state[1]])
        return frames, final


if __name__ == "__main__":
    model = ConvLSTM(1, [16, 32], (3, 3), 2)
    states, final = model(torch.rand(2, 4, 1, 24, 24))
    print(states.shape, final[-1][0].shape)
