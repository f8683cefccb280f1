import numpy as np
from model import Net

net = Net()
net(np.random.rand(1, 33, 33, 3))
