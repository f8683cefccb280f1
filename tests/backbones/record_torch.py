"""Record ready-made models of torchvision and timm as data: their modules with arguments, and what each module's forward pass does.

    python tests/backbones/record_torch.py torchvision
    python tests/backbones/record_torch.py timm

This runs the libraries, with PyTorch's own tracer, on the meta device; cnnlint itself only reads what is written here:
`cnnlint/frameworks/torch/backbones/<library>.zip`, one JSON document a model. Which version was recorded stands in it.

A document has `modules` (attribute path → class, and for layers of `torch.nn` their arguments; for any other what kind of container it is and the number of
its program), `heads` (the layers that give the classes), `features` (module, channels and reduction of each stage), `tensors` (path → shape of what modules hold beside their layers, and whether it is trained), and `programs`: the steps of a
forward pass. A step calls a child ("m"), a function ("f"), a method of a tensor ("t"), or reads a tensor of the module ("a"). Values are
numbered, inputs first; {"$": 3} stands for one of them.
"""

from __future__ import annotations

import argparse
import inspect
import json
import operator
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import torch
from recording import NotRecorded, plain, write
from torch import fx, nn

OUT = Path(__file__).parents[2] / "cnnlint" / "frameworks" / "torch" / "backbones"
HEAD_WIDTH = 1000  # the classes of all that is recorded; the layer that gives them is the head
CONTAINERS = (nn.Sequential, nn.ModuleList, nn.ModuleDict)
TIMM = Path(__file__).with_name("timm_models.txt")


class Proxy(fx.Proxy):
    """A value while it is traced. Items that are assigned leave its shape as it is, so nothing is recorded of that."""

    def __setitem__(self, index: Any, value: Any) -> None:
        pass


class Tracer(fx.Tracer):
    """Follows everything but the layers of `torch.nn`. A condition on sizes is decided as for the images that the model is made for."""

    proxy_buffer_attributes = True  # else what is computed of buffers becomes a tensor of no module

    def __init__(self, size: tuple[int, ...] = (1, 3, 224, 224)) -> None:
        super().__init__()
        self.size = size

    def proxy(self, node: fx.Node) -> fx.Proxy:
        return Proxy(node, self)

    def to_bool(self, proxy: fx.Proxy) -> bool:
        graph = fx.Graph()
        end = graph.graph_copy(self.graph, known := {})
        assert end is None
        graph.output(known[proxy.node])
        image = torch.zeros(self.size, device=next(self.root.parameters()).device)
        traced = nn.Module.__call__, nn.Module.__getattr__  # what the tracer has put in their place
        nn.Module.__call__ = fx._symbolic_trace._orig_module_call
        nn.Module.__getattr__ = fx._symbolic_trace._orig_module_getattr
        try:
            return bool(fx.GraphModule(self.root, graph)(image))
        finally:
            nn.Module.__call__, nn.Module.__getattr__ = traced

    def is_leaf_module(self, module: nn.Module, name: str) -> bool:
        return type(module).__module__.startswith("torch.nn") and not isinstance(module, CONTAINERS)


# --- modules ----------------------------------------------------------------------------------------------------------


def arguments(module: nn.Module) -> dict[str, Any]:
    """The arguments that make this layer, where they are not the defaults."""
    if isinstance(module, nn.MultiheadAttention):
        names = ("embed_dim", "num_heads", "dropout", "batch_first")
        return {name: getattr(module, name) for name in names} | {"bias": module.in_proj_bias is not None}
    found = {}
    for name, parameter in inspect.signature(type(module).__init__).parameters.items():
        if name in ("self", "device", "dtype", "args", "kwargs"):
            continue
        value = getattr(module, name, inspect.Parameter.empty)
        if isinstance(value, torch.Tensor) or name == "bias":
            value = value is not None
        if value is inspect.Parameter.empty or value == parameter.default:
            continue
        found[name] = plain(value)
    return found


def tensors(model: nn.Module) -> dict[str, list[Any]]:
    """Parameters and buffers of modules that are no layers of `torch.nn`: shape, and whether it is trained (None: a buffer)."""
    found: dict[str, list[Any]] = {}
    for path, module in model.named_modules():
        if Tracer().is_leaf_module(module, path):
            continue
        for name, value in module.named_parameters(path, recurse=False):
            found[name] = [list(value.shape), value.requires_grad]
        for name, value in module.named_buffers(path, recurse=False):
            found[name] = [list(value.shape), None]
    return found


# --- programs ---------------------------------------------------------------------------------------------------------


class Program:
    """What one call of a module does."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.inputs: list[fx.Node] = []
        self.steps: list[list[Any]] = []
        self.values: dict[fx.Node, Any] = {}

    def reference(self, node: fx.Node, outer: Program | None) -> dict[str, int]:
        """A value inside of this program: made by a step, or taken from outside."""
        if node not in self.values:
            if outer is not None:
                outer.reference(node, None)
            self.values[node] = ("in", len(self.inputs))
            self.inputs.append(node)
        kind, number = self.values[node]
        return {"$" if kind == "step" else "<": number}

    def add(self, step: list[Any], *node: fx.Node) -> dict[str, int]:
        """A step, whose value the node is; how it is referred to."""
        self.steps.append(step)
        self.values |= dict.fromkeys(node, ("step", len(self.steps) - 1))
        return {"$": len(self.steps) - 1}

    def done(self, output: Any) -> dict[str, Any]:
        """The program with its values numbered, inputs first."""
        shift = len(self.inputs)

        def numbered(value: Any) -> Any:
            if isinstance(value, dict):
                if "<" in value:
                    return {"$": value["<"]}
                return {"$": value["$"] + shift} if "$" in value else {k: numbered(v) for k, v in value.items()}
            return [numbered(item) for item in value] if isinstance(value, list) else value

        return {"inputs": shift, "steps": [numbered(step) for step in self.steps], "output": numbered(output)}


class Recorder:
    """A traced graph as nested programs: nodes are in order, and a module's own stand together."""

    def __init__(self, model: nn.Module, graph: fx.Graph) -> None:
        self.model = model
        self.nodes = list(graph.nodes)
        self.programs: list[dict[str, Any]] = []
        self.numbers: dict[str, int] = {}
        self.of_path: dict[str, int] = {}
        self.users = {node: set(node.users) for node in self.nodes}
        self.held = {name for name, _ in (*model.named_parameters(), *model.named_buffers())}

    def record(self) -> dict[str, Any]:
        """The document."""
        body = [node for node in self.nodes if node.op not in ("placeholder", "output")]
        top = Program("")
        for node in self.nodes:
            if node.op == "placeholder" and not node.args and (node.users or not top.inputs):
                top.reference(node, None)
        end = next(node for node in self.nodes if node.op == "output")
        self.run(top, body, 0)
        self.of_path[""] = self.numbered(top.done(self.encoded(top, end.args[0], None)))
        return {"modules": self.modules(), "tensors": tensors(self.model), "programs": self.programs}

    def run(self, program: Program, nodes: list[fx.Node], depth: int) -> None:
        """Add what the nodes do, one call of a child at a time."""
        position = 0
        while position < len(nodes):
            node = nodes[position]
            stack = paths_of(node)
            if len(stack) > depth:
                call = stack[depth]
                end = position
                while end < len(nodes) and len(paths_of(nodes[end])) > depth and paths_of(nodes[end])[depth] == call:
                    end += 1
                self.child(program, call, nodes[position:end], depth + 1)
                position = end
                continue
            program.add(self.step(program, node), node)
            position += 1

    def child(self, program: Program, path: str, nodes: list[fx.Node], depth: int) -> None:
        """A call of a child module: of a layer, or of one with a program of its own."""
        name = path[len(program.path) + 1 :] if program.path else path
        if len(nodes) == 1 and nodes[0].op == "call_module" and nodes[0].target == path:
            node = nodes[0]
            program.add(["m", name, *self.call(program, node)], node)
            return
        inner = Program(path)
        self.run(inner, nodes, depth)
        inside = set(nodes)
        results = [node for node in nodes if any(user not in inside for user in self.users[node])]
        taken = [program.reference(node, None) for node in inner.inputs]
        given = [inner.reference(node, None) for node in results]
        found = self.numbered(inner.done(given[0] if len(given) == 1 else given))
        if self.of_path.setdefault(path, found) != found:
            raise NotRecorded(f"{path} is called in different ways")
        call = program.add(["m", name, taken, {}], *(results if len(results) == 1 else ()))
        for number, node in enumerate(results if len(results) > 1 else ()):
            program.add(["f", "operator.getitem", [call, number], {}], node)

    def step(self, program: Program, node: fx.Node) -> list[Any]:
        """One operation."""
        if node.op == "get_attr":
            path = str(node.target)
            if path not in self.held:
                raise NotRecorded(f"{program.path} makes a tensor of its own")
            return ["a", path[len(program.path) + 1 :] if program.path else path, [], {}]
        if node.op == "call_method":
            return ["t", node.target, *self.call(program, node)]
        if node.op == "call_function":
            return ["f", dotted(node.target), *self.call(program, node)]
        raise NotRecorded(f"{node.op} of {node.target}")

    def call(self, program: Program, node: fx.Node) -> list[Any]:
        """The arguments of a node."""
        return [
            [self.encoded(program, arg, None) for arg in node.args],
            {name: self.encoded(program, value, None) for name, value in node.kwargs.items()},
        ]

    def encoded(self, program: Program, value: Any, outer: Program | None) -> Any:
        """A value as JSON has it."""
        if isinstance(value, fx.Node):
            left_out = value.op == "placeholder" and value.args  # an argument that has a default
            return self.encoded(program, value.args[0], outer) if left_out else program.reference(value, outer)
        if isinstance(value, (tuple, list)):
            return [self.encoded(program, item, outer) for item in value]
        if isinstance(value, dict):
            return {"dict": {str(name): self.encoded(program, item, outer) for name, item in value.items()}}
        if isinstance(value, slice):
            return {"slice": [self.encoded(program, x, outer) for x in (value.start, value.stop, value.step)]}
        if value is Ellipsis:
            return {"ellipsis": True}
        if isinstance(value, torch.dtype):
            return {"dtype": str(value).removeprefix("torch.")}
        return plain(value)

    def numbered(self, program: dict[str, Any]) -> int:
        """The number of a program; equal ones have the same."""
        text = json.dumps(program)
        if text not in self.numbers:
            self.numbers[text] = len(self.programs)
            self.programs.append(program)
        return self.numbers[text]

    def modules(self) -> dict[str, list[Any]]:
        """Class, and arguments of a layer or the number of a program, by path."""
        found: dict[str, list[Any]] = {}
        leaf = "-"
        for path, module in self.model.named_modules():
            if path.startswith(f"{leaf}."):
                continue  # a part of a layer of PyTorch's
            if Tracer().is_leaf_module(module, path):
                found[path], leaf = [type(module).__name__, arguments(module)], path
            else:
                kind = next((cls.__name__ for cls in CONTAINERS if isinstance(module, cls)), "Module")
                found[path] = [type(module).__name__, kind, self.of_path.get(path)]
        return found


def paths_of(node: fx.Node) -> list[str]:
    """The paths of the modules that a node stands in, outermost first, the model itself left out."""
    return [path for path, _ in node.meta.get("nn_module_stack", {}).values() if path]


def dotted(function: Callable[..., Any]) -> str:
    """The documented name of a function."""
    module = (function.__module__ or "torch").replace("_operator", "operator")
    if module.startswith(("torch._C", "torch._tensor")):
        module = "torch"
    for home in (torch.nn.functional, torch, operator):
        if getattr(home, function.__name__, None) is function:
            return f"{home.__name__}.{function.__name__}".replace("_operator", "operator")
    if module not in ("builtins", "math"):
        raise NotRecorded(f"the function {module}.{function.__name__}")
    return f"{module}.{function.__name__}"


# --- libraries --------------------------------------------------------------------------------------------------------


def size_of(model: nn.Module) -> tuple[int, ...]:
    """The images that the model is made for."""
    return (1, *getattr(model, "default_cfg", {}).get("input_size", (3, 224, 224)))


def built(build: Callable[[], nn.Module]) -> nn.Module:
    """The model, without memory for its weights where it can be made so."""
    try:
        with torch.device("meta"):
            return build()
    except NotImplementedError:  # it computes with small tensors
        return build()


def document(model: nn.Module) -> dict[str, Any]:
    """The model as data."""
    model.eval()
    torch.fx._symbolic_trace._wrapped_fns_to_patch.clear()  # functions of the library are followed, not kept whole
    try:
        graph = Tracer(size_of(model)).trace(model)
    except Exception as error:
        raise NotRecorded(f"{type(error).__name__}: {str(error)[:90]}") from error
    found = Recorder(model, graph).record()
    heads = [path for path, (_, *rest) in found["modules"].items() if HEAD_WIDTH in widths(rest[0])]
    info = [[one["module"], one["num_chs"], one["reduction"]] for one in getattr(model, "feature_info", ())]
    return {**found, "heads": heads, "features": info}


def widths(given: Any) -> tuple[Any, ...]:
    """The features that a layer gives."""
    return (given.get("out_features"), given.get("out_channels")) if isinstance(given, dict) else ()


def of_torchvision() -> Iterator[tuple[str, str, Callable[[], nn.Module]]]:
    """The classification builders: name, module, and how to call them."""
    from torchvision import models

    for name in models.list_models(module=models):
        builder = models.get_model_builder(name)
        options = {"init_weights": False} if name in ("googlenet", "inception_v3") else {}
        yield name, builder.__module__, lambda builder=builder, options=options: builder(**options)  # type: ignore[misc]


def of_timm() -> Iterator[tuple[str, str, Callable[[], nn.Module]]]:
    """The models of timm that are asked for most."""
    import timm

    for name in TIMM.read_text().split():
        yield name, "timm", lambda name=name: timm.create_model(name)  # type: ignore[misc]


def main() -> None:
    """Record a library. `index` has the home of each builder, `children` the names of the parts that models have at their top."""
    parser = argparse.ArgumentParser(description="Record ready-made models as data.")
    parser.add_argument("library", choices=["torchvision", "timm"])
    library = parser.parse_args().library
    version = __import__(library).__version__.partition("+")[0]
    OUT.mkdir(exist_ok=True)
    homes: dict[str, str] = {}
    children: set[str] = set()
    with zipfile.ZipFile(OUT / f"{library}.zip", "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, home, build in of_torchvision() if library == "torchvision" else of_timm():
            try:
                found = document(built(build))
            except NotRecorded as reason:
                print(f"{name}: not recorded: {reason}")
                continue
            homes[name] = home
            children |= {path for path in found["modules"] if path and "." not in path}
            write(archive, name, {"version": version, **found})
        write(archive, "index", homes)
        write(archive, "children", {"names": sorted(children)})


if __name__ == "__main__":
    main()
