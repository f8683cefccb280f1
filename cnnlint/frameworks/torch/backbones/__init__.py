"""Ready-made models of libraries whose source is not at hand, from what was recorded of them.

A record is data: the modules of a model with their arguments, and for each class what its forward pass does, step by step
(`tests/backbones/record_torch.py` writes it, and documents its form). It is built from the tables of PyTorch's layers and functions, so
that it has shapes, fields and parameters like any other model. Where the source of the library is found, that is read instead.
"""
