"""Programs that call the functions of `torch`, `torch.nn.functional` and the methods of tensors."""

from conformance.torch import elementwise, functional, rearranging, shaping
from conformance.torch.registry import FUNCTIONS, LOOSE

__all__ = ["FUNCTIONS", "LOOSE", "elementwise", "functional", "rearranging", "shaping"]
