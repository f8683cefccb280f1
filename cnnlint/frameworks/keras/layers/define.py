"""How a layer of Keras is declared: its constructor's signature, its variables, its op, and what rules may ask of it."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from cnnlint.frameworks.common.convert import flag
from cnnlint.frameworks.common.convert import size as size_of
from cnnlint.frameworks.common.nested import filled, flat_tensors, gathered
from cnnlint.frameworks.common.operation import attempt
from cnnlint.frameworks.common.record import recorder
from cnnlint.frameworks.keras import layer as layers
from cnnlint.frameworks.keras import renamed
from cnnlint.frameworks.keras.calling import build_native, stated_shapes
from cnnlint.frameworks.keras.layer import LAYER, add_variable
from cnnlint.frameworks.keras.library import keras
from cnnlint.frameworks.keras.specs import SPECS, Described, Spec
from cnnlint.frameworks.keras.tensor import SymbolicTensor, make
from cnnlint.frameworks.keras.words import refusal
from cnnlint.graph import Shape, Tensor
from cnnlint.interpreter.native import call_native
from cnnlint.interpreter.operators import plain
from cnnlint.interpreter.values import ClassValue, FunctionValue, Instance, Native, Unknown, Value
from cnnlint.ops.outcome import Refused
from cnnlint.symbolic import Size, fresh

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter

Init = Callable[..., None]


def layer(
    *names: str,
    run: Callable[..., Any],
    attributes: Described,
    build: Callable[..., None] | None = None,
    base: ClassValue = LAYER,
) -> Callable[[Init], Init]:
    """Decorator: declare the layers `keras.layers.<name>` with this constructor; several names are one class.

    The constructor takes `(vm, self, …)` with the documented parameters and `**kwargs` for those that every layer has. Each argument becomes an
    attribute of the layer under its own name; then the body checks and converts. See `calling.Spec` for the rest.
    """

    def declare(init: Init) -> Init:
        dotted = f"keras.layers.{names[0]}"
        construct = constructor(init)
        spec = SPECS[dotted] = Spec(run, build, attributes)
        cls = keras.new_class(
            dotted, base, __init__=tolerant(dotted, construct), call=direct(dotted, spec), build=builder(spec)
        )
        for name in names[1:]:
            keras.add(f"keras.layers.{name}", cls)
        return init

    return declare


def constructor(init: Init) -> Init:
    """The `__init__` of a layer: the arguments of every layer and those of its own are set, then the body checks them."""
    signature = inspect.signature(init)

    @functools.wraps(init)
    def construct(vm: Interpreter, self: Instance, *args: Value, **kwargs: Value) -> Value:
        bound = signature.bind(vm, self, *args, **kwargs)
        bound.apply_defaults()
        arguments = dict(list(bound.arguments.items())[2:])
        common = arguments.pop("kwargs", {})
        if "args" in arguments:  # the signature is not kept, so that nothing can be said of its keywords
            common = {key: value for key, value in common.items() if key in layers.COMMON}
        layers.init(vm, self, **common)
        self.attrs["_config"] = dict(arguments)
        self.attrs.update(arguments)
        if arguments.get("mask_zero", False) is not False:
            vm.state["keras.masks"] = True
        misplaced(vm, self, arguments)
        init(vm, self, *args, **kwargs)
        return None

    return construct


def tolerant(dotted: str, construct: Init) -> Init:
    """A constructor for which arguments by names of Keras 1 are refused, and taken to be what they are called now."""
    signature = inspect.signature(construct)
    native = Native(f"{dotted}.__init__", construct)

    def init(vm: Interpreter, self: Instance, *args: Value, **kwargs: Value) -> Value:
        if not renamed.OLD.isdisjoint(kwargs) and renamed.old_names(kwargs, signature):
            args, kwargs = with_new_names(vm, self, args, kwargs, signature)
        return call_native(vm, native, (self, *args), kwargs)

    init.documented = construct  # type: ignore[attr-defined]
    return init


def with_new_names(
    vm: Interpreter, self: Instance, args: tuple[Value, ...], kwargs: dict[str, Value], signature: inspect.Signature
) -> tuple[tuple[Value, ...], dict[str, Value]]:
    """Refuse the names of Keras 1, and say which they are now."""
    old = renamed.old_names(kwargs, signature)
    args, kwargs, words = renamed.since_keras_2(args, kwargs, signature)
    said = f"unrecognized keyword arguments passed to {self.cls.name}: {', '.join(old)}"
    since = f"; since Keras 2 {', '.join(words)}" if words else ""
    details = {"function": self.cls.name, "argument": old[0]}
    vm.refuse("wrong-arguments", said + since, error="ValueError", details=details)
    return args, kwargs


def taking(arguments: str) -> Init:
    """A constructor that only takes these arguments and those of every layer; a name that ends in "=" has a default."""

    def init(vm: Interpreter, self: Instance, *args: Value, **kwargs: Value) -> None: ...

    own = inspect.signature(init)
    host, this, _, rest = own.parameters.values()
    empty = inspect.Parameter.empty
    named = [
        inspect.Parameter(word.rstrip("="), this.kind, default=None if word.endswith("=") else empty)
        for word in arguments.split()
    ]
    init.__signature__ = own.replace(parameters=[host, this, *named, rest])  # type: ignore[attr-defined]
    return init


def misplaced(vm: Interpreter, self: Instance, arguments: dict[str, Value]) -> None:
    """A tensor where the constructor takes settings: the layer was to be made first and then called."""
    for name, value in arguments.items():
        if isinstance(value, SymbolicTensor):
            words = f"the `{name}` argument of {self.cls.name} is a tensor; a layer is made first and then called on tensors"
            vm.refuse("invalid-argument", words, error="ValueError", details={"argument": name, "value": "a tensor"})


def direct(dotted: str, spec: Spec) -> Callable[..., Any]:
    """The `call` of a layer when the program calls it itself (`super().call(x)`): a row of kind function."""
    short = dotted.rpartition(".")[2]

    def call(vm: Interpreter, self: Instance, *args: Value, **kwargs: Value) -> Value:
        rec = recorder(vm)
        kwargs = {name: value for name, value in kwargs.items() if name != "training"}
        given: list[Any] = []

        def run() -> Any:
            with rec.hushed():
                given.append(spec.run(vm, self, *args, **kwargs))
            return gathered(given[0])

        outputs, macs = attempt(vm, run, error="ValueError", words=refusal, name=short)
        if isinstance(outputs, Unknown):
            return outputs
        inputs = list(flat_tensors([args, kwargs]))
        _, recorded = rec.add(
            short, short, dotted, "function", inputs, outputs, macs=macs, attributes=spec.attributes(self, inputs)
        )
        return filled(given[0] if given else recorded[0], iter(recorded), make)

    return call


def builder(spec: Spec) -> Callable[..., Any]:
    """The `build` of a layer when the program calls it itself."""

    def build(vm: Interpreter, self: Instance, input_shape: Value = None, *args: Value, **kwargs: Value) -> Value:
        given = [input_shape, *args, *kwargs.values()]
        shape = stated_shapes(given[0] if len(given) == 1 else next((one for one in given if one is not None), None))
        try:
            build_native(vm, self, spec, shape)
        except Refused as refused:
            vm.refuse(refused.kind, refused.words, error="ValueError", details=refused.details)
        return None

    return build


# --- what the entries are written with --------------------------------------------------------------------------------


def is_no_number(value: Value) -> bool:
    """True for what certainly is neither a number nor None: a text, a tuple, a class."""
    return isinstance(value, (str, bytes, tuple, list, dict, set, ClassValue, FunctionValue))


def refuse(vm: Interpreter, argument: str, value: Value, words: str) -> None:
    """A value that the constructor does not take."""
    vm.refuse("invalid-argument", words, error="ValueError", details={"argument": argument, "value": str(plain(value))})


def shape_of_one(shapes: Any) -> Shape | None:
    """The shape of the first input."""
    while isinstance(shapes, list):
        shapes = shapes[0] if shapes else None
    return shapes if isinstance(shapes, tuple) else None


def last(shapes: Any) -> Size:
    """The size of the last axis of the first input; a fresh one where that is not known."""
    shape = shape_of_one(shapes)
    return shape[-1] if shape else fresh("?", least=1)


def along(shapes: Any, axis: int) -> Size:
    """The size of one axis of the first input; a fresh one where that is not known."""
    shape = shape_of_one(shapes)
    return shape[axis] if shape is not None and -len(shape) <= axis < len(shape) else fresh("?", least=1)


def width(self: Instance, name: str) -> Size:
    """A number that the layer was made with."""
    return size_of(self.attrs[name], 1)


def learnt(vm: Interpreter, self: Instance, name: str, *shape: Size, trainable: bool = True) -> None:
    """Give a layer a variable."""
    add_variable(vm, self, name, shape, trainable=trainable)


def has(self: Instance, name: str) -> bool:
    """Whether an option that adds a variable is on."""
    return flag(self.attrs.get(name), True)


def fixed(role: str, **described: object) -> Described:
    """Attributes that do not hang on the layer."""
    attributes = {"role": role, **described}
    return lambda self, inputs: attributes


def same(vm: Interpreter, self: Instance, inputs: Value, **options: Value) -> Any:
    """A layer whose output has the shape and field of its input."""
    from cnnlint.frameworks.common.convert import tensor

    return tensor(inputs)


def channel_axis(self: Instance) -> int:
    """The axis of the channels: -1, or 1 where they stand first."""
    return 1 if plain(self.attrs.get("data_format")) == "channels_first" else -1


def checked_format(vm: Interpreter, self: Instance) -> None:
    """Put the default in place of a `data_format` that is not said; refuses a word that is none."""
    given = plain(self.attrs.get("data_format"))
    if given is None:
        self.attrs["data_format"] = vm.state.get("keras.data_format", "channels_last")
    elif isinstance(given, str) and given.lower() not in ("channels_first", "channels_last"):
        refuse(vm, "data_format", given, f"`data_format` must be 'channels_first' or 'channels_last', and is {given!r}")
        self.attrs["data_format"] = "channels_last"


def known(inputs: Sequence[Tensor], axis: int) -> Size | None:
    """The size of an axis of the first input, if its rank is known."""
    shape = inputs[0].shape if inputs else None
    return shape[axis] if shape is not None and -len(shape) <= axis < len(shape) else None
