import torch
import torch.nn as nn


class Perceptron(nn.Module):
    def __init__(self, n_in, n_hidden, n_out):
        self.n_out = n_out
        self.hidden = nn.Linear(n_in, n_hidden)
        self.output = nn.Linear(n_hidden, n_out)

    def forward(self, x):
        x = torch.tanh(self.hidden(x))
        return self.output(x)


if __name__ == "__main__":
    model = Perceptron(20, 50, 3)
    print(model(torch.randn(5, 20)))
