"""Tensors of Keras and TensorFlow as classes: symbolic ones, which are nodes of a graph, those of a running model, and variables."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from cnnlint.frameworks.common.inputs import OpenShape
from cnnlint.frameworks.common.nested import flat_values, mapped
from cnnlint.frameworks.common.record import recorder
from cnnlint.frameworks.common.tensors import TensorValue, join_tensors
from cnnlint.frameworks.keras.library import keras
from cnnlint.frameworks.keras.sizes import shape_value
from cnnlint.graph import Location, Shape, Tensor
from cnnlint.interpreter.values import MISSING, ClassValue, Instance, ModuleValue, Unknown, Value
from cnnlint.symbolic import Dim, Size, is_anonymous, symbol, symbols

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter

LETTERS = {
    2: ("N", "T"),
    3: ("N", "T", "C"),
    4: ("N", "H", "W", "C"),
    5: ("N", "D", "H", "W", "C"),
}  # of inputs, by their rank
ANY = ClassValue("Tensor", module="keras")
TENSOR = keras.new_class("tensorflow.Tensor", ANY)
KERAS_TENSOR = keras.new_class("keras.KerasTensor", ANY)
VARIABLE = keras.new_class("keras.Variable", TENSOR)
for _name in ("tensorflow.Variable", "keras.backend.Variable", "keras.ops.Variable"):
    keras.add(_name, VARIABLE)
for _name in ("keras.layers.KerasTensor", "keras.backend.KerasTensor"):
    keras.add(_name, KERAS_TENSOR)
for _name in ("tensorflow.RaggedTensor", "tensorflow.SparseTensor"):
    keras.new_class(_name, ANY).open = Unknown("a tensor of another kind")


NODE = ClassValue("Node", module="keras")


class Node(Instance):
    """One call in a symbolic graph: what was called with what, what it gave, and where.

    `run(vm, args, kwargs)` does it again on other tensors. `conditional`: it may not have been called at all.
    """

    __slots__ = ("args", "at", "conditional", "kwargs", "module", "operation", "outputs", "run")

    def __init__(
        self,
        operation: Instance,
        args: tuple[Value, ...],
        kwargs: dict[str, Value],
        run: Callable[[Interpreter, tuple[Value, ...], dict[str, Value]], Value],
        at: Location | None,
        module: ModuleValue | None,
    ) -> None:
        super().__init__(NODE)
        self.operation = operation
        self.args = args
        self.kwargs = kwargs
        self.run = run
        self.at = at
        self.module = module
        self.conditional = False
        self.outputs: list[SymbolicTensor] = []

    @property
    def inputs(self) -> list[SymbolicTensor]:
        """The symbolic tensors among the arguments."""
        return [value for value in flat_values([self.args, self.kwargs]) if isinstance(value, SymbolicTensor)]

    @property
    def is_input(self) -> bool:
        """True for the node of an input."""
        return not self.inputs


class SymbolicTensor(TensorValue):
    """A tensor of a graph that is being built: `node` made it, as its output number `index`."""

    __slots__ = ("index", "node")

    def __init__(self, tensor: Tensor, node: Node, index: int) -> None:
        super().__init__(KERAS_TENSOR, tensor)
        self.node = node
        self.index = index

    def join(self, other: Instance) -> Value:
        """One of two tensors: a node that hands on either."""
        if not isinstance(other, SymbolicTensor):
            return MISSING
        return new_node(
            operation("either"), (self, other), {}, run_either, None, join_tensors(self.tensor, other.tensor)
        )


class LostTensor(Unknown):
    """What a call that could not be followed gave for symbolic tensors: very likely a tensor computed from them."""

    __slots__ = ("made", "tensors")

    made: list[SymbolicTensor]
    tensors: list[SymbolicTensor]

    def __init__(self, why: Unknown, tensors: list[SymbolicTensor]) -> None:
        super().__init__(why.reason, why.where)
        object.__setattr__(self, "tensors", tensors)
        object.__setattr__(self, "made", [])


OPERATION = ClassValue("Operation", module="keras")
GUESSED = (
    "unknown",
    "either",
)  # operations that stand for a call that could not be followed, and for one of two tensors


def operation(name: str) -> Instance:
    """What is called in a graph and is no layer."""
    made = Instance(OPERATION)
    made.attrs["_name"] = name
    made.attrs["_inbound_nodes"] = []
    return made


def new_node(
    called: Instance,
    args: tuple[Value, ...],
    kwargs: dict[str, Value],
    run: Callable[[Interpreter, tuple[Value, ...], dict[str, Value]], Value],
    vm: Interpreter | None,
    given: Value,
) -> Value:
    """Add a node to the graph: `given`, a tensor or a nest of values, with its tensors made symbolic."""
    frame = vm.frame if vm is not None else None
    node = Node(
        called, args, kwargs, run, vm.here() if vm is not None else None, frame.module if frame is not None else None
    )
    if vm is not None:
        node.conditional = bool(vm.uncertain)
        vm.touch(called.attrs["_inbound_nodes"])
    called.attrs["_inbound_nodes"].append(node)

    def out(value: Value) -> Value:
        tensor = value.tensor if isinstance(value, TensorValue) else value
        if not isinstance(tensor, Tensor):
            return value
        made = SymbolicTensor(tensor, node, len(node.outputs))
        node.outputs.append(made)
        return made

    return mapped(given, out)


def run_either(vm: Interpreter, args: tuple[Value, ...], kwargs: dict[str, Value]) -> Value:
    """What is known of a tensor that is one of two."""
    one, other = args
    if isinstance(one, TensorValue) and isinstance(other, TensorValue):
        return make(join_tensors(one.tensor, other.tensor))
    return vm.unknown("one of two values")


def make(tensor: Tensor, known: Value = MISSING, cls: ClassValue = TENSOR) -> TensorValue:
    """A tensor of a running model."""
    return TensorValue(cls, tensor, known)


def eager(value: Value) -> Value:
    """The same nest with symbolic tensors as tensors of a running model."""
    return mapped(value, lambda one: make(one.tensor) if isinstance(one, SymbolicTensor) else one)


def symbolic_in(*values: Value) -> bool:
    """True if there is a symbolic tensor in the nests, or what stands for one."""
    return any(isinstance(value, SymbolicTensor) for value in flat_values(values)) or any(True for _ in lost_in(values))


def lost_in(value: Value) -> Iterable[LostTensor]:
    """The lost tensors in a nest."""
    if isinstance(value, LostTensor):
        yield value
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from lost_in(item)
    elif isinstance(value, dict):
        for item in value.values():
            yield from lost_in(item)


def found_again(vm: Interpreter, value: Value) -> Value:
    """The same nest with each lost tensor as a symbolic one of unknown shape, made once."""

    def change(one: Value) -> Value:
        if not isinstance(one, LostTensor):
            return one
        made: list[Value] = list(one.made)
        if not made:
            made.append(new_node(operation("unknown"), tuple(one.tensors), {}, lose_again(one), vm, Tensor(None, None)))
            one.made.extend(made)
        return made[0]

    return mapped(value, change)


def lose_again(why: LostTensor) -> Callable[[Interpreter, tuple[Value, ...], dict[str, Value]], Value]:
    """The call that could not be followed, in another run."""

    def run(vm: Interpreter, args: tuple[Value, ...], kwargs: dict[str, Value]) -> Value:
        if vm.on_lost is not None:
            vm.on_lost(Unknown(why.reason, why.where), args)
        sources = tuple({id(s): s for value in flat_values(args) for s in value.tensor.sources}.values())
        return make(Tensor(None, None, None, sources))

    return run


def lost_call(vm: Interpreter, why: Unknown, args: Iterable[Value]) -> LostTensor | None:
    """What a call gives that could not be followed and that was given symbolic tensors."""
    listed = list(args)
    if not symbolic_in(*listed):
        return None
    again = found_again(vm, listed)
    return LostTensor(why, [value for value in flat_values(again) if isinstance(value, SymbolicTensor)])


def watch(vm: Interpreter) -> None:
    """From now on calls that cannot be followed hand on what they were given."""
    if vm.state.get("keras.watched"):
        return
    vm.state["keras.watched"] = True
    count = recorder(vm).lose

    def lost(why: Unknown, args: Sequence[Value]) -> Unknown | None:
        count(why, args)
        return lost_call(vm, why, args)

    vm.on_lost = lost


# --- sizes that are None in Keras -------------------------------------------------------------------------------------


def open_names(vm: Interpreter) -> set[str]:
    """The names of the sizes that inputs leave open: Keras shows None for them."""
    found: set[str] = vm.state.setdefault("keras.open", {"N"})
    return found


def is_open(vm: Interpreter, size: Size) -> bool:
    """True for a size that hangs on what an input leaves open."""
    return isinstance(size, Dim) and bool(symbols(size) & open_names(vm))


def open_size(vm: Interpreter, letter: str) -> Size:
    """A new size that is left open, under a name of its own."""
    taken = open_names(vm)
    numbered = (letter if n == 1 else f"{letter}{n}" for n in range(1, len(taken) + 2))
    name = next(one for one in numbered if one not in taken)
    taken.add(name)
    return symbol(name)


def shown_size(vm: Interpreter, size: Size) -> Value:
    """One size of a symbolic tensor as the program sees it."""
    if not isinstance(size, Dim):
        return size
    if is_open(vm, size):
        return None
    return vm.unknown("a size that is not known") if is_anonymous(size) else size


def shown_shape(vm: Interpreter, value: TensorValue) -> Value:
    """`x.shape`: with None for what is open in a graph, with sizes in a running model."""
    shape = value.tensor.shape
    if shape is None:
        return (
            OpenShape(value.tensor, LETTERS)
            if vm.state.get("keras.asks")
            else vm.unknown("the shape of a tensor of unknown rank")
        )
    return shape_value(tuple(shown_size(vm, size) for size in shape) if isinstance(value, SymbolicTensor) else shape)


def static_shape(vm: Interpreter, shape: Shape | None) -> Value:
    """A shape as Keras states it, open sizes as None."""
    if shape is None:
        return vm.unknown("a shape that is not known")
    return shape_value(tuple(shown_size(vm, size) for size in shape))
