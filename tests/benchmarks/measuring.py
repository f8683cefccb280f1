"""Running commands and measuring what they take."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds of processor time (of children too), seconds by the clock, and the most memory of one process in MB."""

    processor: float
    clock: float
    memory: float


def cost(command: Sequence[str], folder: Path | None = None) -> Cost:
    """What one run of a command takes; Python keeps compiled modules, as it does for an installed package."""
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    environment |= {"PYTHONPATH": str(ROOT)}
    started = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _, _, used = os.wait4(process.pid, 0)
    process.returncode = 0  # it has been waited for
    return Cost(used.ru_utime + used.ru_stime, time.perf_counter() - started, used.ru_maxrss / 1024)


def least(command: Sequence[str], folder: Path | None = None, times: int = 3) -> Cost:
    """The least of several runs, figure by figure."""
    costs = [cost(command, folder) for _ in range(times)]
    return Cost(min(c.processor for c in costs), min(c.clock for c in costs), min(c.memory for c in costs))


def cnnlint(*arguments: str) -> list[str]:
    """The command `cnnlint …`."""
    return [sys.executable, "-m", "cnnlint", *arguments]


def check(folder: Path, *options: str) -> list[str]:
    """The command that checks a folder in one process, without the cache."""
    return cnnlint("check", "--exit-zero", "--isolated", "--no-cache", "--jobs", "1", *options, str(folder))


def python(code: str, *arguments: str) -> list[str]:
    """The command that runs a line of Python."""
    return [sys.executable, "-c", code, *arguments]
