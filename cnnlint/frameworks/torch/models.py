"""Models of PyTorch: built, run on inputs that are said or asked for, and given as data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cnnlint.frameworks.common.contracts import annotated
from cnnlint.frameworks.common.inputs import NeedsInput
from cnnlint.frameworks.common.operation import UNSURE
from cnnlint.frameworks.common.record import unresolved
from cnnlint.frameworks.common.solving import HANGS_ON_SIZES, advised, origin_of, settled, with_what_follows
from cnnlint.frameworks.common.sources import Sources, Stated, with_hints
from cnnlint.frameworks.torch import calling
from cnnlint.frameworks.torch import module as modules
from cnnlint.frameworks.torch.annotations import annotated_name, may_be_tensor
from cnnlint.frameworks.torch.parts import parts
from cnnlint.frameworks.torch.tensor import make
from cnnlint.graph import Input, Location, Model, Shape, Tensor
from cnnlint.graph.requirement import NO_CONTRACT, Contract
from cnnlint.interpreter.outcome import Fact, Raised
from cnnlint.interpreter.values import FunctionValue, Instance, Value
from cnnlint.symbolic import symbol
from cnnlint.syntax import ir

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter

MAX_ASKED = 12  # runs of one model to find out what its inputs are


@dataclass(slots=True)
class Run:
    """One attempt to run a model: its trace, the facts met, and what the sizes of its input must be."""

    trace: calling.Trace | None
    facts: list[Fact]
    contract: Contract = NO_CONTRACT

    @property
    def clean(self) -> bool:
        """True if nothing went wrong."""
        return self.trace is not None and not self.facts


def models(
    vm: Interpreter, model: Instance, name: str, at: Location, inputs: Sources, *, concrete: bool
) -> list[Model]:
    """The model, from what the program itself ran it on if it did, else from a run of our own."""
    own = [trace for trace in calling.traces(vm) if trace.module is model]
    if own and not inputs.said and all(source.shape is not None for source in own[0].inputs):
        vm.facts[:] = with_sizes_that_fit(vm, model, vm.facts)
        return [as_model(vm, own[0], name, at)]
    said = inputs.said or next(iter(inputs.runs), {})
    run = Prober(vm, model, said).run() if said else guessed(vm, model, inputs)
    for fact in with_sizes_that_fit(vm, model, run.facts) if said else run.facts:
        vm.record(fact)
    if run.trace is None:
        total, trained = modules.all_parameters(model)
        return [Model(name, "torch", at, (), (), (), total, trained)]
    found = as_model(vm, run.trace, name, at)
    found.contract = run.contract
    return [found]


def guessed(vm: Interpreter, model: Instance, sources: Sources) -> Run:
    """A run on what the operations ask for, with the sizes of a hint where that goes well."""
    plain = Prober(vm, model, {}).run()

    def attempt(hint: Stated) -> tuple[Run, Sequence[Fact]] | None:
        try:
            tried = Prober(vm, model, hint).attempt({})
        except Raised:
            return None
        return (replace(tried, facts=plain.facts), tried.facts) if tried.trace else None

    return with_hints(plain, plain.trace.inputs if plain.trace else (), sources, attempt, plain.facts)


def with_sizes_that_fit(vm: Interpreter, model: Instance, facts: list[Fact]) -> list[Fact]:
    """The facts, with the sizes that would fit where the size of the input is what is wrong."""
    if not any(fact.kind in HANGS_ON_SIZES for fact in facts):
        return facts
    run = Prober(vm, model, {}).attempt({})
    return facts if run.trace is None else advised(facts, run.trace.requirements, run.contract)


class Prober:
    """Runs a model, asking for the shapes of inputs that nobody has said as operations come to need them."""

    def __init__(self, vm: Interpreter, model: Instance, said: Stated) -> None:
        self.vm = vm
        self.model = model
        self.said = said
        self.runs = 0
        self.path = next((cls.path for cls in model.cls.mro if "forward" in cls.namespace and cls.path), "")
        self.left_out = False
        self.guessed = False
        self.origin: tuple[str, Location | None] = ("its first layer", None)

    def run(self) -> Run:
        """Run with what is said, and with what the operations ask for; where sizes follow from these, with them."""
        run = self.attempt({})
        if run.trace is None or self.said or not run.clean:
            return run
        contract, shapes = with_what_follows(run.contract, run.trace.inputs)
        if not shapes:
            return run
        if contract.taken:
            self.origin = origin_of(contract)
        try:
            solved = self.once(shapes)
        except NeedsInput:
            return run
        if not solved.clean:
            return run
        return replace(solved, contract=contract) if contract.taken else solved

    def attempt(self, assumed: Mapping[str, Shape]) -> Run:
        """One run; where an operation asks for a shape, one for each candidate until one goes well."""
        self.runs += 1
        try:
            return self.once(assumed)
        except NeedsInput as need:
            if self.runs >= MAX_ASKED:
                return Run(None, [])
            name, forced, candidates = need.source.name, need.forced, need.candidates
        tries = []
        for candidate in candidates:
            tries.append(self.attempt({**assumed, name: candidate}))
            if tries[-1].clean:
                return tries[-1]
            if self.runs >= MAX_ASKED:
                break
        best = tries[0]
        return (
            best
            if forced
            else replace(best, facts=[fact for fact in best.facts if all(found_in(fact, other) for other in tries)])
        )

    def once(self, assumed: Mapping[str, Shape]) -> Run:
        """Call the model; the facts met are taken out of the analysis, for the caller to judge."""
        vm = self.vm
        saved, vm.facts = vm.facts, []
        before = len(calling.traces(vm))
        vm.state["torch.asks"] = True
        vm.state[UNSURE] = ("dtype-mismatch",)
        try:
            args, keywords = self.arguments(assumed)
            if self.model.cls.presumed:  # by its `forward`, whatever the base that is not known does
                calling.call_module(vm, self.model, *args, **keywords)
            else:
                vm.call(self.model, args, keywords)
        except Raised as raised:
            if raised.fact is not None:
                vm.record(raised.fact)
        finally:
            facts, vm.facts = [fact for fact in vm.facts if not self.is_ours(fact)], saved
            vm.state["torch.asks"] = False
            vm.state[UNSURE] = ()
        made = calling.traces(vm)[before:]
        del calling.traces(vm)[before:]
        if not made or facts:  # behind a call that fails sizes are what the author most likely meant
            return Run(made[-1] if made else None, facts)
        contract, none_fits = settled(made[-1].requirements, made[-1].inputs)
        return Run(made[-1], [none_fits] if none_fits is not None else [], contract)

    def arguments(self, assumed: Mapping[str, Shape]) -> tuple[list[Value], dict[str, Value]]:
        """One value for each parameter of `forward` that has no default: by position, and by name."""
        forward = self.model.cls.lookup("forward")
        self.guessed = not isinstance(forward, FunctionValue)
        if not isinstance(forward, FunctionValue):
            return [self.tensor("input", 0, assumed)], {}
        wanted = [p for p in forward.node.parameters[1:] if p.kind in ("positional", "normal")]
        anything = next((p for p in forward.node.parameters if p.kind == "star"), None)
        if not wanted and anything is not None:
            self.guessed = True
            return [self.tensor(anything.name, 0, assumed)], {}
        count = max(sum(1 for p in wanted if p.default is None), min(len(self.said), len(wanted)))
        self.left_out = count < len(wanted)
        named = [p for p in forward.node.parameters if p.kind == "keyword" and p.default is None]
        values = [self.value(parameter, index, assumed) for index, parameter in enumerate([*wanted[:count], *named])]
        return values[:count], {p.name: value for p, value in zip(named, values[count:], strict=True)}

    def is_ours(self, fact: Fact) -> bool:
        """True for a fact that may be due to us: to our leaving out arguments that `forward` can do without, or to our giving it tensors."""
        if fact.details.get("given") == "input" and not self.said:
            return True
        if self.guessed and fact.kind == "wrong-arguments":  # a loss, say, takes two
            return True
        return self.left_out and fact.kind in ("raises", "python-error") and fact.error != "NameError"

    def value(self, parameter: ir.Parameter, index: int, assumed: Mapping[str, Shape]) -> Value:
        """A tensor, unless the annotation says that it is something else."""
        said = parameter.name in self.said or f"#{index}" in self.said
        if not said and annotated_name(parameter.annotation) == "int":
            return symbol(parameter.name, least=0)
        if not said and not may_be_tensor(parameter.annotation):
            return self.vm.unknown(f"the argument {parameter.name}")
        return self.tensor(parameter.name, index, assumed, annotated(parameter.annotation), parameter)

    def tensor(
        self,
        name: str,
        index: int,
        assumed: Mapping[str, Shape],
        stated: Shape | None = None,
        by: ir.Node | None = None,
    ) -> Value:
        """An input tensor of the shape that is said for it, follows from the layers, is annotated, or of none yet."""
        said = self.said.get(name, self.said.get(f"#{index}"))
        if said is not None:
            return make(Tensor(said.shape, said.dtype, None, (said.as_input(name),)))
        shape, (origin, learnt) = assumed.get(name), self.origin if name in assumed else ("", None)
        if shape is None and stated is not None and by is not None:
            shape, origin, learnt = stated, f"the annotation of {name}", Location(self.path, *by.span)
        dtype = "float32" if shape is not None else None
        return make(Tensor(shape, dtype, None, (Input(name, shape, origin, dtype, learnt=learnt),)))


def found_in(fact: Fact, run: Run) -> bool:
    """True if another run met the same fact."""
    return any(other.kind == fact.kind and other.at == fact.at for other in run.facts)


def as_model(vm: Interpreter, trace: calling.Trace, name: str, at: Location) -> Model:
    """A trace as data."""
    total, trained = modules.all_parameters(trace.module)
    return Model(
        name,
        "torch",
        at,
        trace.inputs,
        trace.outputs,
        tuple(trace.rows),
        total,
        trained,
        tuple(unresolved(trace.unresolved)),
        trace.lost,
        tuple(trace.losses),
        parts=parts(vm, trace),
    )
