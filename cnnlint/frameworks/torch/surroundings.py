"""What stands around a model: contexts without gradients, seeds, devices, compilation, distribution. None of it changes a shape."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cnnlint.frameworks.torch import module as modules
from cnnlint.frameworks.torch.dtypes import RETYPED
from cnnlint.frameworks.torch.library import torch
from cnnlint.interpreter.values import (
    MISSING,
    ClassMethod,
    ClassValue,
    FunctionValue,
    Instance,
    Likely,
    Native,
    Unknown,
    Value,
)

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter

# --- contexts ---------------------------------------------------------------------------------------------------------

CONTEXT = torch.new_class("torch.no_grad")
CONTEXTS: Final = (
    "enable_grad", "inference_mode", "set_grad_enabled", "autocast", "cuda.amp.autocast", "amp.autocast", "cpu.amp.autocast",
    "autograd.set_detect_anomaly", "autograd.detect_anomaly", "autograd.no_grad", "autograd.enable_grad", "autograd.inference_mode",
    "autograd.set_grad_enabled", "autograd.profiler.record_function", "autograd.profiler.profile", "autograd.graph.save_on_cpu",
    "autograd.grad_mode.no_grad", "profiler.record_function", "profiler.profile", "cuda.device", "cuda.stream", "cuda.graph",
    "random.fork_rng", "backends.cudnn.flags", "backends.cuda.sdp_kernel", "nn.attention.sdpa_kernel", "nn.utils.parametrize.cached",
    "nn.utils.stateless._reparametrize_module", "jit.optimized_execution", "autograd.forward_ad.dual_level",
)  # fmt: skip


@torch.method(CONTEXT, "__init__")
def context_init(vm: Interpreter, self: Instance, *args: Value, **kwargs: Value) -> Value:
    return None


@torch.method(CONTEXT, "__enter__")
def context_enter(vm: Interpreter, self: Instance) -> Value:
    return self


@torch.method(CONTEXT, "__exit__", "step", "export_chrome_trace")
def context_exit(vm: Interpreter, self: Instance, *args: Value) -> Value:
    return None


@torch.method(CONTEXT, "__call__")
def context_decorates(vm: Interpreter, self: Instance, function: Value) -> Value:
    return function


def new_context(vm: Interpreter, cls: ClassValue, *args: Value, **options: Value) -> Value:
    """A context; `@torch.no_grad` without brackets decorates at once."""
    bare = len(args) == 1 and not options and isinstance(args[0], FunctionValue)
    return args[0] if bare else Instance(cls)


CONTEXT.namespace["__new__"] = Native("torch.no_grad", new_context)
for _name in CONTEXTS:
    torch.add(f"torch.{_name}", CONTEXT)


# --- functions without a result ---------------------------------------------------------------------------------------

NOTHING: Final = (
    "set_default_device", "set_num_threads", "set_num_interop_threads",
    "set_float32_matmul_precision", "set_printoptions", "use_deterministic_algorithms", "set_deterministic_debug_mode", "set_rng_state",
    "set_flush_denormal", "set_warn_always", "set_anomaly_enabled", "save", "_assert_async", "_C._log_api_usage_once",
    "clear_autocast_cache", "random.set_rng_state",
    "autograd.backward", "cuda.empty_cache", "cuda.synchronize", "cuda.set_device", "cuda.manual_seed",
    "cuda.manual_seed_all", "cuda.seed", "cuda.seed_all", "cuda.init", "cuda.ipc_collect", "cuda.set_rng_state", "cuda.set_rng_state_all",
    "cuda.reset_peak_memory_stats", "cuda.reset_max_memory_allocated", "cuda.set_per_process_memory_fraction", "cuda.set_stream",
    "cuda.set_sync_debug_mode", "cuda.nvtx.range_push", "cuda.nvtx.range_pop", "mps.empty_cache", "mps.manual_seed", "mps.synchronize",
    "xpu.empty_cache", "xpu.manual_seed", "accelerator.synchronize", "accelerator.empty_cache", "accelerator.set_device_index",
    "distributed.init_process_group", "distributed.destroy_process_group", "distributed.barrier", "distributed.all_reduce",
    "distributed.all_gather", "distributed.all_gather_into_tensor", "distributed.all_gather_object", "distributed.broadcast",
    "distributed.broadcast_object_list", "distributed.reduce", "distributed.gather", "distributed.scatter", "distributed.send",
    "distributed.recv", "distributed.reduce_scatter", "distributed.monitored_barrier", "multiprocessing.set_start_method",
    "multiprocessing.set_sharing_strategy", "multiprocessing.spawn", "jit.save", "jit.enable_onednn_fusion", "jit.set_fusion_strategy",
    "_dynamo.reset", "_dynamo.config", "onnx.utils.register", "hub.set_dir", "hub.download_url_to_file",
)  # fmt: skip


@torch.function(*(f"torch.{name}" for name in NOTHING))
def nothing(vm: Interpreter, *args: Value, **kwargs: Value) -> Value:
    return None


@torch.function("torch.set_default_dtype", "torch.set_default_tensor_type")
def retype(vm: Interpreter, *args: Value, **kwargs: Value) -> Value:
    vm.state[RETYPED] = True
    return None


@torch.function("torch._assert")
def assert_(vm: Interpreter, condition: Value, message: Value) -> Value:
    vm.rely_on(condition)
    if vm.truth(condition) is False:
        words = message if isinstance(message, str) else ""
        said = f"the assertion fails: {words}" if words else "the assertion fails"
        vm.throw("AssertionError", words, vm.fact("raises", said, error="AssertionError"))
    return None


# --- questions that the machine answers -------------------------------------------------------------------------------

OF_THE_MACHINE: Final = (
    "cuda.device_count", "cuda.current_device", "cuda.get_device_name", "cuda.get_device_capability",
    "cuda.get_device_properties", "cuda.is_bf16_supported", "cuda.is_initialized", "cuda.memory_allocated", "cuda.memory_reserved",
    "cuda.max_memory_allocated", "cuda.max_memory_reserved", "cuda.max_memory_cached", "cuda.memory_cached", "cuda.memory_summary",
    "cuda.memory_stats", "cuda.mem_get_info", "cuda.utilization", "cuda.current_stream", "cuda.default_stream", "cuda.get_rng_state",
    "cuda.get_rng_state_all", "cuda.initial_seed", "cuda.get_arch_list", "cuda.nccl.version",
     "backends.mps.is_built", "backends.cudnn.is_available", "backends.cudnn.version", "backends.mkl.is_available",
    "backends.cuda.is_built", "backends.mkldnn.is_available", "backends.openmp.is_available", "xpu.device_count",
    "accelerator.current_accelerator", "accelerator.device_count", "get_num_threads", "get_num_interop_threads",
    "get_rng_state", "initial_seed", "seed", "random.get_rng_state", "random.initial_seed", "get_default_device",
    "are_deterministic_algorithms_enabled", "is_grad_enabled", "is_inference_mode_enabled", "get_float32_matmul_precision",
    "distributed.is_available", "distributed.get_rank", "distributed.get_world_size", "distributed.get_backend", "distributed.new_group",
    "distributed.is_nccl_available", "distributed.is_gloo_available", "distributed.is_mpi_available", "distributed.get_node_local_rank",
    "distributed.init_device_mesh", "distributed.batch_isend_irecv", "distributed.isend", "distributed.irecv", "distributed.ReduceOp",
    "__config__.show", "utils.collect_env.get_pretty_env_info", "hub.list", "hub.help", "hub.get_dir", "hub.load",
    "is_autocast_enabled", "get_autocast_gpu_dtype", "get_autocast_dtype", "is_autocast_cache_enabled", "autograd.grad", "autograd.gradcheck",
    "multiprocessing.get_context", "multiprocessing.cpu_count", "cuda.Event", "cuda.Stream", "Event", "Stream", "cuda.CUDAGraph",
    "get_device_module", "typename", "cuda.current_blas_handle",
)  # fmt: skip


@torch.function(*(f"torch.{name}" for name in OF_THE_MACHINE))
def of_the_machine(vm: Interpreter, *args: Value, **kwargs: Value) -> Value:
    return vm.unknown("what the machine that the program runs on is like")


@torch.function(
    "torch.cuda.is_available", "torch.mps.is_available", "torch.backends.mps.is_available", "torch.xpu.is_available",
    "torch.accelerator.is_available",
)  # fmt: skip
def most_likely_not(vm: Interpreter, *args: Value, **kwargs: Value) -> Value:
    """Accelerators, which the machine that reads a program need not have."""
    return Likely("what the machine that the program runs on is like", vm.here(), False)


@torch.function(
    "torch.jit.is_scripting", "torch.jit.is_tracing", "torch.jit._script.is_scripting", "torch._C._get_tracing_state",
    "torch.compiler.is_compiling", "torch.compiler.is_dynamo_compiling", "torch.compiler.is_exporting", "torch._dynamo.is_compiling",
    "torch.onnx.is_in_onnx_export", "torch.distributed.is_initialized", "torch.distributed.is_torchelastic_launched",
    "torch.overrides.has_torch_function", "torch.overrides.has_torch_function_unary", "torch.overrides.has_torch_function_variadic",
    "torch.overrides.is_tensor_like", "torch.cuda.is_current_stream_capturing", "torch.fx._symbolic_trace.is_fx_tracing",
    "torch.is_vulkan_available",
)  # fmt: skip
def no(vm: Interpreter, *args: Value, **kwargs: Value) -> Value:
    """What is so only while a program is traced or run by several processes."""
    return False


# --- what gives back what it is given ---------------------------------------------------------------------------------


@torch.function(
    "torch.jit.script", "torch.jit.ignore", "torch.jit.export", "torch.jit.unused", "torch.jit.script_if_tracing", "torch.jit.freeze",
    "torch.jit.optimize_for_inference", "torch.jit.interface", "torch.compile", "torch.fx.wrap", "torch.fx.symbolic_trace",
    "torch.autograd.function.once_differentiable", "torch._dynamo.disable", "torch._dynamo.optimize", "torch.compiler.disable",
    "torch.compiler.allow_in_graph", "torch.quantization.quantize_dynamic", "torch.ao.quantization.quantize_dynamic",
    "torch.quantization.prepare", "torch.quantization.prepare_qat", "torch.quantization.convert", "torch.quantization.fuse_modules",
    "torch.ao.quantization.prepare", "torch.ao.quantization.prepare_qat", "torch.ao.quantization.convert",
    "torch.ao.quantization.fuse_modules", "torch.nn.utils.fusion.fuse_conv_bn_eval", "torch.cuda.amp.custom_fwd", "torch.cuda.amp.custom_bwd",
    "torch.amp.custom_fwd", "torch.amp.custom_bwd", "torch.overrides.wrap_torch_function",
    "torch.distributed.elastic.multiprocessing.errors.record",
)  # fmt: skip
def transparent(vm: Interpreter, model: Value = None, *args: Value, **kwargs: Value) -> Value:
    """What these give behaves as what they are given; without it they are decorators."""
    if model is None or isinstance(model, (bool, str)):
        return Native("torch.decorator", lambda vm, function: function, binds=False)
    vm.escape((model,), {})  # a traced or compiled model has more attributes than the model
    return model


@torch.function("torch.jit.annotate")
def annotate(vm: Interpreter, the_type: Value, the_value: Value) -> Value:
    return the_value


@torch.function("torch.jit.isinstance")
def jit_isinstance(vm: Interpreter, obj: Value, target_type: Value) -> Value:
    return vm.unknown("the type of an object")


@torch.function("torch.utils.checkpoint.checkpoint")
def checkpoint(vm: Interpreter, function: Value, *args: Value, **kwargs: Value) -> Value:
    options = ("use_reentrant", "preserve_rng_state", "context_fn", "determinism_check", "debug", "early_stop")
    return vm.call(function, args, {name: value for name, value in kwargs.items() if name not in options})


@torch.function("torch.utils.checkpoint.checkpoint_sequential")
def checkpoint_sequential(
    vm: Interpreter, functions: Value, segments: Value, input: Value, use_reentrant: Value = None, **kwargs: Value
) -> Value:
    for function in vm.elements(functions):
        input = vm.call(function, (input,))
    return input


@torch.function("torch.manual_seed", "torch.random.manual_seed")
def manual_seed(vm: Interpreter, seed: Value) -> Value:
    return vm.unknown("a generator of random numbers")


# --- wrappers of models -----------------------------------------------------------------------------------------------

PARALLEL = torch.new_class("torch.nn.DataParallel", modules.MODULE)
for _name in ("nn.parallel.DataParallel", "nn.parallel.DistributedDataParallel", "nn.parallel.distributed.DistributedDataParallel",
              "distributed.fsdp.FullyShardedDataParallel"):  # fmt: skip
    torch.add(f"torch.{_name}", PARALLEL)


def new_parallel(vm: Interpreter, cls: ClassValue, module: Value, *args: Value, **options: Value) -> Value:
    """On a path that may not be taken the model itself: wrapped or not, it is the same model."""
    return module if vm.uncertain and cls is PARALLEL else Instance(cls)


PARALLEL.namespace["__new__"] = Native("torch.nn.DataParallel", new_parallel)


@torch.method(PARALLEL, "__init__")
def init_parallel(vm: Interpreter, self: Instance, module: Value, *args: Value, **options: Value) -> Value:
    modules.init(vm, self)
    vm.setattr(self, "module", module)
    return None


@torch.method(PARALLEL, "forward")
def forward_parallel(vm: Interpreter, self: Instance, *inputs: Value, **options: Value) -> Value:
    return vm.call(vm.getattr(self, "module"), inputs, options)


# --- functions with gradients of their own ----------------------------------------------------------------------------

FUNCTION = torch.new_class("torch.autograd.Function")
torch.add("torch.autograd.function.Function", FUNCTION)
SAVED = torch.new_class("torch.autograd.function.FunctionCtx")


@torch.method(
    SAVED, "save_for_backward", "mark_dirty", "mark_non_differentiable", "set_materialize_grads", "save_for_forward"
)
def saved(vm: Interpreter, self: Instance, *args: Value) -> Value:
    return None


def apply_function(vm: Interpreter, cls: ClassValue, *args: Value, **kwargs: Value) -> Value:
    """`F.apply(x)` is `F.forward(ctx, x)`."""
    forward = vm.getattr(cls, "forward")
    if isinstance(forward, Unknown):
        return forward
    separate = cls.lookup("setup_context") is not MISSING
    return vm.call(forward, args if separate else (Instance(SAVED), *args), kwargs)


FUNCTION.namespace["apply"] = ClassMethod(Native("torch.autograd.Function.apply", apply_function))

# --- objects of which nothing is asked --------------------------------------------------------------------------------

OPAQUE = torch.new_class("torch.Generator")


@torch.method(OPAQUE, "__init__")
def init_opaque(vm: Interpreter, self: Instance, *args: Value, **options: Value) -> Value:
    return None


@torch.method(OPAQUE, "manual_seed", "set_state", "seed")
def same_generator(vm: Interpreter, self: Instance, *args: Value) -> Value:
    return self


@torch.method(OPAQUE, "initial_seed", "get_state")
def state_of_generator(vm: Interpreter, self: Instance) -> Value:
    return vm.unknown("the state of a generator")


SCALER = torch.new_class("torch.amp.GradScaler")
for _name in ("cuda.amp.GradScaler", "GradScaler", "cpu.amp.GradScaler", "cuda.amp.grad_scaler.GradScaler"):
    torch.add(f"torch.{_name}", SCALER)


@torch.method(SCALER, "__init__")
def init_scaler(vm: Interpreter, self: Instance, *args: Value, **options: Value) -> Value:
    return None


@torch.method(SCALER, "scale")
def scale(vm: Interpreter, self: Instance, outputs: Value) -> Value:
    return outputs


@torch.method(SCALER, "step", "update", "unscale_", "load_state_dict", "set_growth_factor")
def no_step(vm: Interpreter, self: Instance, *args: Value, **options: Value) -> Value:
    return None


@torch.method(SCALER, "state_dict", "get_scale", "is_enabled")
def scaler_state(vm: Interpreter, self: Instance) -> Value:
    return vm.unknown("the state of a gradient scaler")


SETTINGS: Final = (
    "backends.cudnn.benchmark", "backends.cudnn.deterministic", "backends.cudnn.enabled", "backends.cudnn.allow_tf32",
    "backends.cuda.matmul.allow_tf32", "version.cuda", "version.git_version", "backends.quantized.engine",
    "backends.cuda.enable_flash_sdp", "backends.cuda.enable_mem_efficient_sdp", "backends.cuda.enable_math_sdp",
    "backends.mha.get_fastpath_enabled", "backends.mha.set_fastpath_enabled",
)  # fmt: skip
for _name in SETTINGS:
    torch.add(f"torch.{_name}", Unknown(f"torch.{_name}"))
for _name, _value in (
    ("pi", 3.141592653589793),
    ("e", 2.718281828459045),
    ("inf", float("inf")),
    ("nan", float("nan")),
    ("newaxis", None),
):
    torch.add(f"torch.{_name}", _value)
torch.add("torch.__version__", Unknown("the version of PyTorch"))
