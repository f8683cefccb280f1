"""`torch.utils.data`: what a loader gives is a batch of whatever the data set's `__getitem__` gives, the program's own or a library's."""

from __future__ import annotations

from dataclasses import replace
from functools import reduce
from typing import TYPE_CHECKING

from cnnlint.frameworks.common.nested import flat_values, mapped
from cnnlint.frameworks.common.origins import origin_of
from cnnlint.frameworks.common.tensors import TensorValue
from cnnlint.frameworks.torch.library import torch
from cnnlint.frameworks.torch.tensor import make
from cnnlint.graph import Input, Labels, Tensor
from cnnlint.interpreter.attributes import store
from cnnlint.interpreter.join import join
from cnnlint.interpreter.operators import plain
from cnnlint.interpreter.outcome import NotKnown, Raised
from cnnlint.interpreter.values import Instance, IteratorValue, Log, Rest, Unknown, Value
from cnnlint.symbolic import Dim, Size, fresh, symbol

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter

LOADERS = "torch.loaders"  # the key of the loaders that the program has made
LABELS = "torch.labels"  # and of the numbers that stand for classes
DATASET = torch.new_class("torch.utils.data.Dataset")
ITERABLE = torch.new_class("torch.utils.data.IterableDataset", DATASET)
TENSORS = torch.new_class("torch.utils.data.TensorDataset", DATASET)
SUBSET = torch.new_class("torch.utils.data.Subset", DATASET)
LOADER = torch.new_class("torch.utils.data.DataLoader")
SAMPLER = torch.new_class("torch.utils.data.Sampler")
for _name in ("dataset.Dataset", "dataset.TensorDataset", "dataset.Subset", "dataloader.DataLoader"):
    torch.add(f"torch.utils.data.{_name}", torch.values[f"torch.utils.data.{_name.rpartition('.')[2]}"])
CONCATENATED = torch.new_class("torch.utils.data.ConcatDataset", DATASET)
for _name in ("ChainDataset", "StackDataset"):
    torch.new_class(f"torch.utils.data.{_name}", DATASET)
for _name in (
    "RandomSampler",
    "SequentialSampler",
    "SubsetRandomSampler",
    "WeightedRandomSampler",
    "BatchSampler",
    "DistributedSampler",
):
    torch.new_class(f"torch.utils.data.{_name}", SAMPLER)
torch.add("torch.utils.data.distributed.DistributedSampler", torch.values["torch.utils.data.DistributedSampler"])
torch.add("torch.utils.data.sampler.Sampler", SAMPLER)


def init_parts(vm: Interpreter, self: Instance, *args: Value, **options: Value) -> Value:
    store(vm, self, "dataset", args[0] if args else options.get("dataset", options.get("data_source")))
    return None


for _name in ("ConcatDataset", "ChainDataset", "StackDataset", "Subset", "RandomSampler", "SequentialSampler", "SubsetRandomSampler",
              "WeightedRandomSampler", "BatchSampler", "DistributedSampler"):  # fmt: skip
    torch.method(torch.values[f"torch.utils.data.{_name}"], "__init__")(init_parts)


@torch.method(SAMPLER, "set_epoch")
def set_epoch(vm: Interpreter, self: Instance, epoch: Value) -> Value:
    return None


@torch.method(SAMPLER, "__iter__")
def indexes(vm: Interpreter, self: Instance) -> Value:
    return [Rest(vm.unknown("the order of a dataset"))]


@torch.method(SAMPLER, "__len__")
def count_of_sampler(vm: Interpreter, self: Instance) -> Value:
    return vm.unknown("the size of a dataset")


@torch.method(SUBSET, "__getitem__")
def element_of_subset(vm: Interpreter, self: Instance, index: Value) -> Value:
    """An element of the whole; of which classes, is for the program to choose."""
    found = element_of(vm, self.attrs["dataset"])
    for number in [one for one in flat_numbers(found) if label_of(vm, one) is not None]:
        del vm.state[LABELS][number]
    return found


def flat_numbers(value: Value) -> list[Dim]:
    """The numbers that are not known in an element of a data set."""
    if isinstance(value, (list, tuple)):
        return [number for one in value for number in flat_numbers(one)]
    return [value] if isinstance(value, Dim) else []


@torch.method(CONCATENATED, "__getitem__")
def element_of_several(vm: Interpreter, self: Instance, index: Value) -> Value:
    """What an element of each of them has in common."""
    found = [element_of(vm, one) for one in vm.elements(self.attrs["dataset"]) if not isinstance(one, Rest)]
    why = vm.unknown("an element of one of several data sets")
    return reduce(lambda one, other: join(one, other, why), found) if found else why


for _name in ("ChainDataset", "StackDataset"):

    @torch.method(torch.values[f"torch.utils.data.{_name}"], "__getitem__")
    def element(vm: Interpreter, self: Instance, index: Value) -> Value:
        return vm.unknown("an element of a dataset")


for _name in ("ConcatDataset", "ChainDataset", "StackDataset", "Subset"):

    @torch.method(torch.values[f"torch.utils.data.{_name}"], "__len__")
    def count_of_parts(vm: Interpreter, self: Instance) -> Value:
        return vm.unknown("the size of a dataset")


@torch.method(TENSORS, "__init__")
def init_tensors(vm: Interpreter, self: Instance, *tensors: Value) -> Value:
    store(vm, self, "tensors", tensors)
    return None


@torch.method(TENSORS, "__getitem__")
def example(vm: Interpreter, self: Instance, index: Value) -> Value:
    return tuple(vm.getitem(tensor, index) for tensor in self.attrs["tensors"])


@torch.method(TENSORS, "__len__")
def count_of_tensors(vm: Interpreter, self: Instance) -> Value:
    return vm.length(self.attrs["tensors"][0]) if self.attrs["tensors"] else 0


@torch.function("torch.utils.data.random_split")
def random_split(vm: Interpreter, dataset: Value, lengths: Value, generator: Value = None) -> Value:
    """Parts of a dataset: whatever is asked of one is asked of the whole, but for the number of examples in a dataset of tensors."""
    parts = vm.elements(lengths)
    if any(isinstance(part, Rest) for part in parts):
        raise NotKnown("how many parts a dataset is split into")
    return [part_of(dataset, plain(count)) for count in parts]


def part_of(dataset: Value, count: Value) -> Value:
    """A dataset of so many of the examples; of a share of them the number is not known."""
    if not isinstance(dataset, Instance) or TENSORS not in dataset.cls.mro:
        return dataset
    rows: Size = count if isinstance(count, (int, Dim)) else fresh("N", least=1)
    part = Instance(dataset.cls)
    part.attrs.update(dataset.attrs)
    part.attrs["tensors"] = tuple(
        make(Tensor((rows, *value.tensor.shape[1:]), value.tensor.dtype))
        if isinstance(value, TensorValue) and value.tensor.shape
        else value
        for value in dataset.attrs["tensors"]
    )
    return part


@torch.function("torch.utils.data.default_collate", "torch.utils.data.default_convert", "torch.utils.data.get_worker_info",
                "torch.utils.data.dataloader.default_collate", "torch.utils.data._utils.collate.default_collate")  # fmt: skip
def collated(vm: Interpreter, batch: Value = None) -> Value:
    return vm.unknown("a batch of data")


# --- loaders ----------------------------------------------------------------------------------------------------------


@torch.method(LOADER, "__init__")
def init_loader(
    vm: Interpreter, self: Instance, dataset: Value, batch_size: Value = 1, shuffle: Value = None, sampler: Value = None,
    batch_sampler: Value = None, num_workers: Value = 0, collate_fn: Value = None, pin_memory: Value = False, drop_last: Value = False,
    *args: Value, **options: Value,
) -> Value:  # fmt: skip
    given = {"dataset": dataset, "batch_size": batch_size, "collate_fn": collate_fn, "drop_last": drop_last}
    for name, value in given.items():
        store(vm, self, name, value)
    for name, value in {"sampler": sampler, "batch_sampler": batch_sampler}.items():
        store(vm, self, name, vm.unknown("a sampler") if value is None else value)
    store(vm, self, "_whole", sampler is None and batch_sampler is None)
    made = vm.state.setdefault(LOADERS, Log())
    vm.touch(made)
    made.append(self)
    return None


@torch.method(LOADER, "__len__")
def count_of_batches(vm: Interpreter, self: Instance) -> Value:
    return vm.unknown("the number of batches")


@torch.method(LOADER, "__iter__")
def batches(vm: Interpreter, self: Instance) -> Value:
    """One batch that stands for all, and the last one if it certainly is shorter, where an element of the data set is known.

    Of others nothing is known of any, nor how many there are.
    """
    counts = rows(vm, self)
    example = example_of(vm, self)
    if isinstance(example, Unknown):
        return IteratorValue([Rest(example)])
    if plain(self.attrs["batch_size"]) is None:
        return IteratorValue([example])
    return IteratorValue([collated_batch(vm, example, count) for count in counts])


def example_of(vm: Interpreter, self: Instance) -> Value:
    """An element of the data set, if it holds any tensor of a known shape."""
    if self.attrs["collate_fn"] is not None:
        return vm.unknown("a batch that the program puts together")
    dataset = self.attrs["dataset"]
    example = element_of(vm, dataset)
    if isinstance(example, Unknown):
        return example
    known = any(value.tensor.shape is not None for value in flat_values(example))
    return with_origin(vm, example, dataset) if known else vm.unknown("a batch of data")


def loaded(vm: Interpreter) -> list[Input]:
    """What the loaders that the program has made give first, each as an input of a model."""
    found = []
    for loader in vm.state.get(LOADERS, ()):
        example = example_of(vm, loader)
        first = None if isinstance(example, Unknown) else next(flat_values(example), None)
        source = origin_of(first.tensor) if first is not None else None
        if first is not None and source is not None and first.tensor.shape:
            shape = (symbol("N"), *first.tensor.shape)
            found.append(replace(source, shape=shape, dtype=first.tensor.dtype))
    return found


def element_of(vm: Interpreter, dataset: Value) -> Value:
    """One element of a data set, whatever its index. What goes wrong in it is no fact: nobody knows what there is to read."""
    if not isinstance(dataset, Instance) or ITERABLE in dataset.cls.mro:
        return dataset if isinstance(dataset, Unknown) else vm.unknown("an element of a data set")
    taken = vm.branch(lambda: vm.getitem(dataset, fresh("?", least=0)))
    if taken.raised:
        return vm.unknown("an element of a data set")
    vm.adopt(taken)
    return taken.result


def with_origin(vm: Interpreter, value: Value, dataset: Instance) -> Value:
    """An element that says which data set it is from, where it does not yet: the tensors of pictures, rows and sequences, not those of numbers."""
    name = dataset.cls.name
    place = dataset.site.location if dataset.site is not None else vm.here()

    def change(one: Value) -> Value:
        if not isinstance(one, TensorValue) or not one.tensor.shape or origin_of(one.tensor) is not None:
            return one
        source = Input("data", one.tensor.shape, name, one.tensor.dtype, None, place)
        return TensorValue(one.cls, replace(one.tensor, sources=(source,)), one.known)

    return mapped(value, change)


def note_label(vm: Interpreter, number: Size, labels: Labels) -> None:
    """A number that stands for the class of an element of a data set."""
    vm.state.setdefault(LABELS, {})[number] = labels


def label_of(vm: Interpreter, value: Value) -> Labels | None:
    """What a number is a label of, if it is one and nothing has been done with it."""
    known: dict[Size, Labels] = vm.state.get(LABELS, {})
    return known.get(value) if isinstance(value, Dim) else None


def rows(vm: Interpreter, self: Instance) -> list[Size]:
    """How many elements the batches have, and the last one if that is certainly another number.

    A number where none is shorter than the others, else a symbol that stands for them.
    """
    size = plain(self.attrs["batch_size"])
    if not isinstance(size, int) or size <= 0 or not self.attrs["_whole"]:
        return [symbol("N")]
    leaves_out = vm.truth(self.attrs["drop_last"])
    if leaves_out is not False:
        return [size if leaves_out else symbol("N")]
    with vm.trying():
        try:
            total = vm.length(self.attrs["dataset"])
        except Raised:
            total = None
    if not isinstance(total, int) or total <= 0:
        return [symbol("N")]
    if total <= size or total % size == 0:
        return [min(total, size)]
    return [symbol("N"), total % size]


def collated_batch(vm: Interpreter, value: Value, count: Size) -> Value:
    """Elements stacked as `default_collate` does it: nested as one of them is."""
    value = plain(value)
    if isinstance(value, TensorValue):
        shape = value.tensor.shape
        return make(replace(value.tensor, shape=None if shape is None else (count, *shape), field=None))
    kind = {bool: "bool", int: "int64", Dim: "int64", float: "float64"}.get(type(value))
    if kind is not None:
        return make(Tensor((count,), kind, labels=label_of(vm, value)))
    if type(value) in (list, tuple):
        return [one.why if isinstance(one, Rest) else collated_batch(vm, one, count) for one in value]
    if type(value) is dict:
        return {key: collated_batch(vm, one, count) for key, one in value.items()}
    return value if isinstance(value, Unknown) else vm.unknown("a batch of data")
