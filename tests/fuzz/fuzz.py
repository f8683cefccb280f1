"""Damaged programs through a whole check: `python tests/fuzz/fuzz.py [COUNT [FIRST]]`.

Nothing may be raised, no program may be held for long, and what is called no Python must be none. Each number is one program, so that one that
goes wrong can be looked at again: `python tests/fuzz/fuzz.py 1 NUMBER` prints it.
"""

from __future__ import annotations

import os
import sys
import time
import traceback
import warnings
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

os.environ["CNNLINT_STRICT"] = "1"
ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from cnnlint.checking.session import Checker, Job  # noqa: E402
from cnnlint.checking.setting_out import checker_of  # noqa: E402
from cnnlint.config import Settings  # noqa: E402
from cnnlint.source import SourceFile  # noqa: E402
from cnnlint.source.reading import decoded  # noqa: E402
from fuzz.damage import damaged  # noqa: E402

LONGEST = 4_000  # bytes of a program that is damaged
STEPS = 60_000
HELD = 20.0  # seconds of processor time


def programs() -> list[bytes]:
    """Real programs, of both frameworks, right and wrong."""
    paths = sorted([*(ROOT / "tests" / "corpus").glob("*/*/*.py"), *(ROOT / "docs" / "examples").glob("*.py")])
    return [text for path in paths if len(text := path.read_bytes()) <= LONGEST]


def checker() -> Checker:
    """A checker with a small budget and every rule."""
    made = checker_of(Settings(persona="pedantic"), True)
    made.options = replace(made.options, steps=STEPS, seconds=10.0)
    return made


def problem_of(data: bytes, check: Checker, told: Counter[str]) -> str | None:
    """What is wrong with how a program is checked, None if nothing is."""
    source = decoded(Path("net.py"), data)
    if not isinstance(source, SourceFile):
        told["not text"] += 1
        return None
    started = time.process_time()
    try:
        file = check.check(Job("net.py", source.text, is_file=False))
    except Exception:
        return traceback.format_exc()
    held = time.process_time() - started
    told.update({one.rule for one in file.diagnostics} or {"no finding"})
    if held > HELD:
        return f"it took {held:.0f} s"
    if "syntax-error" in file.faults and _is_python(data):
        return f"it is Python: {[one.message for one in file.diagnostics]}"
    return None


def _is_python(data: bytes) -> bool:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            compile(data, "net.py", "exec", dont_inherit=True)
        except (SyntaxError, ValueError, MemoryError, RecursionError, OverflowError):
            return False
    return True


def run(count: int, first: int = 0) -> tuple[list[tuple[int, str]], Counter[str]]:
    """The numbers of programs that go wrong, with what does; and how often each rule finds something."""
    texts, check = programs(), checker()
    told: Counter[str] = Counter()
    numbers = range(first, first + count)
    found = [(number, problem) for number in numbers if (problem := problem_of(damaged(texts, number), check, told))]
    return found, told


def main(arguments: Sequence[str]) -> int:
    """Check so many programs from a number on."""
    count, first = (int(arguments[0]) if arguments else 20_000), (int(arguments[1]) if len(arguments) > 1 else 0)
    if count == 1:
        sys.stdout.buffer.write(damaged(programs(), first) + b"\n")
    wrong, told = 0, Counter[str]()
    for start in range(first, first + count, 500):
        found, more = run(min(500, first + count - start), start)
        told.update(more)
        wrong += len(found)
        for number, problem in found:
            print(f"--- {number}\n{problem}", flush=True)
        print(f"{min(start + 500 - first, count):,} programs, {wrong} go wrong", file=sys.stderr, flush=True)
    print(f"{count:,} programs, {wrong} go wrong; findings: {dict(told.most_common())}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
