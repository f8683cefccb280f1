"""The layers of `torch.nn`, one short entry each."""
