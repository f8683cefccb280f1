"""Tools that run a model on an input of a size that they are told: torchinfo, torchsummary, thop, ptflops, fvcore, ONNX export, tracing.

What they print is no matter here. That they run the model is: it says what the model is fed.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from cnnlint.frameworks.common.origins import call_words
from cnnlint.frameworks.common.tensors import TensorValue
from cnnlint.frameworks.torch import module as modules
from cnnlint.frameworks.torch.arguments import as_sizes, each, fitted
from cnnlint.frameworks.torch.library import torch
from cnnlint.frameworks.torch.tensor import make
from cnnlint.graph import Input, Shape, Tensor
from cnnlint.interpreter.native import Library
from cnnlint.interpreter.operators import plain
from cnnlint.interpreter.outcome import NotKnown
from cnnlint.interpreter.values import Instance, Value
from cnnlint.symbolic import symbol

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter

LIBRARY = Library(
    "torchinfo",
    "torchsummary",
    "torchsummaryX",
    "thop",
    "ptflops",
    "fvcore",
    "torchviz",
    "torchstat",
    "calflops",
    aliases={
        "torchinfo.torchinfo": "torchinfo",
        "torchsummary.torchsummary": "torchsummary",
        "thop.profile.profile": "thop.profile",
        "fvcore.nn.flop_count": "fvcore.nn",
    },
)


def run(vm: Interpreter, model: Value, inputs: Sequence[Value], options: dict[str, Value] | None = None) -> None:
    """Call a model as the tool does; what comes out is not looked at."""
    if isinstance(model, Instance) and modules.is_module(model):
        vm.state["torch.tool"] = True  # some of them put the model into evaluation mode
        try:
            vm.call(model, tuple(inputs), options or {})
        finally:
            vm.state["torch.tool"] = False


def made(vm: Interpreter, tool: str, shape: Shape) -> TensorValue:
    """An input that a tool makes up, with where its size is from."""
    here = vm.here()
    return make(Tensor(shape, "float32", None, (Input("input", shape, call_words(vm) or tool, at=here, learnt=here),)))


def shapes_of(value: Value) -> list[Shape]:
    """One shape, or several."""
    given = plain(value)
    if isinstance(given, dict):
        given = list(given.values())
    if not isinstance(given, (list, tuple)) or not given:
        raise NotKnown("the size of an input")
    several = all(isinstance(plain(item), (list, tuple)) for item in given)
    return list(each(as_sizes, given, "sizes")) if several else [fitted(as_sizes, "input_size", given)]


def sequence(vm: Interpreter, value: Value) -> tuple[tuple[Value, ...], dict[str, Value]]:
    """Positional arguments and keywords from a tensor, a tuple of them, or a dict."""
    given = plain(value)
    if isinstance(given, dict):
        return (), {str(name): item for name, item in given.items()}
    if isinstance(given, (list, tuple)):
        *rest, last = given or [None]
        if isinstance(last, dict):
            return tuple(rest), {str(name): item for name, item in last.items()}
        return tuple(given), {}
    return (value,), {}


# --- summaries --------------------------------------------------------------------------------------------------------


@LIBRARY.function("torchinfo.summary")
def torchinfo_summary(
    vm: Interpreter,
    model: Value,
    input_size: Value = None,
    input_data: Value = None,
    batch_dim: Value = None,
    *args: Value,
    **options: Value,
) -> Value:
    if input_size is not None:
        shapes = shapes_of(input_size)
        if isinstance(plain(batch_dim), int):
            shapes = [(*shape[:batch_dim], symbol("N"), *shape[batch_dim:]) for shape in shapes]
        run(vm, model, [made(vm, "torchinfo.summary", shape) for shape in shapes])
    elif input_data is not None:
        run(vm, model, *sequence(vm, input_data))
    return vm.unknown("a summary")


@LIBRARY.function("torchsummary.summary", "torchsummary.summary_string")
def torchsummary_summary(vm: Interpreter, model: Value, input_size: Value, *args: Value, **options: Value) -> Value:
    """The sizes are without the batch, which it makes up."""
    run(vm, model, [made(vm, "torchsummary.summary", (symbol("N"), *shape)) for shape in shapes_of(input_size)])
    return None


@LIBRARY.function("torchsummaryX.summary")
def torchsummaryx_summary(vm: Interpreter, model: Value, x: Value, *args: Value, **kwargs: Value) -> Value:
    run(vm, model, (x, *args), dict(kwargs))
    return vm.unknown("a summary")


@LIBRARY.function("torchstat.stat")
def stat(vm: Interpreter, model: Value, input_size: Value, query_granularity: Value = 1) -> Value:
    run(vm, model, [made(vm, "torchstat.stat", (1, *shape)) for shape in shapes_of(input_size)])
    return None


# --- counting ---------------------------------------------------------------------------------------------------------


@LIBRARY.function("thop.profile")
def profile(vm: Interpreter, model: Value, inputs: Value, *args: Value, **options: Value) -> Value:
    run(vm, model, vm.elements(inputs))
    return vm.unknown("a number of operations"), vm.unknown("a number of parameters")


@LIBRARY.function("thop.clever_format")
def clever_format(vm: Interpreter, nums: Value, format: Value = "%.2f") -> Value:
    given = plain(nums)
    texts = [vm.unknown("a number as text") for _ in (given if isinstance(given, (list, tuple)) else [given])]
    return tuple(texts) if isinstance(given, (list, tuple)) else texts[0]


@LIBRARY.function("ptflops.get_model_complexity_info")
def complexity(vm: Interpreter, model: Value, input_res: Value, *args: Value, **options: Value) -> Value:
    if options.get("input_constructor") is None:
        run(vm, model, [made(vm, "ptflops", (1, *shape)) for shape in shapes_of(input_res)])
    return vm.unknown("a number of operations"), vm.unknown("a number of parameters")


ANALYSIS = LIBRARY.new_class("fvcore.nn.FlopCountAnalysis")
LIBRARY.add("fvcore.nn.ActivationCountAnalysis", ANALYSIS)


@LIBRARY.method(ANALYSIS, "__init__")
def init_analysis(vm: Interpreter, self: Instance, model: Value, inputs: Value) -> Value:
    run(vm, model, *sequence(vm, inputs))
    return None


@LIBRARY.method(
    ANALYSIS, "total", "by_module", "by_operator", "by_module_and_operator", "unsupported_ops", "uncalled_modules"
)
def counted(vm: Interpreter, self: Instance, *args: Value) -> Value:
    return vm.unknown("a number of operations")


@LIBRARY.method(ANALYSIS, "unsupported_ops_warnings", "uncalled_modules_warnings", "tracer_warnings", "set_op_handle")
def same_analysis(vm: Interpreter, self: Instance, *args: Value, **options: Value) -> Value:
    return self


@LIBRARY.function(
    "fvcore.nn.flop_count_table",
    "fvcore.nn.flop_count_str",
    "fvcore.nn.parameter_count",
    "fvcore.nn.parameter_count_table",
)
def table(vm: Interpreter, analysis: Value, *args: Value, **options: Value) -> Value:
    return vm.unknown("a table")


@LIBRARY.function("fvcore.nn.weight_init.c2_msra_fill", "fvcore.nn.weight_init.c2_xavier_fill")
def fill(vm: Interpreter, module: Value) -> Value:
    return None


@LIBRARY.function("torchviz.make_dot", "torchviz.make_dot_from_trace")
def make_dot(vm: Interpreter, var: Value, params: Value = None, *args: Value, **options: Value) -> Value:
    return vm.unknown("a drawing")


@LIBRARY.function("calflops.calculate_flops")
def calculate_flops(vm: Interpreter, model: Value, input_shape: Value = None, *args: Value, **options: Value) -> Value:
    if input_shape is not None:
        run(vm, model, [made(vm, "calflops", shape) for shape in shapes_of(input_shape)])
    return tuple(vm.unknown("a number of operations") for _ in range(3))


# --- PyTorch's own ----------------------------------------------------------------------------------------------------


@torch.function("torch.onnx.export", "torch.onnx.utils.export")
def onnx_export(
    vm: Interpreter,
    model: Value,
    args: Value = (),
    f: Value = None,
    *rest: Value,
    kwargs: Value = None,
    **options: Value,
) -> Value:
    positional, keywords = sequence(vm, args)
    run(vm, model, positional, keywords | (dict(plain(kwargs)) if isinstance(plain(kwargs), dict) else {}))
    return vm.unknown("an exported program")


@torch.function("torch.onnx.dynamo_export")
def dynamo_export(vm: Interpreter, model: Value, *args: Value, export_options: Value = None, **options: Value) -> Value:
    run(vm, model, args, dict(options))
    return vm.unknown("an exported program")


@torch.function("torch.export.export", "torch.export.export_for_training")
def export(vm: Interpreter, mod: Value, args: Value = (), kwargs: Value = None, **options: Value) -> Value:
    run(vm, mod, vm.elements(args), dict(plain(kwargs)) if isinstance(plain(kwargs), dict) else {})
    return vm.unknown("an exported program")


@torch.function("torch.jit.trace")
def trace(
    vm: Interpreter,
    func: Value,
    example_inputs: Value = None,
    *args: Value,
    example_kwarg_inputs: Value = None,
    **options: Value,
) -> Value:
    """The traced model behaves as the model."""
    if example_inputs is not None:
        run(vm, func, *sequence(vm, example_inputs))
    vm.escape((func,), {})  # what comes has more attributes than the model
    return func


@torch.function("torch.jit.trace_module")
def trace_module(vm: Interpreter, mod: Value, inputs: Value, *args: Value, **options: Value) -> Value:
    given = plain(inputs)
    if isinstance(given, dict) and "forward" in given:
        run(vm, mod, *sequence(vm, given["forward"]))
    vm.escape((mod,), {})
    return mod


@torch.function("torch.jit.load")
def jit_load(vm: Interpreter, f: Value, *args: Value, **options: Value) -> Value:
    return vm.unknown("a model from a file")
