"""`torch.utils.data`: datasets are the program's own; what a loader gives is known of datasets of tensors only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnnlint.frameworks.common.tensors import TensorValue
from cnnlint.frameworks.torch.library import torch
from cnnlint.frameworks.torch.tensor import make
from cnnlint.graph import Tensor
from cnnlint.interpreter.attributes import store
from cnnlint.interpreter.operators import plain
from cnnlint.interpreter.outcome import NotKnown
from cnnlint.interpreter.values import Instance, IteratorValue, Rest, Value
from cnnlint.symbolic import Dim, Size, fresh, minimum

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter

DATASET = torch.new_class("torch.utils.data.Dataset")
ITERABLE = torch.new_class("torch.utils.data.IterableDataset", DATASET)
TENSORS = torch.new_class("torch.utils.data.TensorDataset", DATASET)
SUBSET = torch.new_class("torch.utils.data.Subset", DATASET)
LOADER = torch.new_class("torch.utils.data.DataLoader")
SAMPLER = torch.new_class("torch.utils.data.Sampler")
for _name in ("dataset.Dataset", "dataset.TensorDataset", "dataset.Subset", "dataloader.DataLoader"):
    torch.add(f"torch.utils.data.{_name}", torch.values[f"torch.utils.data.{_name.rpartition('.')[2]}"])
for _name in ("ConcatDataset", "ChainDataset", "StackDataset"):
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


for _name in ("ConcatDataset", "ChainDataset", "StackDataset", "Subset"):

    @torch.method(torch.values[f"torch.utils.data.{_name}"], "__getitem__")
    def element(vm: Interpreter, self: Instance, index: Value) -> Value:
        return vm.unknown("an element of a dataset")

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
    vm: Interpreter, self: Instance, dataset: Value, batch_size: Value = 1, *args: Value, **options: Value
) -> Value:
    store(vm, self, "dataset", dataset)
    store(vm, self, "batch_size", batch_size)
    store(vm, self, "collate_fn", options.get("collate_fn"))
    named = {**dict(zip(("shuffle", "sampler", "batch_sampler", "num_workers"), args, strict=False)), **options}
    store(vm, self, "sampler", named.get("sampler", vm.unknown("a sampler")))
    store(vm, self, "batch_sampler", named.get("batch_sampler", vm.unknown("a sampler")))
    plainly = named.get("sampler") is None and named.get("batch_sampler") is None and len(args) < 5
    store(vm, self, "_keeps_all", plainly and named.get("drop_last", False) is False)
    return None


@torch.method(LOADER, "__len__")
def count_of_batches(vm: Interpreter, self: Instance) -> Value:
    return vm.unknown("the number of batches")


@torch.method(LOADER, "__iter__")
def batches(vm: Interpreter, self: Instance) -> Value:
    """One batch that stands for all, and the last one if it is shorter, if the dataset is one of tensors.

    Of others nothing is known of any, nor how many there are.
    """
    found = batch(self)
    if found is None:
        return IteratorValue([Rest(vm.unknown("a batch of data"))])
    last = short_batch(self)
    return IteratorValue([found] if last is None else [found, last])


def short_batch(self: Instance) -> list[Value] | None:
    """The last batch, where it certainly is shorter than the others and not left out."""
    size, tensors = plain(self.attrs["batch_size"]), self.attrs["dataset"].attrs["tensors"]
    counts = [value.tensor.shape[0] for value in tensors]
    sure = self.attrs["_keeps_all"] is True and isinstance(size, int) and size > 0
    if not sure or len(set(counts)) != 1 or not isinstance(counts[0], int):
        return None
    rest = counts[0] % size
    return [first_of(value.tensor, rest) for value in tensors] if 0 < rest < counts[0] else None


def batch(self: Instance) -> list[Value] | None:
    """The first batch of a dataset of tensors, None for any other."""
    dataset = self.attrs["dataset"]
    known = isinstance(dataset, Instance) and TENSORS in dataset.cls.mro and self.attrs["collate_fn"] is None
    if not known:
        return None
    size = plain(self.attrs["batch_size"])
    tensors = dataset.attrs["tensors"]
    if not all(isinstance(value, TensorValue) and value.tensor.shape for value in tensors):
        return None
    count: Size = size if isinstance(size, int) else fresh("N", least=1)
    return [first_of(value.tensor, count) for value in tensors]


def first_of(x: Tensor, count: Size) -> Value:
    """As many of a tensor's rows as a batch has."""
    shape = x.shape or (count,)
    return make(Tensor((minimum(count, shape[0]), *shape[1:]), x.dtype))
