import torch.nn as nn

# channels, kernel, padding, batch norm, pooling afterwards
ROWS = [
    (64, 3, 1, False, dict(kernel_size=2, stride=2)),
    (128, 3, 1, False, dict(kernel_size=2, stride=2)),
    (256, 3, 1, True, None),
    (256, 3, 1, False, dict(kernel_size=(2, 2), stride=(2, 1), padding=(0, 1))),
    (512, 3, 1, True, None),
    (512, 3, 1, False, dict(kernel_size=(2, 2), stride=(2, 1), padding=(0, 1))),
    (512, 2, 0, True, None),
]


class Reader(nn.Module):
    """One recurrent layer over the columns, and a dense layer at each."""

    def __init__(self, features, hidden, out):
        super(Reader, self).__init__()
        self.lstm = nn.LSTM(features, hidden, bidirectional=True)
        self.dense = nn.Linear(2 * hidden, out)

    def forward(self, columns):
        states, _ = self.lstm(columns)
        steps, n, width = states.size()
        flat = self.dense(states.view(steps * n, width))
        return flat.view(steps, n, -1)


class LineRecogniser(nn.Module):
    """A line of text 32 pixels high to the scores of the letters in each column."""

    def __init__(self, height, channels, letters, hidden, leaky=False):
        super(LineRecogniser, self).__init__()
        if height % 16:
            raise ValueError('height must be a multiple of 16')
        cnn = nn.Sequential()
        self.width = channels

        def add(index, width, kernel, padding, norm, pool):
            cnn.add_module('conv{}'.format(index), nn.Conv2d(self.width, width, kernel, 1, padding))
            if norm:
                cnn.add_module('norm{}'.format(index), nn.BatchNorm2d(width))
            cnn.add_module('act{}'.format(index), nn.LeakyReLU(0.2, inplace=True) if leaky else nn.ReLU(True))
            if pool is not None:
                cnn.add_module('pool{}'.format(index), nn.MaxPool2d(**pool))
            self.width = width

        for index, row in enumerate(ROWS):
            add(index, *row)
        self.cnn = cnn
        self.readers = nn.Sequential(Reader(self.width, hidden, hidden), Reader(hidden, hidden, letters))

    def forward(self, line):
        maps = self.cnn(line)
        n, c, h, w = maps.size()
        assert h == 1, "the maps must be one row high"
        columns = maps.squeeze(2).permute(2, 0, 1)
        return self.readers(columns)
