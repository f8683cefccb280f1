"""Shapes: reading them, and changing them without arithmetic."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cnnlint import ops
from cnnlint.frameworks.common.convert import axes, integer, shape, tensor, tensors
from cnnlint.frameworks.common.convert import size as size_of
from cnnlint.frameworks.common.tensors import TensorValue
from cnnlint.frameworks.keras.functions.create import nested_shape
from cnnlint.frameworks.keras.functions.define import op
from cnnlint.frameworks.keras.library import keras
from cnnlint.frameworks.keras.sizes import numbers, shape_value
from cnnlint.frameworks.keras.tensor import SymbolicTensor, make, shown_shape, static_shape
from cnnlint.graph import Tensor
from cnnlint.interpreter.operators import plain
from cnnlint.interpreter.outcome import NotKnown
from cnnlint.interpreter.values import Rest, Unknown, Value
from cnnlint.ops.outcome import Outcome
from cnnlint.symbolic import Dim, Ratio, Size

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter

MANY = 1 << 62


# --- reading ----------------------------------------------------------------------------------------------------------


@keras.function("keras.ops.shape")
def shape_of(vm: Interpreter, x: Value) -> Value:
    if not isinstance(x, TensorValue):
        raise NotKnown("the shape of a tensor that is not known")
    return shown_shape(vm, x) if x.tensor.shape is None else shape_value(x.tensor.shape)


@keras.function("tensorflow.shape", "keras.backend.shape")
def dynamic_shape(
    vm: Interpreter, x: Value = None, out_type: Value = None, name: Value = None, **kwargs: Value
) -> Value:
    value = kwargs.get("input", kwargs.get("input_tensor", x))
    if not isinstance(value, TensorValue):
        raise NotKnown("the shape of a tensor that is not known")
    return shown_shape(vm, value) if value.tensor.shape is None else numbers(value.tensor.shape)


@keras.function("keras.backend.int_shape", "keras.ops.static_shape")
def static(vm: Interpreter, x: Value) -> Value:
    return static_shape(vm, tensor(x).shape) if isinstance(x, SymbolicTensor) else vm.getattr(x, "shape")


@keras.function("keras.ops.ndim", "keras.backend.ndim", "tensorflow.rank")
def rank(vm: Interpreter, x: Value = None, **kwargs: Value) -> Value:
    found = tensor(kwargs.get("input", x)).rank
    return vm.unknown("the rank of a tensor") if found is None else found


@keras.function("keras.ops.size", "tensorflow.size", "keras.backend.count_params")
def count(vm: Interpreter, x: Value = None, **kwargs: Value) -> Value:
    found = tensor(kwargs.get("input", x)).elements
    return vm.unknown("the size of a tensor") if found is None else found


@keras.function(
    "keras.ops.is_tensor",
    "tensorflow.is_tensor",
    "keras.backend.is_tensor",
)
def is_tensor(vm: Interpreter, x: Value) -> Value:
    return vm.unknown("the kind of a value") if isinstance(x, Unknown) else isinstance(x, TensorValue)


@keras.function("keras.utils.is_keras_tensor", "keras.backend.is_keras_tensor", "tensorflow.is_symbolic_tensor")
def is_keras_tensor(vm: Interpreter, x: Value) -> Value:
    return vm.unknown("the kind of a value") if isinstance(x, Unknown) else isinstance(x, SymbolicTensor)


# --- the same elements ------------------------------------------------------------------------------------------------


def target(vm: Interpreter, value: Value) -> tuple[Size, ...]:
    """A shape, which may come as a list of sizes and of tensors that hold one."""
    return shape(value if isinstance(plain(value), (list, tuple, int, Dim)) else vm.elements(value))


@op("ops.reshape tf.reshape backend.reshape", method="reshape", role="reshape")
def reshape(vm: Interpreter, x: Value = None, newshape: Value = None, *rest: Value, **kwargs: Value) -> Outcome:
    given = kwargs.get("tensor", x)
    wanted = kwargs.get("shape", kwargs.get("new_shape", newshape))  # names of other versions
    if wanted is None:
        raise NotKnown("a shape that is not given")
    return ops.reshape(tensor(given), target(vm, (wanted, *rest) if rest else wanted))


@op("backend.flatten backend.batch_flatten ops.ravel", method="flatten ravel", role="flatten")
def flatten(vm: Interpreter, x: Value) -> Outcome:
    return ops.flatten(tensor(x), 0, -1)


@op("ops.transpose tf.transpose backend.permute_dimensions backend.transpose", method="transpose", role="reshape")
def transpose(vm: Interpreter, x: Value, axes: Value = None, *rest: Value, **kwargs: Value) -> Any:
    given = tensor(x)
    wanted = plain(kwargs.get("perm", kwargs.get("pattern", (axes, *rest) if rest else axes)))
    if wanted is None:
        if given.rank is None:
            raise NotKnown("the rank of a tensor")
        return ops.permute(given, tuple(range(given.rank))[::-1])
    return ops.permute(given, [integer(axis) for axis in vm.elements(wanted)])


@keras.attribute(keras.lookup("keras.KerasTensor").bases[0], "T")
def transposed(vm: Interpreter, self: Any) -> Value:
    return vm.call(keras.lookup("keras.ops.transpose"), (self,))


@op("ops.swapaxes", role="reshape")
def swap(vm: Interpreter, x: Value, axis1: Value, axis2: Value) -> Outcome:
    return ops.transpose(tensor(x), integer(axis1), integer(axis2))


@op("tf.linalg.matrix_transpose tf.linalg.adjoint", role="reshape")
def matrix_transpose(vm: Interpreter, a: Value, name: Value = None) -> Outcome:
    return ops.transpose(tensor(a), -2, -1)


@op("ops.moveaxis tf.experimental.numpy.moveaxis", role="reshape")
def move(vm: Interpreter, x: Value, source: Value, destination: Value) -> Outcome:
    return ops.move_axis(tensor(x), axes(source) or (), axes(destination) or ())


@op("ops.expand_dims tf.expand_dims backend.expand_dims", role="reshape")
def expand_dims(vm: Interpreter, x: Value = None, axis: Value = -1, name: Value = None, **kwargs: Value) -> Outcome:
    return ops.unsqueeze(tensor(kwargs.get("input", x)), axes(axis) or (-1,))


@op("ops.squeeze tf.squeeze backend.squeeze", method="squeeze", role="reshape")
def squeeze(vm: Interpreter, x: Value = None, axis: Value = None, name: Value = None, **kwargs: Value) -> Outcome:
    return ops.squeeze(tensor(kwargs.get("input", x)), axes(axis), strict=True)


@op("ops.concatenate tf.concat backend.concatenate", role="join")
def concat(vm: Interpreter, xs: Value = None, axis: Value = 0, name: Value = None, **kwargs: Value) -> Any:
    given = vm.elements(kwargs.get("values", kwargs.get("tensors", xs)))
    if given and all(isinstance(plain(one), (list, tuple)) for one in given):  # shapes, which are known lists here
        return [item for one in given for item in plain(one)]
    return ops.concat(tensors(vm, given), integer(axis))


@op("ops.append", role="join")
def append(vm: Interpreter, x1: Value, x2: Value, axis: Value = None) -> Outcome:
    given = [tensor(x1), tensor(x2)]
    if axis is None:
        return ops.concat([ops.flatten(one, 0, -1).tensor if one.rank else one for one in given], 0)
    return ops.concat(given, integer(axis))


@op("ops.stack tf.stack backend.stack", role="join")
def stack(vm: Interpreter, x: Value = None, axis: Value = 0, name: Value = None, **kwargs: Value) -> Any:
    given = vm.elements(kwargs.get("values", x))
    if given and all(isinstance(plain(one), (int, Dim)) for one in given):
        return list(given)
    return ops.stack(tensors(vm, given), integer(axis))


@op("ops.hstack", role="join")
def hstack(vm: Interpreter, xs: Value) -> Outcome:
    given = tensors(vm, xs)
    return ops.concat(given, 0 if given and given[0].rank == 1 else 1)


@op("ops.dstack", role="join")
def dstack(vm: Interpreter, xs: Value) -> Outcome:
    given = tensors(vm, xs)
    if any(one.rank is None or one.rank < 2 for one in given):
        raise NotKnown("tensors of unknown rank")
    return ops.concat([ops.unsqueeze(one, -1).tensor if one.rank == 2 else one for one in given], 2)


@op("ops.vstack", role="join")
def vstack(vm: Interpreter, xs: Value) -> Outcome:
    return ops.concat([ops.unsqueeze(x, 0).tensor if x.rank == 1 else x for x in tensors(vm, xs)], 0)


def pieces(found: tuple[Tensor, ...] | None) -> list[Tensor]:
    """The parts of a tensor where their number is known."""
    if found is None:
        raise NotKnown("how many parts a tensor is split into")
    return list(found)


@op("ops.split", role="index")
def split(vm: Interpreter, x: Value, indices_or_sections: Value, axis: Value = 0) -> list[Tensor]:
    return split_list(tensor(x), indices_or_sections, integer(axis))


def split_list(x: Tensor, indices_or_sections: Value, axis: int) -> list[Tensor]:
    """So many even parts, or cuts at these places."""
    given = plain(indices_or_sections)
    parts = shape(given) if isinstance(given, (list, tuple)) else integer(given)
    return pieces(ops.tensor_split(x, parts, axis, even=True))


@op("ops.rearrange", role="reshape")
def rearrange(vm: Interpreter, tensor: Value, pattern: Value, **axes_lengths: Value) -> Any:
    found = vm.call(vm.library_value("einops.rearrange"), (tensor, pattern), axes_lengths)
    return found.tensor if isinstance(found, TensorValue) else found


@op("tf.split", role="index")
def split_sizes(
    vm: Interpreter, value: Value, num_or_size_splits: Value, axis: Value = 0, num: Value = None, name: Value = None
) -> list[Tensor]:
    given = plain(num_or_size_splits)
    if isinstance(given, (list, tuple)):
        x, sizes = tensor(value), [size_of(size, -1) for size in given]
        if -1 in sizes and x.shape is not None:
            rest = x.shape[integer(axis)]
            for size in sizes:
                rest = rest - size if size != -1 else rest
            sizes = [rest if size == -1 else size for size in sizes]
        return pieces(ops.split(x, sizes, integer(axis)))
    return pieces(ops.tensor_split(tensor(value), integer(given), integer(axis), even=True))


def split_along(name: str, axis: int) -> None:
    """`hsplit` and its kin."""

    @op(f"ops.{name}", role="index")
    def run(vm: Interpreter, x: Value, indices_or_sections: Value) -> list[Tensor]:
        given = tensor(x)
        return split_list(given, indices_or_sections, 0 if name == "hsplit" and given.rank == 1 else axis)


for _name, _axis in {"vsplit": 0, "hsplit": 1, "dsplit": 2}.items():
    split_along(_name, _axis)


@op("ops.array_split", role="index")
def array_split(vm: Interpreter, x: Value, indices_or_sections: Value, axis: Value = 0) -> list[Tensor]:
    given = plain(indices_or_sections)
    return pieces(
        ops.tensor_split(tensor(x), shape(given) if isinstance(given, (list, tuple)) else integer(given), integer(axis))
    )


@op("ops.unstack tf.unstack", role="index")
def unstack(
    vm: Interpreter, x: Value = None, num: Value = None, axis: Value = 0, name: Value = None, **kwargs: Value
) -> Any:
    given = kwargs.get("value", x)
    if isinstance(plain(given), (list, tuple)):
        return list(plain(given))
    return pieces(ops.unbind(tensor(given), integer(axis)))


@op("ops.tile tf.tile backend.tile", role="reshape")
def tile(vm: Interpreter, x: Value = None, repeats: Value = None, name: Value = None, **kwargs: Value) -> Outcome:
    return ops.tile(tensor(kwargs.get("input", x)), target(vm, kwargs.get("multiples", kwargs.get("n", repeats))))


@op("ops.repeat tf.repeat", role="reshape")
def repeat(
    vm: Interpreter, x: Value = None, repeats: Value = None, axis: Value = None, name: Value = None, **kwargs: Value
) -> Outcome:
    return ops.repeat_interleave(
        tensor(kwargs.get("input", x)), size_of(repeats), None if axis is None else integer(axis)
    )


@op("backend.repeat_elements", role="reshape")
def repeat_elements(vm: Interpreter, x: Value, rep: Value, axis: Value) -> Outcome:
    return ops.repeat_interleave(tensor(x), size_of(rep), integer(axis))


@op("backend.repeat", role="reshape")
def repeat_rows(vm: Interpreter, x: Value, n: Value) -> Outcome:
    return ops.repeat_interleave(ops.unsqueeze(tensor(x), 1).tensor, size_of(n), 1)


@op("ops.broadcast_to tf.broadcast_to", role="reshape")
def broadcast_to(vm: Interpreter, x: Value = None, shape: Value = None, name: Value = None, **kwargs: Value) -> Outcome:
    return ops.expand(tensor(kwargs.get("input", x)), target(vm, shape))


@op("ops.fliplr ops.flipud", role="index")
def flip_rows(vm: Interpreter, x: Value) -> Tensor:
    given = tensor(x)
    return Tensor(given.shape, given.dtype, None, given.sources)


@op("ops.flip tf.reverse backend.reverse", role="index")
def flip(vm: Interpreter, x: Value = None, axis: Value = None, name: Value = None, **kwargs: Value) -> Outcome:
    given = tensor(kwargs.get("tensor", x))
    chosen = axes(kwargs.get("axes", axis))
    return ops.flip(given, chosen if chosen is not None else tuple(range(given.rank or 0)))


@op(
    "tf.image.flip_left_right tf.image.flip_up_down tf.image.random_flip_left_right tf.image.random_flip_up_down",
    role="index",
)
def flip_image(vm: Interpreter, image: Value, *args: Value, **kwargs: Value) -> Tensor:
    return tensor(image)


@op("ops.roll tf.roll", role="index")
def roll(
    vm: Interpreter, x: Value = None, shift: Value = None, axis: Value = None, name: Value = None, **kwargs: Value
) -> Any:
    chosen, given = axes(axis), tensor(kwargs.get("input", x))
    return given if not chosen else ops.roll(given, shape(shift), chosen)


@op("ops.pad tf.pad", role="pad")
def pad(
    vm: Interpreter, x: Value = None, pad_width: Value = None, mode: Value = "constant", constant_values: Value = None, name: Value = None,
    **kwargs: Value,
) -> Outcome:  # fmt: skip
    given = tensor(kwargs.get("tensor", x))
    wanted = plain(kwargs.get("paddings", pad_width))
    if isinstance(wanted, (int, Dim)):
        wanted = [(wanted, wanted)] * (given.rank or 0)
    pairs = [vm.elements(pair) for pair in vm.elements(wanted)]
    if any(len(pair) != 2 or any(isinstance(end, Rest) for end in pair) for pair in pairs):
        raise NotKnown("how much is padded")
    return ops.pad(given, [(size_of(before), size_of(after)) for before, after in pairs])


@op("backend.spatial_2d_padding", role="pad")
def pad_image(vm: Interpreter, x: Value, padding: Value = ((1, 1), (1, 1)), data_format: Value = None) -> Outcome:
    pairs = [
        (size_of(before), size_of(after)) for before, after in (vm.elements(pair) for pair in vm.elements(padding))
    ]
    first = plain(data_format) == "channels_first"
    return ops.pad(tensor(x), [(0, 0), (0, 0), *pairs] if first else [(0, 0), *pairs, (0, 0)])


# --- picking ----------------------------------------------------------------------------------------------------------


def item(vm: Interpreter, value: Value) -> Any:
    """One part of an index as the op takes it."""
    value = plain(value)
    if isinstance(value, TensorValue):
        return value.tensor
    if value is None or value is Ellipsis or isinstance(value, (int, Dim)):
        return value
    if isinstance(value, slice):
        parts = [
            None if part is None else size_of(part, -MANY) for part in map(plain, (value.start, value.stop, value.step))
        ]
        return slice(*parts)
    if isinstance(value, (list, tuple)):
        return Tensor((len(value),), "int64")
    if isinstance(value, (Unknown, Ratio)):
        raise NotKnown("an index that is not known")
    raise NotKnown(f"an index by a {type(value).__name__}")


@op("ops.get_item", method="__getitem__", role="index")
def getitem(vm: Interpreter, x: Value, key: Value) -> Outcome:
    given = plain(key)
    return ops.index(tensor(x), [item(vm, part) for part in (given if isinstance(given, tuple) else (given,))])


@keras.method(keras.lookup("keras.KerasTensor").bases[0], "__iter__")
def iterate(vm: Interpreter, self: Any) -> Value:
    if isinstance(self, SymbolicTensor):
        return vm.call(keras.lookup("keras.ops.unstack"), (self,))
    found = ops.unbind(self.tensor, 0)
    return [make(one) for one in found] if found is not None else vm.unknown("how many elements a tensor has")


@op("ops.take tf.gather backend.gather tf.nn.embedding_lookup", role="index")
def take(
    vm: Interpreter,
    x: Value = None,
    indices: Value = None,
    axis: Value = None,
    batch_dims: Value = 0,
    name: Value = None,
    **kwargs: Value,
) -> Any:
    given, chosen = kwargs.get("params", x), kwargs.get("ids", indices)
    if plain(batch_dims) != 0:
        raise NotKnown("elements gathered batch by batch")
    picked = chosen.tensor.shape if isinstance(chosen, TensorValue) else nested_shape(chosen)
    sources = chosen.tensor.sources if isinstance(chosen, TensorValue) else ()
    return ops.take(tensor(given), Tensor(picked, "int64", None, sources), 0 if axis is None else integer(axis))


@op("ops.take_along_axis tf.experimental.numpy.take_along_axis", role="index")
def take_along(vm: Interpreter, x: Value, indices: Value, axis: Value = None) -> Outcome:
    return ops.take_along(tensor(x), None if axis is None else integer(axis), tensor(indices))


@op("tf.slice ops.slice", role="index")
def slice_(
    vm: Interpreter, inputs: Value = None, start_indices: Value = None, shape: Value = None, **kwargs: Value
) -> Outcome:
    x = tensor(kwargs.get("input_", inputs))
    starts = [size_of(one) for one in vm.elements(kwargs.get("begin", start_indices))]
    sizes = [size_of(one, -1) for one in vm.elements(kwargs.get("size", shape))]
    ends = [None if size == -1 else start + size for start, size in zip(starts, sizes, strict=True)]
    return ops.index(x, [slice(start, end) for start, end in zip(starts, ends, strict=True)])


@op(
    "tf.gather_nd tf.boolean_mask ops.nonzero ops.unique tf.unique tf.image.non_max_suppression "
    "tf.image.combined_non_max_suppression tf.image.crop_and_resize tf.dynamic_partition tf.py_function tf.numpy_function tf.strided_slice "
    "ops.bincount tf.math.bincount tf.batch_to_space tf.space_to_batch",
    role="other",
)  # fmt: skip
def not_modelled(vm: Interpreter, *args: Value, **kwargs: Value) -> Tensor:
    found = [value.tensor for value in (*args, *kwargs.values()) if isinstance(value, TensorValue)]
    return Tensor(None, None, None, tuple({id(source): source for x in found for source in x.sources}.values()))


@op("ops.argpartition ops.nancumsum ops.nancumprod ops.triu ops.tril ops.cumsum ops.cumprod tf.cumsum tf.math.cumsum tf.math.cumprod ops.sort "
    "tf.sort ops.argsort tf.argsort backend.cumsum tf.linalg.band_part", role="elementwise")  # fmt: skip
def along_axis(vm: Interpreter, x: Value, *args: Value, **kwargs: Value) -> Tensor:
    return tensor(x)


@op("ops.top_k tf.math.top_k tf.nn.top_k", role="reduce")
def top_k(
    vm: Interpreter, x: Value = None, k: Value = 1, sorted: Value = True, name: Value = None, **kwargs: Value
) -> Any:
    return ops.topk(tensor(kwargs.get("input", x)), size_of(k, 1))


@op("ops.meshgrid tf.meshgrid", recorded=False)
def meshgrid(vm: Interpreter, *x: Value, indexing: Value = "xy", **kwargs: Value) -> list[Tensor]:
    given = [tensor(one) for one in x]
    if any(one.shape is None or len(one.shape) > 1 for one in given):
        raise NotKnown("a grid of tensors that are not known")
    sizes: list[Size] = [one.shape[0] if one.shape else 1 for one in given]
    if plain(indexing) != "ij" and len(sizes) > 1:
        sizes[0], sizes[1] = sizes[1], sizes[0]
    return [Tensor(tuple(sizes), one.dtype) for one in given]
