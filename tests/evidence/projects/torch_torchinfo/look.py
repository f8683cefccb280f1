import torchinfo
from net import Net

torchinfo.summary(Net(), input_size=(16, 3, 80, 60))
