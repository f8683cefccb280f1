"""What tensor operations mean, whatever the framework calls them: shape, field, cost, and what must hold.

Every op takes tensors (and otherwise keyword arguments) and gives an `Outcome`, or tensors where there are several. Sizes may be unknown
throughout: an anonymous size as a kernel, a stride or a number of features makes the sizes that hang on it unknown. An op raises
`Refused` only where it cannot work for any value of what is unknown; kinds and details are those of `cnnlint.graph.schema.FACTS`. A
tensor of unknown rank gives a tensor of unknown rank, or as much of its shape as the op fixes.
"""

from cnnlint.ops.adaptive import adaptive_pool, global_pool
from cnnlint.ops.attention import attention, check_heads, multi_head
from cnnlint.ops.broadcast import broadcast, broadcast_shape, broadcast_tensors, elementwise, expand, where
from cnnlint.ops.einsum import einsum, tensordot
from cnnlint.ops.embedding import embedding
from cnnlint.ops.gather import gather, grid_sample, masked_select, take, take_along
from cnnlint.ops.index import Item, index
from cnnlint.ops.join import chunk, concat, piece, split, stack, tensor_split, unbind
from cnnlint.ops.layout import Layout
from cnnlint.ops.linear import bilinear, dense, matmul, outer
from cnnlint.ops.norm import batch_norm, check_ranks, group_norm, instance_norm, layer_norm, local_response_norm
from cnnlint.ops.outcome import Outcome, Refused
from cnnlint.ops.padding import Padding
from cnnlint.ops.patches import fold, unfold, unfold_axis
from cnnlint.ops.recurrent import Recurrence, recurrent
from cnnlint.ops.reduce import cumulative, nonzero, reduce, softmax, sort, topk
from cnnlint.ops.repeat import flip, pad, repeat, repeat_interleave, roll, tile
from cnnlint.ops.reshape import flatten, move_axis, permute, reshape, squeeze, transpose, unflatten, unsqueeze
from cnnlint.ops.resize import center_crop, crop, pixel_shuffle, pixel_unshuffle, resize
from cnnlint.ops.shared import promoted
from cnnlint.ops.transposed import conv_transpose, max_unpool
from cnnlint.ops.window import conv, pool

__all__ = [
    "Item",
    "Layout",
    "Outcome",
    "Padding",
    "Recurrence",
    "Refused",
    "adaptive_pool",
    "attention",
    "batch_norm",
    "bilinear",
    "broadcast",
    "broadcast_shape",
    "broadcast_tensors",
    "center_crop",
    "check_heads",
    "check_ranks",
    "chunk",
    "concat",
    "conv",
    "conv_transpose",
    "crop",
    "cumulative",
    "dense",
    "einsum",
    "elementwise",
    "embedding",
    "expand",
    "flatten",
    "flip",
    "fold",
    "gather",
    "global_pool",
    "grid_sample",
    "group_norm",
    "index",
    "instance_norm",
    "layer_norm",
    "local_response_norm",
    "masked_select",
    "matmul",
    "max_unpool",
    "move_axis",
    "multi_head",
    "nonzero",
    "outer",
    "pad",
    "permute",
    "piece",
    "pixel_shuffle",
    "pixel_unshuffle",
    "pool",
    "promoted",
    "recurrent",
    "reduce",
    "repeat",
    "repeat_interleave",
    "reshape",
    "resize",
    "roll",
    "softmax",
    "sort",
    "split",
    "squeeze",
    "stack",
    "take",
    "take_along",
    "tensor_split",
    "tensordot",
    "tile",
    "topk",
    "transpose",
    "unbind",
    "unflatten",
    "unfold",
    "unfold_axis",
    "unsqueeze",
    "where",
]
