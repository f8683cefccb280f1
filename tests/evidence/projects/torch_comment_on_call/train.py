from net import Net

net = Net()  # cnnlint: input=(N, 3, 120, 120)
