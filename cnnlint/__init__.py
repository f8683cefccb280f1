"""cnnlint: shapes, receptive fields and design faults of neural networks, read from their source."""

__version__ = "0.1.0"
