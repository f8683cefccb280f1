"""The table of PyTorch's names. The modules of this room fill it when they are imported."""

from __future__ import annotations

from cnnlint.interpreter.native import Library

FILES = (
    *("activation", "adaptive", "batchnorm", "channelshuffle", "container", "conv", "distance", "dropout", "flatten"),
    *("fold", "instancenorm", "linear", "loss", "module", "normalization", "padding", "pixelshuffle", "pooling", "rnn"),
    *("sparse", "transformer", "upsampling"),
)
"""The files of `torch.nn.modules`, which is itself an alias: `nn.modules.loss` comes here as `torch.nn.loss`."""

torch = Library(
    "torch",
    aliases={
        "torch.nn.modules": "torch.nn",
        "torch.nn.parameter": "torch.nn",
        **{f"torch.nn.modules.{file}": "torch.nn" for file in FILES},
        **{f"torch.nn.{file}": "torch.nn" for file in FILES},
    },
)
