"""Conditions on sizes that cannot be decided: what would have to hold for them to be true."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnnlint.frozen import dataclass
from cnnlint.interpreter.values import Unknown, Value
from cnnlint.symbolic import Condition, Dim, Every, Relation, Some, every

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter


@dataclass(frozen=True, slots=True, eq=False)
class Undecided(Unknown):
    """A truth value that hangs on sizes that are not known."""

    condition: Condition | None = None


def condition_of(value: Value) -> Condition | None:
    """What must hold of sizes for a value to be true; None where it hangs on something else."""
    if isinstance(value, Undecided):
        return value.condition
    return Relation("!=", value, 0) if isinstance(value, Dim) else None


def compared(op: str, left: Value, right: Value) -> Condition | None:
    """What a comparison says of sizes; None where it compares anything else."""
    if isinstance(left, tuple) and isinstance(right, tuple):
        if op not in ("==", "!=") or len(left) != len(right) or not left:
            return None
        parts = [compared("==", one, other) for one, other in zip(left, right, strict=True)]
        found = [part for part in parts if part is not None]
        if len(found) < len(parts):
            return None
        return every(found) if op == "==" else every(found).opposite()
    if not (_is_size(left) and _is_size(right)):
        return None
    if op in (">", ">="):
        op, left, right = {">": "<", ">=": "<="}[op], right, left
    if op in ("==", "!=", "<", "<="):
        return Relation(op, left, right)  # type: ignore[arg-type]
    return None


def opposite(vm: Interpreter, value: Value) -> Unknown:
    """`not` of what cannot be decided."""
    condition = condition_of(value)
    return undecided(vm, "not of an unknown condition", None if condition is None else condition.opposite())


def undecided(vm: Interpreter, reason: str, condition: Condition | None) -> Unknown:
    """A truth value that is not known, with what it hangs on if that are sizes."""
    return vm.unknown(reason) if condition is None else Undecided(reason, vm.here(), condition)


def joined(vm: Interpreter, first: Value, second: Value, *, both: bool, otherwise: Value) -> Value:
    """`first and second`, or `first or second`, where the first cannot be decided; `otherwise` where it is about something else than sizes."""
    one, other = condition_of(first), condition_of(second)
    if one is None:
        return otherwise
    if isinstance(second, bool):
        return undecided(vm, "a condition on sizes", one) if second is both else otherwise
    if other is None:
        return otherwise
    parts = (one, other)
    return undecided(vm, "a condition on sizes", Every(parts) if both else Some(parts))


def _is_size(value: Value) -> bool:
    return isinstance(value, (int, Dim)) and not isinstance(value, bool)
