"""Where the shape of an input is stated, and how another one is written there."""

from __future__ import annotations

from cnnlint.frameworks.keras.tensor import SymbolicTensor
from cnnlint.graph import Input, Location, Shape

OF_ONE = ("shape", "input_shape", "input_dim")  # the arguments that say the shape of one example


def declaration(declared: SymbolicTensor) -> tuple[str, Location | None]:
    """The argument that states the shape of an input, and the call where it stands."""
    source = next((one for one in declared.tensor.sources if isinstance(one, Input)), None)
    return str(declared.node.operation.attrs.get("_stated_by", "")), source.at if source is not None else None


def example(given: Shape, argument: str) -> str | None:
    """The shape of one example as a program states it in this argument; None where not all of it is known."""
    sizes = given[1:]
    if argument not in OF_ONE or not all(isinstance(size, int) for size in sizes):
        return None
    if argument == "input_dim":
        return str(sizes[0]) if len(sizes) == 1 else None
    return f"({', '.join(map(str, sizes))}{',' if len(sizes) == 1 else ''})"
