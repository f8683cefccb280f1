"""What solving for the input's size costs in a check of torchvision's models: `python tests/benchmarks/solving.py [FOLDER]`."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parents[2])]  # the tests, and the project

from cnnlint.analysis import analyze_source  # noqa: E402
from cnnlint.frameworks.keras import models as keras_models  # noqa: E402
from cnnlint.frameworks.torch import models as torch_models  # noqa: E402
from libraries.builders import VERSION  # noqa: E402
from libraries.sources import source_of  # noqa: E402

MOST = 0.1  # of the time of a check


class Watch:
    """Counts the calls of a function, and the processor time that they take."""

    def __init__(self, run: Callable[..., Any]) -> None:
        self.run = run
        self.calls = 0
        self.seconds = 0.0

    def __call__(self, *args: Any) -> Any:
        began = time.process_time()
        try:
            return self.run(*args)
        finally:
            self.calls += 1
            self.seconds += time.process_time() - began


def main() -> None:
    """Print the seconds of the analysis, and those in the solver."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else source_of("torchvision", VERSION) / "models"
    watch = Watch(torch_models.settled)
    torch_models.settled = keras_models.settled = watch  # type: ignore[assignment]
    solved = models = 0
    began = time.process_time()
    for path in sorted(folder.rglob("*.py")):
        found = analyze_source(path.read_text(encoding="utf-8"), str(path))
        models += len(found.models)
        solved += sum(bool(model.contract.fits) for model in found.models)
    total = time.process_time() - began
    print(f"{models} models, of {solved} the sizes are bound; {watch.calls} times solved")
    print(
        f"{total:.1f} s of processor time, {watch.seconds:.2f} s of it in the solver: {watch.seconds / total:.1%}, at most {MOST:.0%}"
    )


if __name__ == "__main__":
    main()
