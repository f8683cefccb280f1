"""Measures what cnnlint takes, and writes docs/performance.md: `python tests/benchmarks/performance.py [--torchfix PYTHON] [--timm FOLDER]`.

`--torchfix` is the Python of an environment that holds torchfix, `--timm` the folder of timm's models, `--torchvision` that of torchvision's
(without it the wheel is fetched). What is not given is not measured. Figures are processor time and the least of several runs; read the ratios, all
of which are from one run of this script.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parents[2])]  # the tests, and the project

from benchmarks.chains import KERAS, TORCH, program, typical  # noqa: E402
from benchmarks.many_files import programs, tree  # noqa: E402
from benchmarks.measuring import ROOT, Cost, check, cnnlint, least, python  # noqa: E402
from libraries.builders import VERSION  # noqa: E402
from libraries.sources import source_of  # noqa: E402

PAGE = ROOT / "docs" / "performance.md"
PARSE = "import libcst, pathlib, sys; [libcst.parse_module(p.read_text(encoding='utf-8')) for p in pathlib.Path(sys.argv[1]).rglob('*.py')]"
LENGTHS = (250, 500, 1000, 2000)
NOT = "not measured"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table."""

    what: str
    goal: str
    measured: str = NOT
    ratio: str = ""


def seconds(value: float) -> str:
    """A time as people write it."""
    return f"{1000 * value:.0f} ms" if value < 1 else f"{value:.1f} s"


def times(one: float, other: float) -> str:
    """How many times the other."""
    return f"{one / other:.2f} ×"


def starting() -> Iterator[Row]:
    """Commands that read no file."""
    for words in (("--help",), ("--version",), ("explain", "CNN201")):
        found = least(cnnlint(*words))
        yield Row(f"`cnnlint {' '.join(words)}`", "< 120 ms, without libcst", seconds(found.processor))


def one_file(folder: Path) -> Iterator[Row]:
    """A file of 150 lines."""
    (folder / "net.py").write_text(typical(), encoding="utf-8")
    torch, cold = least(python("import torch")), least(check(folder))
    yield Row("`check` of one file of 150 lines, cold", "< 400 ms", seconds(cold.processor))
    ratio = times(cold.processor, torch.processor)
    yield Row("the same beside `python -c 'import torch'`", "less", seconds(torch.processor), ratio)
    yield Row("the same, cached", "< 150 ms", seconds(cached(folder).processor))


def cached(folder: Path) -> Cost:
    """A check that finds its results in the cache."""
    command = [
        *cnnlint("check", "--exit-zero", "--isolated", "--jobs", "1", "--cache-dir", str(folder / "cache")),
        str(folder),
    ]
    least(command, times=1)
    return least(command)


def torchvision(models: Path, torchfix: str | None) -> Iterator[Row]:
    """The models of torchvision."""
    parsing, cold = least(python(PARSE, str(models))), least(check(models), times=1)
    bare = least(python("import libcst"))
    parse = parsing.processor - bare.processor
    count = len(list(models.rglob("*.py")))
    ratio = times(cold.processor, parse)
    yield Row(
        f"`check` of torchvision's models ({count} files), cold, one process",
        "≤ 3 × `libcst.parse_module` of the same files",
        f"{seconds(cold.processor)}; parsing {seconds(parse)}",
        ratio,
    )
    if torchfix is None:
        yield Row("the same beside `torchfix`", "≥ 5 × faster")
    else:
        other = least([torchfix, "-m", "torchfix", "-j", "1", str(models)], times=1)
        yield Row(
            "the same beside `torchfix`",
            "≥ 5 × faster",
            seconds(other.processor),
            times(other.processor, cold.processor),
        )
    with tempfile.TemporaryDirectory() as place:
        command = cnnlint("check", "--exit-zero", "--isolated", "--jobs", "1", "--cache-dir", place, str(models))
        least(command, times=1)
        yield Row("the same, cached", "< 600 ms", seconds(least(command).processor))


def many(folder: Path) -> Iterator[Row]:
    """Processes side by side, and files that import no framework."""
    programs(folder / "programs")
    one, two = (least([*check(folder / "programs"), "--jobs", jobs], times=1) for jobs in ("1", "2"))
    yield Row(
        "200 files, one process against two, by the clock",
        "≥ 1.7 ×",
        f"{seconds(one.clock)} and {seconds(two.clock)}",
        times(one.clock, two.clock),
    )
    tree(folder / "tree")
    with_torch = folder / "torch"
    for path in (folder / "tree").rglob("module00.py"):
        place = with_torch / path.parent.name
        place.mkdir(parents=True)
        (place / path.name).write_bytes(path.read_bytes())
    all_, alone = least(check(folder / "tree"), times=1), least(check(with_torch), times=1)
    each = (all_.processor - alone.processor) / 9900
    yield Row(
        "10,000 files of which 100 import torch, beside these 100 alone",
        "the others are not parsed",
        f"{seconds(all_.processor)} and {seconds(alone.processor)}",
        f"{1000 * each:.2f} ms for each of the others",
    )


def memory(timm: Path | None) -> Iterator[Row]:
    """The most memory that one process takes."""
    measured = f"{least(check(timm), times=1).memory:.0f} MB" if timm is not None else NOT
    yield Row("memory, all of timm's models in one process", "< 600 MB", measured)


def growth(folder: Path) -> Iterator[tuple[str, list[float], float]]:
    """How the time of a chain grows with its layers: the seconds beyond those of a chain of two, and the exponent that fits them best."""
    for name, text in (("`torch.nn.Sequential`", TORCH), ("Keras, functional", KERAS)):
        place = folder / f"chain{len(name)}"
        place.mkdir()
        found = []
        for layers in (2, *LENGTHS):
            (place / "net.py").write_text(program(text, layers), encoding="utf-8")
            found.append(least(check(place), times=2).processor)
        beyond = [max(one - found[0], 1e-3) for one in found[1:]]
        yield name, beyond, exponent(beyond)


def exponent(values: list[float]) -> float:
    """The slope of the logarithms by the logarithms of the lengths, by least squares."""
    import math
    from statistics import linear_regression

    return linear_regression([math.log(n) for n in LENGTHS], [math.log(value) for value in values]).slope


def page(rows: list[Row], chains: list[tuple[str, list[float], float]]) -> Iterator[str]:
    """The page, line by line."""
    yield "# Performance"
    yield ""
    yield "What cnnlint takes, against what was aimed at. Written by `python tests/benchmarks/performance.py`, which measures all of it in one run."
    yield f"Machine: two cores of a cloud server, Python {platform.python_version()}, load {os.getloadavg()[2]:.0f} while it ran. Times are processor"
    yield "time where nothing else is said, start-up of Python included. On a machine that is shared they are high, so the ratios say more, and two"
    yield "processes are no faster than one where other work has the second core."
    yield ""
    yield "| what | goal | measured | ratio |"
    yield "|---|---|---|---|"
    for row in rows:
        yield f"| {row.what} | {row.goal} | {row.measured} | {row.ratio} |"
    yield ""
    yield "Where a goal is missed: start-up is the import of libcst, of the tables and of some 200 small classes, and reading the rules. A cold run over"
    yield "torchvision interprets 134 models, their constructors and their forward passes, layer by layer; parsing is a twentieth of it. Each model is"
    yield "run once, or twice where the size of its input follows from its layers, and what is asked of sizes again is worked out once: what is left is"
    yield "the interpreter's own pace."
    yield ""
    yield "## Growth with the layers of a model"
    yield ""
    yield "Processor time of a check of a chain of convolutions and activations, less that of a chain of two layers. The last column is the exponent"
    yield "that fits best: 1 is linear."
    yield ""
    yield f"| chain | {' | '.join(f'{n:,} layers' for n in LENGTHS)} | exponent |"
    yield f"|---|{'---|' * len(LENGTHS)}---|"
    for name, values, slope in chains:
        yield f"| {name} | {' | '.join(map(seconds, values))} | {slope:.2f} |"


def main() -> None:
    """Measure, and write the page."""
    reader = argparse.ArgumentParser(description="Measure what cnnlint takes, and write docs/performance.md.")
    reader.add_argument("--torchvision", type=Path)
    reader.add_argument("--timm", type=Path)
    reader.add_argument("--torchfix")
    given = reader.parse_args()
    models = given.torchvision or source_of("torchvision", VERSION) / "models"
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name).resolve()
        for part in ("one", "many"):
            (folder / part).mkdir()
        rows: list[Row] = []
        parts = (
            starting(),
            one_file(folder / "one"),
            torchvision(models, given.torchfix),
            many(folder / "many"),
            memory(given.timm),
        )
        for part in parts:
            for row in part:
                rows.append(row)
                print(row.what, "|", row.goal, "|", row.measured, "|", row.ratio, flush=True)
        chains = list(growth(folder))
    PAGE.write_text("\n".join(page(rows, chains)) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
