"""Many files: 200 programs with one process and with two, from the cache, and a tree of 10,000 files of which 100 import torch.

    python tests/benchmarks/many_files.py [FOLDER…]

prints seconds by the clock and of processor time, children included; each figure is the least of three. FOLDERs are measured as well, cold and
cached. The ratio of one process to two says something only where two processors are free: the load of the machine is printed with it.
"""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
PROGRAMS = sorted((ROOT / "tests" / "corpus").glob("*/ok/*.py"))
FILES = 200
TREE = 10_000
TIMES = 3


def seconds(folder: Path, *options: str, times: int = TIMES) -> tuple[float, float]:
    """Seconds by the clock and of processor time of one check, the least of several."""
    found = []
    for _ in range(times):
        before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
        command = [
            sys.executable,
            "-m",
            "cnnlint",
            "check",
            "--exit-zero",
            "--quiet",
            "--output-format",
            "concise",
            *options,
            str(folder),
        ]
        subprocess.run(
            command, check=True, stdout=subprocess.DEVNULL, cwd=folder, env={**os.environ, "PYTHONPATH": str(ROOT)}
        )
        wall, after = time.perf_counter() - started, resource.getrusage(resource.RUSAGE_CHILDREN)
        found.append((wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime))
    return min(wall for wall, _ in found), min(processor for _, processor in found)


def programs(folder: Path) -> None:
    """A folder of 200 programs, each in a package of its own, as they stand in a monorepo."""
    for number in range(FILES):
        place = folder / f"team{number % 20:02}" / f"model{number:03}"
        place.mkdir(parents=True)
        shutil.copy(PROGRAMS[number % len(PROGRAMS)], place / "net.py")


def tree(folder: Path) -> None:
    """A folder of 10,000 files, of which every hundredth imports torch."""
    text = (ROOT / "docs" / "examples" / "lenet.py").read_text()
    plain = "import os\n\n\n" + "".join(
        f"def function_{n}(value):\n    return os.path.join(value, {n})\n\n\n" for n in range(20)
    )
    for number in range(TREE):
        place = folder / f"package{number // 100:03}"
        place.mkdir(parents=True, exist_ok=True)
        (place / f"module{number % 100:02}.py").write_text(plain if number % 100 else text)


def rows(folders: list[Path]) -> Iterator[tuple[str, float, float]]:
    """What was measured: its name, seconds by the clock, seconds of processor time."""
    with tempfile.TemporaryDirectory() as name:
        place = Path(name).resolve()
        programs(place / "programs")
        tree(place / "tree")
        for folder, what in (
            (place / "programs", f"{FILES} programs"),
            (place / "tree", f"{TREE:,} files, 100 with torch"),
        ):
            one = seconds(folder, "--no-cache", "--jobs", "1")
            two = seconds(folder, "--no-cache", "--jobs", "2")
            yield f"{what}, one process", *one
            yield f"{what}, two processes", *two
            yield f"{what}, ratio", one[0] / two[0], one[1] / two[1]
            seconds(folder, "--cache-dir", str(place / "cache"), times=1)
            yield f"{what}, cached", *seconds(folder, "--cache-dir", str(place / "cache"))
        for folder in folders:
            cold = seconds(folder, "--cache-dir", str(place / folder.name), "--jobs", "1", times=1)
            yield f"{folder.name}, cold, one process, cache written", *cold
            yield f"{folder.name}, cached", *seconds(folder, "--cache-dir", str(place / folder.name))


if __name__ == "__main__":
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors\n")
    print(f"{'':50} {'clock':>8} {'processor':>10}")
    for what, wall, processor in rows([Path(name).resolve() for name in sys.argv[1:]]):
        print(f"{what:50} {wall:8.2f} {processor:10.2f}", flush=True)
    print(f"\nload {os.getloadavg()[0]:.1f}")
