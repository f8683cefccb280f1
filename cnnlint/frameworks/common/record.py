"""The record of layer calls: rows are appended in the order in which calls finish."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from cnnlint.frameworks.common.tensors import TensorValue
from cnnlint.graph import LayerCall, Location, Loss, Source, Tensor, Unresolved
from cnnlint.graph.layer import Kind
from cnnlint.graph.requirement import Requirement
from cnnlint.graph.trail import Step, Trail
from cnnlint.interpreter.values import Log, Unknown, Value
from cnnlint.ops.shared import sources_of
from cnnlint.symbolic import Condition, Size

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter


class Recorder:
    """The rows of the model that is being run, and how deep in modules we are.

    While `quiet` is not 0 nothing is recorded: inside a layer of the framework, whose parts are nobody's rows. `lost` counts calls whose result
    could not be worked out because what was called is not known. `steps` are the operations since the last row; None while no model runs.
    """

    def __init__(self, vm: Interpreter) -> None:
        self.vm = vm
        self.rows: list[LayerCall] = Log()
        self.losses: list[Loss] = Log()
        self.depth = 0
        self.quiet = 0
        self.lost = 0
        self.reasons: list[Unknown] = Log()
        self.requirements: list[Requirement] = []
        self.steps: list[Step] | None = None

    @contextmanager
    def hushed(self) -> Iterator[None]:
        """Record nothing in here."""
        self.quiet += 1
        try:
            yield
        finally:
            self.quiet -= 1

    @contextmanager
    def inside(self) -> Iterator[None]:
        """One module deeper."""
        self.depth += 1
        try:
            yield
        finally:
            self.depth -= 1

    @contextmanager
    def fresh(self) -> Iterator[None]:
        """A new, empty record; the present one is put back afterwards."""
        saved = self.rows, self.losses, self.depth, self.quiet, self.lost, self.reasons, self.requirements, self.steps
        self.rows, self.losses, self.depth, self.quiet, self.lost, self.reasons = Log(), Log(), 0, 0, 0, Log()
        self.requirements, self.steps = [], []
        try:
            yield
        finally:
            self.rows, self.losses, self.depth, self.quiet, self.lost, self.reasons, self.requirements, self.steps = (
                saved
            )

    def add(
        self,
        name: str,
        type_: str,
        op: str,
        kind: Kind,
        inputs: Sequence[Tensor],
        outputs: Sequence[Tensor],
        *,
        macs: Size = 0,
        parameters: Size = 0,
        trainable: Size = 0,
        attributes: Mapping[str, object] | None = None,
        defined: Location | None = None,
    ) -> tuple[LayerCall | None, tuple[Tensor, ...]]:
        """Append a row; the outputs with the row as their source (a container's keep the sources that they have)."""
        if self.quiet:
            return None, tuple(outputs)
        row = LayerCall(
            name,
            type_,
            op,
            kind,
            sources_of(inputs),
            (),
            self.vm.here(),
            defined,
            parameters,
            trainable,
            macs,
            self.depth,
            bool(self.vm.uncertain),
            attributes or {},
            self.trail(kind, outputs),
        )
        sources: tuple[Source, ...] = (row,)
        row.outputs = (
            tuple(outputs)
            if kind == "container"
            else tuple([Tensor(one.shape, one.dtype, one.field, sources, one.labels) for one in outputs])
        )
        self.vm.touch(self.rows)
        self.rows.append(row)
        return row, row.outputs

    def trail(self, kind: Kind, outputs: Sequence[Tensor]) -> Trail | None:
        """The operations since the last row that is no container."""
        if self.steps is None or kind == "container":
            return None
        steps = tuple(self.steps)
        self.steps.clear()
        return Trail(steps, tuple(outputs))

    def require(self, condition: Condition, asker: str, defined: Location | None, *, is_wish: bool = False) -> None:
        """Note what must hold of sizes for the call that stands here to work, if the call is certain."""
        if self.vm.certain:
            self.requirements.append(Requirement(condition, asker, self.vm.here(), defined, is_wish))

    def relied_on(self, condition: Condition) -> None:
        """Note what the program itself checks."""
        self.require(condition, "a check", None)

    def lose(self, why: Unknown, args: Sequence[Value]) -> Unknown | None:
        """A call that could not be followed: it counts if it was given tensors. More than that it has no result is not known."""
        if not self.quiet and any(isinstance(arg, TensorValue) for arg in args):
            self.lost += 1
            self.vm.touch(self.reasons)
            self.reasons.append(Unknown(why.reason, why.where or self.vm.here()))
        return None


def recorder(vm: Interpreter) -> Recorder:
    """The record of this analysis."""
    found = vm.state.get("recorder")
    if not isinstance(found, Recorder):
        found = vm.state["recorder"] = Recorder(vm)
        vm.on_lost = found.lose
        vm.on_relied = found.relied_on
    return found


def unresolved(reasons: list[Unknown]) -> list[Unresolved]:
    """What was not understood, each place once, with the number of calls that were lost there."""
    counted: dict[tuple[str, int, str], int] = {}
    for unknown in reasons:
        where = unknown.where
        key = (where.path if where else "", where.line if where else 0, unknown.reason)
        counted[key] = counted.get(key, 0) + 1
    return [Unresolved(path, line, reason, lost) for (path, line, reason), lost in counted.items()]
