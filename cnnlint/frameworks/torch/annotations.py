"""What the annotation of an argument says of it."""

from __future__ import annotations

from cnnlint.syntax import ir

NO_TENSORS = frozenset(
    [
        "str",
        "bool",
        "float",
        "dict",
        "list",
        "tuple",
        "set",
        "Dict",
        "List",
        "Tuple",
        "Set",
        "Mapping",
        "Sequence",
        "Iterable",
        "Callable",
    ]
)


def may_be_tensor(annotation: ir.Expr | None) -> bool:
    """False where the annotation names another type."""
    return annotated_name(annotation) not in NO_TENSORS


def annotated_name(annotation: ir.Expr | None) -> str:
    """The last name of an annotation, without what stands in brackets: `Dict` of `typing.Dict[str, Tensor]`."""
    if isinstance(annotation, ir.Subscript):
        annotation = annotation.value
    if isinstance(annotation, ir.Attribute):
        return annotation.attr
    return annotation.id if isinstance(annotation, ir.Name) else ""
