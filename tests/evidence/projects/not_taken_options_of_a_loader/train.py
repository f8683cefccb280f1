import sys

from net import Net
from torch.utils.data import DataLoader


def main(folder):
    options = {"batch_size": 8}
    if len(sys.argv) > 2:
        options.update(num_workers=int(sys.argv[2]))
    net = Net()
    for images, labels in DataLoader(open(folder), **options):
        net(images)


if __name__ == "__main__":
    main(sys.argv[1])
