"""Models of Keras as data: a graph is run again to record its rows; a model written as a class is run on what it is fed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cnnlint.frameworks.common.contracts import annotated
from cnnlint.frameworks.common.inputs import NeedsInput
from cnnlint.frameworks.common.nested import flat_tensors, mapped
from cnnlint.frameworks.common.record import Recorder, recorder, unresolved
from cnnlint.frameworks.common.solving import settled
from cnnlint.frameworks.common.sources import Sources, Stated, with_hints
from cnnlint.frameworks.common.tensors import TensorValue
from cnnlint.frameworks.keras import graph as graphs
from cnnlint.frameworks.keras import layer as layers
from cnnlint.frameworks.keras.calling import call_layer, called, parameters_of_call
from cnnlint.frameworks.keras.graph import Graph
from cnnlint.frameworks.keras.layer import name_of
from cnnlint.frameworks.keras.metrics import resolved
from cnnlint.frameworks.keras.model import graph_of, is_model
from cnnlint.frameworks.keras.parts import parts
from cnnlint.frameworks.keras.sequential import SEQUENTIAL, start
from cnnlint.frameworks.keras.sequential import run as run_stack
from cnnlint.frameworks.keras.state import Seen, data_sets, seen
from cnnlint.frameworks.keras.tensor import SymbolicTensor, make, open_names
from cnnlint.graph import Input, LayerCall, Location, Loss, Metric, Model, Shape, Tensor
from cnnlint.graph.requirement import NO_CONTRACT, Contract
from cnnlint.interpreter.attributes import OPEN
from cnnlint.interpreter.outcome import Fact, NotKnown, Raised
from cnnlint.interpreter.values import Instance, Unknown, Value
from cnnlint.symbolic import Dim, symbol, symbols
from cnnlint.syntax import ir

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter

MAX_ASKED = 8  # runs of one model to find out what its inputs are


@dataclass(slots=True)
class Run:
    """One run of a model: its inputs, what it gave, the rows, and the facts met."""

    inputs: tuple[Input, ...]
    result: Value
    rows: list[LayerCall]
    lost: int
    reasons: list[Unknown]
    facts: list[Fact]
    contract: Contract = NO_CONTRACT


def models(
    vm: Interpreter, model: Instance, name: str, at: Location, inputs: Sources, *, concrete: bool
) -> list[Model]:
    """The model with its rows; several outputs and inputs as the program orders them."""
    for stated in (inputs.said, *inputs.runs, *inputs.likely, *inputs.hints):
        sizes = [size for said in stated.values() for size in said.shape if isinstance(size, Dim)]
        open_names(vm).update(name for size in sizes for name in symbols(size))
    told = graph_of(model) is not None or id(model) in seen(vm)
    said = inputs.said or ({} if told else next(iter(inputs.runs), {}))
    if said and graph_of(model) is None and SEQUENTIAL in model.cls.mro and model.attrs.get(OPEN) is None:
        first = next(iter(said.values()))
        start(vm, model, first.shape, first.origin, first.learnt)
    run = attempted(vm, model, said)
    if not said:
        run = with_hints(run, run.inputs, inputs, lambda hint: hinted(run, attempted(vm, model, hint)), run.facts)
    for fact in run.facts:
        vm.record(fact)
    total, trained = layers.count(model)
    outputs = tuple(flat_tensors(run.result))
    compared = losses(model, outputs)
    return [
        Model(
            name, "keras", at, run.inputs, outputs, tuple(run.rows), total, trained, tuple(unresolved([*run.reasons, *doubts(model)])), run.lost,
            tuple(compared), run.contract, tuple(metrics(model, outputs, compared)), parts(vm, model),
        )
    ]  # fmt: skip


def fed_inputs(vm: Interpreter, model: Instance) -> dict[str, Input]:
    """The inputs of a model that are known by now, by position."""
    graph, fed = graph_of(model), seen(vm).get(id(model))
    if graph is not None:
        data = data_sets(vm).get(id(model))
        found = [graph_input(tensor, index, {}, data) for index, tensor in enumerate(graph.flat_inputs)]
    elif fed is not None:
        found = []
        for value in fed.args:
            Prober(vm, model, {}).as_input(value, fed, found)
    else:
        return {}
    return {f"#{index}": one for index, one in enumerate(found)} if all(one.shape is not None for one in found) else {}


def attempted(vm: Interpreter, model: Instance, said: Stated) -> Run:
    """A run of a model on what is said of its inputs, else on what its own graph or its first layer says."""
    graph = graph_of(model)
    return of_graph(vm, model, graph, said) if graph is not None else Prober(vm, model, said).attempt({})


def hinted(plain: Run, tried: Run) -> tuple[Run, Sequence[Fact]] | None:
    """A run with a hint as that to report, and the facts met in it; None where it came to nothing."""
    return (replace(tried, facts=plain.facts), tried.facts) if tried.inputs else None


def recording(vm: Interpreter, run: Callable[[Recorder], Value], inputs: tuple[Input, ...], *, keep: bool) -> Run:
    """Run with a fresh record. `keep`: what is wrong is new, else it has been said where the graph was built."""
    rec = recorder(vm)
    saved, vm.facts = vm.facts, []
    around, vm.state["keras.training"] = vm.state.get("keras.training"), vm.state.get("keras.mode") == "train"
    result: Value = None
    with rec.fresh():
        vm.state["keras.running"] = True
        try:
            result = run(rec)
        except Raised as raised:
            if raised.fact is not None and keep:
                vm.record(raised.fact)
        except NotKnown as unknown:
            result = vm.unknown(unknown.reason)
            rec.lost += 1
            rec.reasons.append(result)
        finally:
            vm.state["keras.running"] = False
            vm.state["keras.training"] = around
            facts, vm.facts = vm.facts, saved
        contract, none_fits = (NO_CONTRACT, None) if facts else settled(rec.requirements, inputs)
        met = [*(facts if keep else ()), *((none_fits,) if none_fits is not None else ())]
        return Run(inputs, result, rec.rows, rec.lost, rec.reasons, met, contract)


# --- graphs -----------------------------------------------------------------------------------------------------------


def of_graph(vm: Interpreter, model: Instance, graph: Graph, said: Stated) -> Run:
    """Run a graph once more, each call where the program made it."""
    data = data_sets(vm).get(id(model))
    sources = tuple(graph_input(tensor, index, said, data) for index, tensor in enumerate(graph.flat_inputs))
    values = [make(Tensor(source.shape, source.dtype, None, (source,))) for source in sources]
    shown = SEQUENTIAL not in model.cls.mro

    def run(rec: Recorder) -> Value:
        before = {id(operation) for operation in graph.operations if shown}
        for tensor, source in zip(graph.flat_inputs, sources, strict=True):
            if tensor.node.is_input and id(tensor.node.operation) in before:
                add_input(rec, tensor, source)
        return graphs.run(vm, graph, values, at_nodes=True)

    found = recording(vm, run, sources, keep=bool(said))
    found.rows[:] = in_order(found.rows, graph)
    return found


def graph_input(tensor: SymbolicTensor, index: int, said: Stated, data: tuple[str, Location] | None) -> Input:
    """An input of a graph as one of the model; `data` is what it was made for when it was first fed, if it was."""
    name = name_of(tensor.node.operation)
    given = tensor.tensor.sources[0] if tensor.tensor.sources else None
    at = given.at if isinstance(given, Input) else tensor.node.at
    asked = said.get(name, said.get(f"#{index}"))
    if asked is not None:
        return Input(name, asked.shape, asked.origin, tensor.tensor.dtype, at, asked.learnt)
    if not isinstance(given, Input):
        return Input(name, tensor.tensor.shape, "", tensor.tensor.dtype, at)
    words, learnt = (given.origin, given.learnt) if data is None else data
    return Input(name, tensor.tensor.shape, words, tensor.tensor.dtype, at, learnt)


def add_input(rec: Recorder, tensor: SymbolicTensor, source: Input) -> None:
    """The row of an input layer, which Keras counts among the layers."""
    layer = tensor.node.operation
    row, _ = rec.add(
        name_of(layer), layer.cls.name, "keras.layers.InputLayer", "module", (), (Tensor(source.shape, source.dtype),),
        attributes={"role": "identity"}, defined=tensor.node.at,
    )  # fmt: skip
    if row is not None:
        row.at, row.inputs = tensor.node.at, (source,)


def in_order(rows: list[LayerCall], graph: Graph) -> list[LayerCall]:
    """The rows of a graph in the order of its layers, each call with the rows of what happened inside; operations stay behind the row before them."""
    rank = {name_of(operation): index for index, operation in enumerate(graph.operations)}
    groups: list[tuple[int, list[LayerCall]]] = []
    pending: list[LayerCall] = []
    current = -1
    for row in rows:
        pending.append(row)
        if row.depth == 0:
            named = row.kind in ("module", "container")
            current = rank.get(row.name, current) if named else current
            groups.append((current, pending))
            pending = []
    ordered = [row for _, group in sorted(groups, key=lambda pair: pair[0]) for row in group]
    return [*ordered, *pending]


# --- models without a graph -------------------------------------------------------------------------------------------


class Prober:
    """Runs a model, asking for the shapes of inputs that nobody has said as operations come to need them."""

    def __init__(self, vm: Interpreter, model: Instance, said: Stated) -> None:
        self.vm = vm
        self.model = model
        self.said = said
        self.runs = 0

    def attempt(self, assumed: Mapping[str, Shape]) -> Run:
        """One run; where an operation asks for a shape, one for each candidate until one goes well."""
        self.runs += 1
        try:
            return self.once(assumed)
        except NeedsInput as need:
            if self.runs >= MAX_ASKED:
                return Run((), None, [], 0, [], [])
            name, forced, candidates = need.source.name, need.forced, need.candidates
        tries: list[Run] = []
        for candidate in candidates:
            open_names(self.vm).update(one for size in candidate if isinstance(size, Dim) for one in symbols(size))
            tries.append(self.attempt({**assumed, name: candidate}))
            if not tries[-1].facts or self.runs >= MAX_ASKED:
                break
        best = tries[-1] if not tries[-1].facts else tries[0]
        if not forced:
            best.facts = [fact for fact in best.facts if all(found_in(fact, other) for other in tries)]
        return best

    def once(self, assumed: Mapping[str, Shape]) -> Run:
        """Call the model."""
        sources: list[Input] = []
        args = self.arguments(assumed, sources)
        model = self.model

        def run(rec: Recorder) -> Value:
            if not is_model(model):
                return call_layer(self.vm, model, *args)
            if SEQUENTIAL in model.cls.mro:
                return run_stack(self.vm, model, *args)
            return called(self.vm, model, tuple(args), {})

        self.vm.state["keras.asks"] = True
        try:
            return recording(self.vm, run, tuple(sources), keep=True)
        finally:
            self.vm.state["keras.asks"] = False

    def arguments(self, assumed: Mapping[str, Shape], sources: list[Input]) -> list[Value]:
        """The values to call the model with: what the program itself feeds it, else one tensor for each argument that is needed."""
        fed = seen(self.vm).get(id(self.model))
        if fed is not None and not self.said:
            names = [p.name for p in parameters_of_call(self.model)]
            return [self.as_input(value, fed, sources, *names[at : at + 1]) for at, value in enumerate(fed.args)]
        wanted = [p for p in parameters_of_call(self.model) if p.kind in ("positional", "normal")]
        if not wanted:
            return [self.tensor("inputs", 0, assumed, sources)]
        needed = [p for p in wanted if p.default is None]
        found: list[Value] = [self.value(p, index, assumed, sources) for index, p in enumerate(needed)]
        if len(self.said) > len(needed) == 1:
            return [
                [
                    self.tensor(needed[0].name if n == 0 else f"{needed[0].name}_{n}", n, assumed, sources)
                    for n in range(len(self.said))
                ]
            ]
        return found

    def value(self, parameter: ir.Parameter, index: int, assumed: Mapping[str, Shape], sources: list[Input]) -> Value:
        """A tensor, unless the name says that it is something else."""
        if parameter.name == "training":
            return self.vm.state.get("keras.mode") == "train"
        if parameter.name == "mask":
            return None
        return self.tensor(parameter.name, index, assumed, sources, annotated(parameter.annotation), parameter)

    def tensor(
        self, name: str, index: int, assumed: Mapping[str, Shape], sources: list[Input], stated: Shape | None = None,
        by: ir.Node | None = None,
    ) -> Value:  # fmt: skip
        """An input tensor of the shape that is said for it, or assumed, or of none yet."""
        said, shape = self.said.get(name, self.said.get(f"#{index}")), assumed.get(name)
        if said is not None:
            source = said.as_input(name)
        elif shape is None and stated is not None and by is not None:
            open_names(self.vm).update(one for size in stated if isinstance(size, Dim) for one in symbols(size))
            place = Location(self.model.cls.path, *by.span)
            source = Input(name, stated, f"the annotation of {name}", "float32", None, place)
        else:
            source = Input(
                name, shape, "its first layer" if name in assumed else "", "float32" if shape is not None else None
            )
        sources.append(source)
        return make(Tensor(source.shape, source.dtype, None, (source,)))

    def as_input(self, value: Value, fed: Seen, sources: list[Input], name: str = "inputs") -> Value:
        """What the program feeds, as an input of any batch size; several in one argument are numbered."""
        first = len(sources)
        words, learnt = data_sets(self.vm).get(id(self.model), (fed.origin, fed.at))

        def change(one: Value) -> Value:
            if not isinstance(one, TensorValue):
                return one
            shape = one.tensor.shape
            if shape:
                shape = (symbol("N"), *shape[1:])
            number = len(sources) - first
            source = Input(f"{name}_{number}" if number else name, shape, words, one.tensor.dtype, fed.at, learnt)
            sources.append(source)
            return make(replace(one.tensor, shape=shape, field=None, sources=(source,)))

        return mapped(value, change)


def found_in(fact: Fact, run: Run) -> bool:
    """True if another run met the same fact: one about a rank that hangs on the rank of the input is another one each time."""
    rank = fact.details.get("actual_rank")
    return any(
        other.kind == fact.kind and other.at == fact.at and other.details.get("actual_rank") == rank
        for other in run.facts
    )


# --- what is left -----------------------------------------------------------------------------------------------------


def doubts(model: Instance) -> list[Unknown]:
    """Why not all of a model is known."""
    why = model.attrs.get(OPEN)
    return [why] if isinstance(why, Unknown) else []


def losses(model: Instance, outputs: tuple[Tensor, ...]) -> list[Loss]:
    """The losses that the model was compiled with, each beside the call that makes its output."""
    noted = model.attrs.get("_losses")
    if not isinstance(noted, list):
        return []
    found = []
    for index, loss in noted:
        sources = outputs[index].sources if isinstance(index, int) and index < len(outputs) else ()
        found.append(replace(loss, source=sources[0] if sources else None))
    return found


def metrics(model: Instance, outputs: tuple[Tensor, ...], compared: list[Loss]) -> list[Metric]:
    """The metrics that the model was compiled with, each beside the call that makes its output, and its loss."""
    found = []
    for index, metric in model.attrs.get("_metrics", ()):
        at = index if index is not None else 0 if len(outputs) == 1 else len(outputs)
        output = outputs[at] if at < len(outputs) else None
        loss = compared[at] if len(compared) == len(outputs) and at < len(compared) else None
        found.append(resolved(metric, output, loss))
    return found
