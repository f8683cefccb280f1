from model import Net

net = Net()
net.build((None, 40, 40, 3))
