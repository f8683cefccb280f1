import torch
import torch.nn as nn


class MLP(nn.Module):
    """MLP(784, 256, 64, 10): dense layers of the given widths, relu in between."""

    def __init__(self, *widths, activation=nn.ReLU, dropout=None, **linear_kwargs):
        super().__init__()
        layers = []
        for n_in, n_out in zip(widths[:-1], widths[1:]):
            layers.append(nn.Linear(n_in, n_out, **linear_kwargs))
            if n_out is not widths[-1]:
                layers.append(activation())
                if dropout is not None:
                    layers.append(nn.Dropout(dropout))
        self.net = nn.Sequential(*layers)

    def forward(self, x):
        return self.net(x.flatten(start_dim=1))

    def __repr__(self):
        widths = [layer.out_features for layer in self.net if isinstance(layer, nn.Linear)]
        return f"{self.__class__.__name__}({', '.join(map(str, widths))})"


hidden = [512] * 2
model = MLP(28 * 28, *hidden, 10, activation=nn.Tanh, dropout=0.1)
teacher = MLP(28 * 28, 1200, 1200, 10, bias=False)


def distillation_loss(student_logits, teacher_logits, temperature=4.0):
    soft = nn.functional.softmax(teacher_logits / temperature, dim=-1)
    log = nn.functional.log_softmax(student_logits / temperature, dim=-1)
    return -(soft * log).sum(dim=-1).mean() * temperature ** 2


if __name__ == "__main__":
    x = torch.rand(32, 1, 28, 28)
    print(model, distillation_loss(model(x), teacher(x).detach()))
