"""The layers of `torch.nn`, one short entry each."""

from cnnlint.frameworks.torch.layers import (
    activation,
    attention,
    conv,
    head,
    lazy,
    linear,
    loss,
    norm,
    pool,
    quantization,
    recurrent,
    resize,
    transformer,
)

TABLES = (
    activation,
    attention,
    conv,
    head,
    lazy,
    linear,
    loss,
    norm,
    pool,
    quantization,
    recurrent,
    resize,
    transformer,
)
