"""The table of PyTorch's names. The modules of this room fill it when they are imported."""

from __future__ import annotations

from cnnlint.interpreter.native import Library

torch = Library(
    "torch",
    aliases={
        "torch.nn.modules": "torch.nn",
        "torch.nn.modules.activation": "torch.nn",
        "torch.nn.modules.adaptive": "torch.nn",
        "torch.nn.modules.batchnorm": "torch.nn",
        "torch.nn.modules.channelshuffle": "torch.nn",
        "torch.nn.modules.container": "torch.nn",
        "torch.nn.modules.conv": "torch.nn",
        "torch.nn.modules.distance": "torch.nn",
        "torch.nn.modules.dropout": "torch.nn",
        "torch.nn.modules.flatten": "torch.nn",
        "torch.nn.modules.fold": "torch.nn",
        "torch.nn.modules.instancenorm": "torch.nn",
        "torch.nn.modules.linear": "torch.nn",
        "torch.nn.modules.loss": "torch.nn",
        "torch.nn.modules.module": "torch.nn",
        "torch.nn.modules.normalization": "torch.nn",
        "torch.nn.modules.padding": "torch.nn",
        "torch.nn.modules.pixelshuffle": "torch.nn",
        "torch.nn.modules.pooling": "torch.nn",
        "torch.nn.modules.rnn": "torch.nn",
        "torch.nn.modules.sparse": "torch.nn",
        "torch.nn.modules.transformer": "torch.nn",
        "torch.nn.modules.upsampling": "torch.nn",
        "torch.nn.parameter": "torch.nn",
    },
)
