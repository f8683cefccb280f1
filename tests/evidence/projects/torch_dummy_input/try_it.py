import torch
from net import Net

if __name__ == "__main__":
    print(Net()(torch.zeros(1, 3, 48, 48)).shape)
