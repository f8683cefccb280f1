"""Models that the program makes and neither keeps at module level nor runs."""

import torch
from torch import nn


class Shown(nn.Module):
    def __init__(self, width=8):
        super().__init__()
        self.conv = nn.Conv2d(3, width, 3)

    def forward(self, x):
        return self.conv(x)


class Kept(Shown):
    pass


class Trained(Shown):
    pass


class Listed(Shown):
    pass


class Chosen(Shown):
    pass


class Block(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.conv = nn.Conv2d(width, width, 3)

    def forward(self, x):
        return self.conv(x)


class Stack(nn.Module):
    def __init__(self, *blocks):
        super().__init__()
        self.blocks = nn.Sequential(*blocks)

    def forward(self, x):
        return self.blocks(x)


class Hidden(nn.Module):
    """Keeps its parts where they are not registered."""

    def __init__(self, blocks):
        super().__init__()
        self.blocks = {"all": blocks}
        self.head = nn.Conv2d(3, 1, 1)

    def forward(self, x):
        for block in self.blocks["all"]:
            x = block(x)
        return self.head(x)


class Inner(Block):
    pass


class Helper(Block):
    pass


class Broken(nn.Module):
    def __init__(self):
        super().__init__()
        self.helper = Helper(4)
        self.conv = nn.Conv2d(3, 8, 3, groups=2)  # fact: group-mismatch

    def forward(self, x):
        return self.conv(self.helper(x))


class Fails(nn.Module):
    def __init__(self, width):
        super().__init__()
        if width < 16:
            raise ValueError("too narrow")  # fact: raises
        self.conv = nn.Conv2d(3, width, 3)

    def forward(self, x):
        return self.conv(x)


class DiceLoss(nn.Module):
    def __init__(self):
        super().__init__()
        self.weights = nn.Parameter(torch.ones(2))

    def forward(self, output, target):
        return 1 - (output * target * self.weights).mean()


class Margin(nn.modules.loss._Loss):
    def __init__(self):
        super().__init__()
        self.margin = nn.Parameter(torch.ones(2))

    def forward(self, output, target):
        return (output - target - self.margin).mean()


class Noise(nn.Module):
    def forward(self, x):
        return x + torch.randn_like(x)


class Data(torch.utils.data.Dataset):
    def __getitem__(self, index):
        return torch.zeros(3, 32, 32), 0

    def __len__(self):
        return 10


class Trainer:
    def __init__(self, device):
        self.model = Trained(16).to(device)  # model: Trained
        self.loss = DiceLoss()
        self.margin = Margin()
        self.data = Data()
        self.augment = Noise()

    def parameters(self):
        return sum(p.numel() for p in self.model.parameters())


def main(flags):
    again = Kept(4)
    stack = Stack(Block(3), Block(3))  # model: Stack
    hidden = Hidden([Inner(3), Inner(3)])  # model: Hidden
    both = [Listed(1), Listed(2)]  # model: Listed model: Listed
    for width in (8, 16):
        both.append(nn.Sequential(nn.Conv2d(3, width, 3), nn.ReLU()))  # model: Sequential
    if flags.chosen:
        chosen = Chosen(2)  # model: Chosen
    else:
        chosen = None
    trainer = Trainer("cpu")
    print(trainer.parameters(), stack, hidden, chosen, again)


Shown()  # model: Shown
kept = Kept(3)  # model: kept
if __name__ == "__main__":
    from somewhere import flags

    main(flags)
    print(Broken())
    print(Fails(8))
