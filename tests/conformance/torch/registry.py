"""The table of programs that call functions and methods."""

from __future__ import annotations

from conformance.torch.generating import Gen, Program, Text, zeros

FUNCTIONS: dict[str, Program] = {}
LOOSE: set[str] = set()
"""Those whose results hang on the data: what is not known of them need not be."""


def add(name: str, make: Program, *, loose: bool = False) -> None:
    """Put a program into the table."""
    assert name not in FUNCTIONS, name
    FUNCTIONS[name] = make
    if loose:
        LOOSE.add(name)


def called(g: Gen, name: str, forms: str, *args: object, bad: float = 0.04, **kwargs: object) -> str:
    """A call of a function or method; `forms`: "t" torch.f, "T" torch.f_, "m" Tensor.f, "M" Tensor.f_, "F" F.f."""
    form = g.choice(forms)
    full = f"{name}_" if form in "TM" else name
    if form in "tTF":
        return f"y = {g.call(('F.' if form == 'F' else 'torch.') + full, *args, bad=bad, **kwargs)}"
    owner, *rest = args
    return f"y = {g.call(f'{owner}.{full}', *rest, bad=bad, **kwargs)}"


def some_tensor(g: Gen, low: int = 0, high: int = 4, dtype: str = "") -> Text:
    """A tensor of some shape."""
    return zeros(g.shape(low, high), dtype)
