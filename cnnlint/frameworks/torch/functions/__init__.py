"""The functions of `torch` and `torch.nn.functional` and the methods of `torch.Tensor`, one short entry each."""
