from net import Net
from torchsummary import summary

summary(Net().cuda(), (3, 64, 64))
