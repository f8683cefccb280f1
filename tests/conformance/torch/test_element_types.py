"""Element types as PyTorch promotes and changes them: what rests on a type must be certain of it. None, where it is not known, is right too."""

from __future__ import annotations

import pytest

pytest.importorskip("torch")

import torch

from conformance.torch.running import Here

SETUP = """
import numpy as np
import torch
from torch import nn
import torch.nn.functional as F

i = torch.ones(2, 3, dtype=torch.int64)
s = torch.ones(2, 3, dtype=torch.int32)
u = torch.ones(2, 3, dtype=torch.uint8)
b = torch.ones(2, 3, dtype=torch.bool)
f = torch.ones(2, 3)
d = torch.ones(2, 3, dtype=torch.float64)
h = torch.ones(2, 3, dtype=torch.float16)
n = torch.tensor(3)
z = torch.tensor(2.5)
a = np.ones((2, 3))
w = np.ones((2, 3), dtype=np.int64)
"""
OPERATORS = ("+", "-", "*", "/", "//", "%", "**", "==", "<")
BINARY = [f"{x} {o} {y}" for x in "isufdh" for o in OPERATORS for y in ("i", "f", "d", "n", "z", "2", "2.5", "True")]
REFLECTED = [f"{x} {o} {y}" for x in ("2", "2.5") for o in OPERATORS for y in "isfd"]
UNARY = [
    f"{name}({x})"
    for x in "iufd"
    for name in (
        "torch.sqrt", "torch.exp", "torch.sin", "torch.sigmoid", "torch.tanh", "torch.log", "torch.abs", "torch.neg", "torch.sign", "torch.square",
        "torch.round", "torch.floor", "torch.ceil", "torch.relu", "torch.reciprocal", "torch.rsqrt", "torch.isnan", "torch.logical_not", "torch.erf",
        "torch.sum", "torch.mean", "torch.max", "torch.amax", "torch.prod", "torch.std", "torch.argmax", "torch.cumsum", "torch.any", "torch.numel",
        "torch.zeros_like", "torch.rand_like", "torch.nonzero", "torch.unique", "torch.sort", "torch.flatten", "torch.norm", "torch.clone",
    )
    if name != "torch.cumsum"
]  # fmt: skip
OTHERS = [
    "0.9 * F.one_hot(i[0], 4) + 0.025", "F.one_hot(i[0], 4)", "torch.cumsum(i, 0)", "torch.cumsum(b, 0)", "torch.cat([i, f])", "torch.cat([i, d])",
    "torch.stack([i, s])", "torch.where(b, i, f)", "torch.where(b, i, 0)", "torch.where(b, 1.0, i)", "torch.where(b, 1, 0)", "torch.clamp(i, 0, 1)",
    "torch.clamp(i, 0.5, 1.5)", "i.clamp(min=0.5)", "torch.add(i, 1.5)", "torch.mul(i, 0.5)", "torch.sub(i, 0.5)", "torch.div(i, 2)", "torch.pow(i, 0.5)",
    "torch.pow(i, 2)", "torch.div(i, 2, rounding_mode='floor')", "torch.true_divide(i, 2)", "torch.floor_divide(i, 2)", "torch.fmod(i, 2.5)",
    "torch.lerp(f, f, 0.5)", "torch.maximum(i, s)", "torch.minimum(f, d)", "i.sum(0) / i.size(0)", "(i == i).float()", "(i == s).sum()",
    "(i == s).sum() / 6", "i.float()", "i.double()", "f.long()", "f.int()", "f.half()", "f.bool()", "f.to(torch.int64)", "f.to('cpu')", "f.to(d)",
    "f.type(torch.LongTensor)", "f.type_as(i)", "i.new_zeros(3)", "i.new_tensor([1.5])", "f.new_ones(2)", "i.new_full((2,), 1.5)", "torch.arange(5)",
    "torch.arange(5.0)", "torch.arange(0, 1, 0.1)", "torch.linspace(0, 1, 5)", "torch.full((2,), 3)", "torch.full((2,), 3.0)", "torch.full_like(i, 2)",
    "torch.full((2,), True)", "torch.eye(3)", "torch.randint(5, (3,))", "torch.randperm(4)", "torch.rand(3)", "torch.randn_like(f)", "torch.empty(2)",
    "torch.bernoulli(f)", "torch.multinomial(f, 1)", "torch.tensor([1, 2])", "torch.tensor([1, 2.0])", "torch.tensor([True])", "torch.tensor([[1.0]])",
    "torch.tensor(np.ones(3))", "torch.tensor(w)", "torch.from_numpy(a)", "torch.from_numpy(w)", "torch.from_numpy(w / 2)", "torch.from_numpy(w * 0.5)",
    "torch.from_numpy(a.astype(np.float32))", "torch.from_numpy(a.astype('float32') / 255)", "torch.from_numpy(a > 0)", "torch.FloatTensor(a)",
    "torch.LongTensor([1])", "torch.Tensor(w)", "torch.Tensor([1, 2])", "torch.as_tensor(w)", "torch.as_tensor(a, dtype=torch.float32)", "torch.from_numpy(w.mean(0))",
    "torch.from_numpy(np.sqrt(w))", "torch.from_numpy(np.array([1, 2], dtype='int32'))", "torch.from_numpy(np.arange(4))", "torch.from_numpy(np.arange(4.0))",
    "torch.from_numpy(np.random.rand(2))", "torch.from_numpy(np.random.randint(0, 2, 3))", "torch.from_numpy(np.concatenate([w, a]))",
    "torch.from_numpy(np.zeros(3, dtype=np.float32))", "torch.from_numpy(np.float32(a))", "torch.from_numpy(w.sum(0))", "torch.from_numpy(np.eye(3)[w[0]])",
    "torch.from_numpy(np.stack([w, w]))", "torch.from_numpy(np.expand_dims(a, 0))", "torch.from_numpy(np.where(a > 0, 1, 0))", "torch.from_numpy(np.linspace(0, 1, 3))",
    "torch.from_numpy(np.argmax(a, 1))", "torch.from_numpy(a.reshape(3, 2).T)", "torch.from_numpy(a[:, 0])", "torch.from_numpy(np.zeros_like(w))",
    "torch.from_numpy(w.astype(float))", "torch.from_numpy(w.astype(int))", "torch.from_numpy(a.astype('f'))", "torch.from_numpy(np.log(w) + 1)",
    "torch.from_numpy(np.mean(w, axis=0))", "torch.from_numpy(np.clip(w, 0.5, 1.5))", "torch.from_numpy(w ** 0.5)", "torch.from_numpy(w // 2)",
    "torch.from_numpy(-a)", "torch.from_numpy((a > 0).astype(np.float32))", "torch.from_numpy(np.array([[1.0, 2.0]]))", "torch.from_numpy(np.array([[1, 2]]))",
    "f.numpy().sum()", "torch.from_numpy(f.numpy())", "torch.from_numpy(i.numpy() / 3)", "F.softmax(f, 1)", "F.softmax(d, 1)", "F.relu(i)", "nn.Embedding(4, 2)(i)",
    "f.argmax(1)", "f.max(1)[1]", "f.max(1)[0]", "f.topk(2)[1]", "f.sort()[1]", "f.gt(0)", "f.eq(f).sum()", "f.bool() & b", "i & 1", "~b", "i << 1",
    "i.cumsum(0)", "b.sum(1)", "torch.bincount(i[0])", "torch.histc(f)", "i[0].tolist()", "f[i[0] > 0]", "torch.outer(i[0], f[0])", "i.t() @ i", "torch.logical_and(b, i)",
    "torch.isin(i, s)", "torch.searchsorted(f[0], f[0])", "torch.meshgrid(torch.arange(2), torch.arange(3))[0]", "torch.tril(i)", "i.repeat(2, 1)", "i.expand(4, 2, 3)",
    "torch.sum(i, dtype=torch.float32)", "torch.ones(2, dtype=torch.long) * 1.0", "torch.zeros(2).bool() * 1.5", "b * 2", "b + b", "b * 1.5", "u * 1.5", "u + 1",
    "n * 0.5", "n + f", "z + i", "z * i", "z.item() * i", "torch.relu(n * -1.0)", "sum([i, f])", "i + (f > 0)", "max(n, z)", "torch.abs(i - 2.0)", "i.abs() - 1",
    "torch.einsum('ij,kj->ik', i, i)", "i.type(torch.float32)", "torch.dist(f, f)", "torch.tensor(0.5) * i", "torch.addcmul(f, f, f)", "i.masked_fill(b, 0.0)",
    "i.float().masked_fill(b, -1)", "torch.rsub(i, 2.5)", "i.mul(0.5)", "i.add(1)", "i.div(2)", "i.float().div_(2)", "torch.complex(f, f)", "f.var(0)", "i.median()",
]  # fmt: skip


@pytest.fixture(scope="module")
def here() -> Here:
    return Here()


@pytest.fixture(scope="module")
def real() -> dict[str, object]:
    scope: dict[str, object] = {}
    exec(SETUP, scope)  # noqa: S102 - our own program
    return scope


def of_torch(expression: str, scope: dict[str, object]) -> object:
    """The type of a result; None where PyTorch refuses."""
    try:
        found = eval(expression, dict(scope))  # noqa: S307 - our own program
    except Exception:
        return None
    return str(found.dtype).removeprefix("torch.") if isinstance(found, torch.Tensor) else None


@pytest.mark.parametrize("group", [BINARY, REFLECTED, UNARY, OTHERS], ids=["binary", "reflected", "unary", "others"])
def test_types_are_those_of_pytorch(group: list[str], here: Here, real: dict[str, object]) -> None:
    wrong = []
    for expression in group:
        expected = of_torch(expression, real)
        found = here.run(f"{SETUP}\ny = {expression}\n").result
        if expected is not None and isinstance(found, tuple) and found[1] not in (None, expected):
            wrong.append(f"{expression} is {expected}, and {found[1]} here")
    assert not wrong, f"{len(wrong)} of {len(group)}\n" + "\n".join(wrong[:60])
