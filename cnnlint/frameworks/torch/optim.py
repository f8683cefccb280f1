"""`torch.optim`: optimizers and schedulers take steps that change no shape; what they hold is what they were given."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cnnlint.frameworks.torch.library import torch
from cnnlint.frameworks.torch.surroundings import PARALLEL
from cnnlint.interpreter.attributes import store
from cnnlint.interpreter.operators import plain
from cnnlint.interpreter.values import Instance, Value

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter

OPTIMIZERS: Final = (
    "ASGD", "Adadelta", "Adafactor", "Adagrad", "Adam", "AdamW", "Adamax", "LBFGS", "Muon", "NAdam", "RAdam", "RMSprop", "Rprop", "SGD",
    "SparseAdam",
)  # fmt: skip
SCHEDULERS: Final = (
    "ChainedScheduler", "ConstantLR", "CosineAnnealingLR", "CosineAnnealingWarmRestarts", "CyclicLR", "ExponentialLR", "LambdaLR", "LinearLR",
    "MultiStepLR", "MultiplicativeLR", "OneCycleLR", "PolynomialLR", "ReduceLROnPlateau", "SequentialLR", "StepLR",
)  # fmt: skip

OPTIMIZER = torch.new_class("torch.optim.Optimizer")
torch.add("torch.optim.optimizer.Optimizer", OPTIMIZER)
SCHEDULER = torch.new_class("torch.optim.lr_scheduler.LRScheduler")
torch.add("torch.optim.lr_scheduler._LRScheduler", SCHEDULER)
for _name in OPTIMIZERS:
    torch.add(f"torch.optim.{_name.lower()}.{_name}", torch.new_class(f"torch.optim.{_name}", OPTIMIZER))
for _name in SCHEDULERS:
    torch.new_class(f"torch.optim.lr_scheduler.{_name}", SCHEDULER)


@torch.method(OPTIMIZER, "__init__")
def init_optimizer(vm: Interpreter, self: Instance, params: Value = (), *args: Value, **options: Value) -> Value:
    given = plain(args[0]) if args else None
    if isinstance(given, dict):  # an optimizer of the program, which tells its defaults
        options = given
    group = {"params": list(vm.elements(params)), **options}
    if args and given is not options:
        group.setdefault("lr", args[0])
    store(vm, self, "param_groups", [group])
    store(vm, self, "state", {})
    store(vm, self, "defaults", dict(options))
    return None


@torch.method(OPTIMIZER, "add_param_group")
def add_group(vm: Interpreter, self: Instance, param_group: Value) -> Value:
    vm.touch(self.attrs["param_groups"])
    self.attrs["param_groups"].append(param_group)
    return None


@torch.method(OPTIMIZER, "step")
def step(vm: Interpreter, self: Instance, closure: Value = None, **options: Value) -> Value:
    return None if closure is None else vm.call(closure)


@torch.method(
    OPTIMIZER, "zero_grad", "load_state_dict", "register_step_post_hook", "register_step_pre_hook", "train", "eval"
)
def no_effect(vm: Interpreter, self: Instance, *args: Value, **options: Value) -> Value:
    return None


@torch.method(OPTIMIZER, "state_dict")
@torch.method(SCHEDULER, "state_dict")
def state(vm: Interpreter, self: Instance) -> Value:
    return vm.unknown("the state of an optimizer")


@torch.method(SCHEDULER, "__init__")
def init_scheduler(vm: Interpreter, self: Instance, optimizer: Value = None, *args: Value, **options: Value) -> Value:
    store(vm, self, "optimizer", optimizer)
    store(vm, self, "last_epoch", options.get("last_epoch", -1))
    store(vm, self, "base_lrs", vm.unknown("learning rates"))
    return None


@torch.method(SCHEDULER, "step", "load_state_dict", "print_lr", "_initial_step", "_step")
def no_step(vm: Interpreter, self: Instance, *args: Value, **options: Value) -> Value:
    return None


@torch.method(SCHEDULER, "get_last_lr", "get_lr")
def learning_rates(vm: Interpreter, self: Instance) -> Value:
    return vm.unknown("learning rates")


AVERAGED = torch.new_class("torch.optim.swa_utils.AveragedModel", PARALLEL)
SWALR = torch.new_class("torch.optim.swa_utils.SWALR", SCHEDULER)


@torch.method(AVERAGED, "update_parameters")
def update_parameters(vm: Interpreter, self: Instance, model: Value) -> Value:
    return None


@torch.function("torch.optim.swa_utils.update_bn")
def update_bn(vm: Interpreter, loader: Value, model: Value, device: Value = None) -> Value:
    return None


@torch.function(
    "torch.optim.swa_utils.get_ema_multi_avg_fn",
    "torch.optim.swa_utils.get_swa_multi_avg_fn",
    "torch.optim.swa_utils.get_ema_avg_fn",
)
def averaging(vm: Interpreter, decay: Value = 0.999) -> Value:
    return vm.unknown("how models are averaged")
