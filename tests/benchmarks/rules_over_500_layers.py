"""How long all rules take over a residual net of 500 layers: `python tests/benchmarks/rules_over_500_layers.py`."""

from __future__ import annotations

import sys
import time
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parents[2])]  # the tests, and the project

from cnnlint.rule_engine import evaluate, shipped_rules  # noqa: E402
from support.nets import residual  # noqa: E402

BLOCKS, MOST, TIMES = 71, 30.0, 5  # milliseconds


def main() -> None:
    """Print the layers, the rules and the best time of some."""
    rules, file = shipped_rules().rules, residual(BLOCKS).file()
    times = []
    for _ in range(TIMES):
        started = time.perf_counter()
        found = evaluate(rules, file)
        times.append(1000 * (time.perf_counter() - started))
    layers = len(file.models[0].layers)
    print(f"{len(rules)} rules over {layers} layers: {min(times):.1f} ms, {len(found)} findings; aim: {MOST:.0f} ms")


if __name__ == "__main__":
    main()
