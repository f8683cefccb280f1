"""`torch.nn.utils.rnn`: sequences of several lengths, packed and padded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cnnlint.frameworks.common.operation import Raises
from cnnlint.frameworks.common.tensors import TensorValue
from cnnlint.frameworks.torch.arguments import Tensors, as_flag, as_size, fitted
from cnnlint.frameworks.torch.functions.define import op
from cnnlint.frameworks.torch.functions.results import at_least, entangled, known_shape
from cnnlint.frameworks.torch.library import torch
from cnnlint.frameworks.torch.tensor import Several, of_class
from cnnlint.graph import Tensor
from cnnlint.interpreter.operators import plain
from cnnlint.interpreter.outcome import NotKnown
from cnnlint.interpreter.stdlib.named_tuples import named_tuple
from cnnlint.interpreter.values import Instance, Value
from cnnlint.ops.outcome import Refused
from cnnlint.ops.shared import written
from cnnlint.symbolic import Size, equal, fresh, less

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter

RNN = "torch.nn.utils.rnn"
PACKED = named_tuple("PackedSequence", ("data", "batch_sizes", "sorted_indices", "unsorted_indices"), {}, RNN)
torch.add(f"{RNN}.PackedSequence", PACKED)


def packed_type(batch: Size, time: Size) -> type[Several]:
    """Packed sequences of a batch of so many, the longest of so many steps."""
    return of_class(PACKED, _batch=batch, _time=time)


def padded_of(packed: Instance) -> Tensor:
    """The padded tensor (batch, time, features) that packed sequences stand for."""
    data = packed.payload[0]
    if "_batch" not in packed.attrs or not isinstance(data, TensorValue):
        raise NotKnown("packed sequences of lengths that are not known")
    rest = known_shape(data.tensor)[1:]
    return entangled([data.tensor], (packed.attrs["_batch"], packed.attrs["_time"], *rest))


def known_lengths(value: Value) -> list[int] | None:
    """The lengths of sequences where they are known."""
    given = value.known if isinstance(value, TensorValue) else plain(value)
    if isinstance(given, (list, tuple)) and all(isinstance(item, int) for item in given):
        return list(given)
    return None


@op(f"{RNN}.pack_padded_sequence", role="reshape", recorded=False)
def pack_padded(
    vm: Interpreter, input: Tensor, lengths: Value, batch_first: Value = False, enforce_sorted: Value = True
) -> Any:
    first = fitted(as_flag, "batch_first", batch_first)
    shape = known_shape(at_least(input, 2))
    batch, time = (shape[0], shape[1]) if first else (shape[1], shape[0])
    found = known_lengths(lengths)
    if found is not None:
        if enforce_sorted is False and less(batch, len(found)) is True:
            words = f"there are {len(found)} lengths for {batch} sequences"
            error = "IndexError" if first else "RuntimeError"
            raise Raises(error, "invalid-argument", words, None, argument="lengths", value=str(lengths))
        if enforce_sorted is False:
            batch = len(found)  # the examples are picked by the order of the lengths
        check_lengths(found, batch, time, enforce_sorted)
    longest: Size = fresh("T", least=1) if found is None else max(found)
    rows: Size = fresh("?", least=1) if found is None else sum(found)
    order = None if enforce_sorted is True else Tensor((batch,), "int64")
    parts = (entangled([input], (rows, *shape[2:])), Tensor((longest,), "int64"), order, order)
    return packed_type(batch, longest)(parts)


def check_lengths(lengths: list[int], batch: Size, time: Size, enforce_sorted: Value) -> None:
    """Refuse lengths that do not fit the padded tensor."""
    if equal(len(lengths), batch) is False:
        words = f"Expected `len(lengths)` to be equal to batch_size, but got {len(lengths)} (batch_size={batch})"
        raise Refused("invalid-argument", words, None, argument="lengths", value=str(lengths))
    wrong = not lengths or min(lengths) < 1 or less(time, max(lengths)) is True
    if wrong or (enforce_sorted is True and lengths != sorted(lengths, reverse=True)):
        words = f"lengths {lengths} do not fit sequences of {time} steps, or are not in decreasing order"
        raise Refused("invalid-argument", words, None, argument="lengths", value=str(lengths))


@op(f"{RNN}.pad_packed_sequence", role="reshape", recorded=False)
def pad_packed(
    vm: Interpreter, sequence: Value, batch_first: Value = False, padding_value: Value = 0.0, total_length: Value = None
) -> Any:
    if not isinstance(sequence, Instance) or PACKED not in sequence.cls.mro:
        raise NotKnown("packed sequences that are not known")
    padded = padded_of(sequence)
    batch, time, *rest = known_shape(padded)
    if total_length is not None:
        wanted = fitted(as_size, "total_length", total_length)
        if less(wanted, time) is True:
            words = f"Expected total_length to be at least the length of the longest sequence, but got {wanted}"
            raise Raises("ValueError", "invalid-argument", words, None, argument="total_length", value=str(wanted))
        time = wanted
    first = fitted(as_flag, "batch_first", batch_first)
    shape = (batch, time, *rest) if first else (time, batch, *rest)
    return padded.with_shape(shape), Tensor((batch,), "int64")


def padded_together(tensors: Tensors, first: bool) -> Tensor:
    """Sequences of several lengths side by side, filled up to the longest."""
    if not tensors:
        raise Refused("invalid-argument", "received an empty list of sequences", None, argument="sequences", value="[]")
    shapes = [known_shape(at_least(x, 1)) for x in tensors]
    for shape in shapes:
        if len(shape) != len(shapes[0]) or any(
            equal(a, b) is False for a, b in zip(shape[1:], shapes[0][1:], strict=True)
        ):
            words = f"sequences of {written(shapes[0])} and {written(shape)}"
            raise Refused("concat-mismatch", words, None, left=shapes[0], right=shape, axis=0)
    lengths = [shape[0] for shape in shapes]
    whole = [length for length in lengths if isinstance(length, int)]
    longest: Size = max(whole) if len(whole) == len(lengths) else fresh("T", least=1)
    front = (len(tensors), longest) if first else (longest, len(tensors))
    return entangled(tensors, (*front, *shapes[0][1:]))


@op(f"{RNN}.pad_sequence", role="join")
def pad_sequence(
    vm: Interpreter,
    sequences: Tensors,
    batch_first: Value = False,
    padding_value: Value = 0.0,
    padding_side: Value = "right",
) -> Tensor:
    return padded_together(sequences, fitted(as_flag, "batch_first", batch_first))


@op(f"{RNN}.pack_sequence", role="join", recorded=False)
def pack_sequence(vm: Interpreter, sequences: Tensors, enforce_sorted: Value = True) -> Any:
    padded = padded_together(sequences, True)
    lengths = [known_shape(x)[0] for x in sequences]
    whole = [length for length in lengths if isinstance(length, int)]
    if len(whole) == len(lengths):
        check_lengths(whole, len(whole), max(whole), enforce_sorted)
    batch, longest, *rest = known_shape(padded)
    rows: Size = 0
    for length in lengths:
        rows = rows + length
    order = None if enforce_sorted is True else Tensor((batch,), "int64")
    return packed_type(batch, longest)((entangled(sequences, (rows, *rest)), Tensor((longest,), "int64"), order, order))


@op(f"{RNN}.unpad_sequence", f"{RNN}.unpack_sequence", recorded=False)
def unpad_sequence(vm: Interpreter, *sequences: Value, **options: Value) -> Any:
    raise NotKnown("sequences of several lengths")


@torch.method(PACKED, "to", "cuda", "cpu", "float", "double", "half", "pin_memory")
def same_sequences(vm: Interpreter, self: Instance, *args: Value, **options: Value) -> Value:
    return self
