"""How long reading all recorded torchvision builders takes in one process: `python tests/benchmarks/torchvision_builders.py`.

Building and running the same models on the meta device took 30 s on a comparable machine.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parents[2])]  # the tests, and the project

from cnnlint.analysis.project import ProjectLoader  # noqa: E402
from libraries.builders import VERSION, analysed, differences, truths  # noqa: E402
from libraries.sources import source_of  # noqa: E402

AT_RUN_TIME = 30.0  # seconds


def main() -> None:
    """Print the seconds and how many builders are as recorded."""
    folder, loader = source_of("torchvision", VERSION), ProjectLoader()
    wall, cpu, layers, equal = time.perf_counter(), time.process_time(), 0, 0
    for name in truths():
        found = analysed(folder, name, loader)
        layers += sum(len(model.layers) for model in found.models)
        equal += not differences(found, name)
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    print(f"{equal} of {len(truths())} builders as recorded, {layers:,} calls")
    print(f"{wall:.1f} s, {cpu:.1f} s of processor time; at run time on the meta device: {AT_RUN_TIME:.0f} s")


if __name__ == "__main__":
    main()
