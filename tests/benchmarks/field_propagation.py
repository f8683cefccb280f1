"""What share of `show` on the largest model of torchvision the fields take: `python tests/benchmarks/field_propagation.py [FOLDER] [NAME]`.

The model is shown with fields and without them, in turns, in one process; the best of some counts. Without them no tensor counts as read
from the input, so that none has a field to hand on.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parents[2])]  # the tests, and the project

from cnnlint.ops import fields  # noqa: E402
from cnnlint.report import table  # noqa: E402
from cnnlint.report.style import Style  # noqa: E402
from libraries.builders import VERSION, analysed, truths  # noqa: E402
from libraries.sources import source_of  # noqa: E402

MOST = 0.15  # of the time of `show`
TIMES = 5


@contextmanager
def without_fields() -> Iterator[None]:
    """No tensor is taken to come from the input of the model."""
    kept = fields.is_input, fields.reads_input
    fields.is_input = fields.reads_input = lambda x: False  # type: ignore[assignment]
    try:
        yield
    finally:
        fields.is_input, fields.reads_input = kept


def seconds(run: Callable[[], object]) -> float:
    """The processor time of a call."""
    began = time.process_time()
    run()
    return time.process_time() - began


def main() -> None:
    """Print the layers, both times and the share."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else source_of("torchvision", VERSION)
    name = sys.argv[2] if len(sys.argv) > 2 else max(truths(), key=lambda one: len(truths()[one]["calls"]))

    def show() -> list[str]:
        return list(table.render([analysed(folder, name)], Style()))

    rows, full, bare = len(show()), [], []
    for _ in range(TIMES):
        full.append(seconds(show))
        with without_fields():
            bare.append(seconds(show))
    share = 1 - min(bare) / min(full)
    print(f"{name}: {rows} lines, {len(truths()[name]['calls'])} calls of modules without parts")
    print(
        f"{min(full):.2f} s of processor time, without fields {min(bare):.2f} s: fields take {share:.1%}, at most {MOST:.0%}"
    )


if __name__ == "__main__":
    main()
