"""Products written in index notation, and contractions over several axes."""

from __future__ import annotations

from collections.abc import Sequence

from cnnlint.graph import Field, Tensor
from cnnlint.ops.broadcast import broadcast_size
from cnnlint.ops.fields import met
from cnnlint.ops.linear import product_operand
from cnnlint.ops.outcome import Outcome, Refused
from cnnlint.ops.shared import axes_of, combined, invalid, number_of, unknown, written
from cnnlint.ops.tape import operation
from cnnlint.symbolic import Size, equal, fresh, product

_ELLIPSIS = "…"


@operation
def einsum(equation: str, operands: Sequence[Tensor]) -> Outcome:
    """Einstein's sum convention: "bqhd,bkhd->bhqk".

    Without an arrow the result has the labels that occur once, in alphabetical order. Refuses an equation that does not fit
    the operands ("invalid-argument", "rank-mismatch") and sizes that differ under one label ("matmul-mismatch").
    """
    text = equation.replace(" ", "").replace("...", _ELLIPSIS)
    inputs, arrow, output = text.partition("->")
    terms = inputs.split(",")
    if len(terms) != len(operands) or not all(_is_term(term) for term in (*terms, output)):
        raise invalid(
            unknown(operands), "equation", equation, f"does not fit {len(operands)} operands", unknown(operands)
        )
    if any(x.shape is None for x in operands):
        known = bool(arrow) and _ELLIPSIS not in output
        return Outcome(combined(operands, [fresh() for _ in output] if known else None), fresh("macs"))
    labels = [_labels(term, x, operands) for term, x in zip(terms, operands, strict=True)]
    wanted = _output(output, labels) if arrow else _implied(labels)
    sizes = _sizes(labels, operands, wanted)
    if not set(wanted) <= sizes.keys() or len(set(wanted)) != len(wanted):
        raise invalid(
            unknown(operands), "equation", equation, "has an output that it does not define", unknown(operands)
        )
    shape = [sizes[label] for label in wanted]
    fields = [_operand_field(x, names, wanted) for x, names in zip(operands, labels, strict=True)]
    return Outcome(combined(operands, shape, met(operands, fields)), product(sizes.values()))


def _is_term(term: str) -> bool:
    return all(label.isalpha() or label == _ELLIPSIS for label in term) and term.count(_ELLIPSIS) <= 1


def _labels(term: str, x: Tensor, operands: Sequence[Tensor]) -> list[str]:
    """A label for each axis; those of the ellipsis are numbered from the last."""
    shape = x.shape or ()
    spare = len(shape) - len(term.replace(_ELLIPSIS, ""))
    if spare < 0 or (spare > 0 and _ELLIPSIS not in term):
        raise Refused(
            "rank-mismatch",
            f"'{term.replace(_ELLIPSIS, '...')}' does not name the {len(shape)} axes of {written(shape)}",
            unknown(operands),
            expected_rank=len(term.replace(_ELLIPSIS, "")),
            actual_rank=len(shape),
            shape=shape,
        )
    before, _, after = term.partition(_ELLIPSIS)
    return [*before, *(f"{_ELLIPSIS}{n}" for n in range(spare, 0, -1)), *after]


def _output(output: str, labels: Sequence[Sequence[str]]) -> list[str]:
    before, dots, after = output.partition(_ELLIPSIS)
    return [*before, *(_ellipsis(labels) if dots else ()), *after]


def _implied(labels: Sequence[Sequence[str]]) -> list[str]:
    every = [label for names in labels for label in names if _ELLIPSIS not in label]
    return [*_ellipsis(labels), *sorted(label for label in every if every.count(label) == 1)]


def _ellipsis(labels: Sequence[Sequence[str]]) -> list[str]:
    longest = max((sum(_ELLIPSIS in label for label in names) for names in labels), default=0)
    return [f"{_ELLIPSIS}{n}" for n in range(longest, 0, -1)]


def _sizes(labels: Sequence[Sequence[str]], operands: Sequence[Tensor], wanted: Sequence[str]) -> dict[str, Size]:
    """The size of each label; an axis of 1 broadcasts, as in PyTorch and NumPy."""
    sizes: dict[str, Size] = {}
    for x, names in zip(operands, labels, strict=True):
        seen: dict[str, Size] = {}
        for label, size in zip(names, x.shape or (), strict=True):
            joined = broadcast_size(sizes.get(label, 1), size)
            if joined is None or equal(seen.setdefault(label, size), size) is False:
                recovery = combined(operands, [sizes.get(name, 1) for name in wanted])
                words = f"'{label}' is {sizes[label]} and {size}"
                raise Refused("matmul-mismatch", words, recovery, expected=sizes[label], actual=size)
            sizes[label] = joined
    return sizes


def _operand_field(x: Tensor, names: Sequence[str], wanted: Sequence[str]) -> Field | None:
    onto = {axis: wanted.index(label) for axis, label in enumerate(names) if label in wanted}
    return product_operand(x, [axis for axis in range(len(names)) if axis not in onto], onto)


@operation
def tensordot(a: Tensor, b: Tensor, *, axes: int | tuple[Sequence[int], Sequence[int]]) -> Outcome:
    """The product summed over pairs of axes: the last of `a` and first of `b` if `axes` is a number. Refuses "matmul-mismatch"."""
    tensors = (a, b)
    if a.shape is None or b.shape is None:
        return Outcome(unknown(tensors), fresh("macs"))
    if isinstance(axes, int):
        if axes < 0 or axes > min(len(a.shape), len(b.shape)):
            raise invalid(a, "axes", axes, f"are not in {written(a.shape)} and {written(b.shape)}", unknown(tensors))
        axes = (range(len(a.shape) - axes, len(a.shape)), range(axes))
    left, right = axes_of(a, axes[0]), axes_of(b, axes[1])
    if len(left) != len(right):
        raise invalid(a, "axes", axes, "names more axes of one than of the other", unknown(tensors))
    kept_a = [axis for axis in range(len(a.shape)) if axis not in left]
    kept_b = [axis for axis in range(len(b.shape)) if axis not in right]
    fields = [
        product_operand(a, left, {axis: n for n, axis in enumerate(kept_a)}),
        product_operand(b, right, {axis: n + len(kept_a) for n, axis in enumerate(kept_b)}),
    ]
    shape = [*(a.shape[axis] for axis in kept_a), *(b.shape[axis] for axis in kept_b)]
    result = combined(tensors, shape, met(tensors, fields))
    for one, other in zip(left, right, strict=True):
        if broadcast_size(a.shape[one], b.shape[other]) is None:
            words = f"{a.shape[one]} is not {b.shape[other]}"
            raise Refused(
                "matmul-mismatch",
                words,
                result,
                left=a.shape,
                right=b.shape,
                expected=a.shape[one],
                actual=b.shape[other],
            )
    return Outcome(result, number_of(shape) * product(a.shape[axis] for axis in left))
