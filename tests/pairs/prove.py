"""Run the real frameworks over the collection: do broken programs fail, do the others run, and do the proposed edits mend?

    python tests/pairs/prove.py [torch|keras] [--only part-of-a-name] [--json]

A broken program that is marked `# Silent: …` may run. Where cnnlint proposes edits, they are made, and the program must then run; where it
does not, a broken program says `# Words: …`. Each program runs in this process as if it were the main one, with what it prints kept back.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib
import io
import json
import os
import random
import re
import sys
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parents[2])]
os.environ.setdefault("KERAS_BACKEND", "torch")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "")

from pairs.collection import FRAMEWORKS, Program, findings, mended, mends, programs  # noqa: E402


@dataclass
class Verdict:
    """What a program does, and what it does once it is mended ("" where it runs, None where nothing is proposed).

    `said` are the messages that cnnlint says the framework would print.
    """

    program: Program
    ended: str
    said: tuple[str, ...] = ()
    mend: str = ""
    mended: str | None = None
    problems: list[str] = field(default_factory=list)


def main() -> int:
    """Print what was seen; 1 if something is not as it should be."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("framework", nargs="?", choices=FRAMEWORKS)
    parser.add_argument("--only", default="", help="programs with this in their name")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    frameworks = [given.framework] if given.framework else list(FRAMEWORKS)
    verdicts = []
    for framework in frameworks:
        prepare(framework)
        chosen = [program for program in programs(framework) if given.only in program.path.stem]
        verdicts += [judged(program) for program in chosen]
    print(json.dumps(summary(verdicts)) if given.json else "\n".join(told(verdicts)))
    return 1 if any(verdict.problems for verdict in verdicts) else 0


def prepare(framework: str) -> None:
    """What programs find around them: nothing is downloaded (`surroundings_torch.py`, `surroundings_keras.py` beside this, if there is one)."""
    if (Path(__file__).parent / f"surroundings_{framework}.py").exists():
        importlib.import_module(f"pairs.surroundings_{framework}").prepare()


def judged(program: Program) -> Verdict:
    """Run a program, and the mended one where it is broken."""
    verdict = Verdict(program, ended(program.text, program))
    if program.role != "broken":
        if verdict.ended:
            verdict.problems.append("does not run")
        return verdict
    if bool(verdict.ended) == ("silent" in program.header):
        verdict.problems.append("is marked as silent and raises" if verdict.ended else "runs")
    verdict.said = said(program)
    if verdict.said and verdict.ended and not any(is_part(text, verdict.ended) for text in verdict.said):
        verdict.problems.append(f"is told that it says {verdict.said[0]!r}")
    fixes = mends(program)
    verdict.mend = "; ".join(fix.description for fix in fixes)
    if not fixes:
        if "words" not in program.header:
            verdict.problems.append("no edit is proposed")
        return verdict
    text = mended(program.text, fixes)
    verdict.mended = ended(text, program)
    if verdict.mended:
        verdict.problems.append("does not run once it is mended")
    left = {found.rule for found in findings(text, program.path)} & {code for _, code in program.marks}
    if left:
        verdict.problems.append(f"{', '.join(sorted(left))} is found once it is mended")
    return verdict


def said(program: Program) -> tuple[str, ...]:
    """What the findings say that the framework would print."""
    wanted = {code for _, code in program.marks}
    lines = [line for found in program.diagnostics if found.rule in wanted for line in found.help]
    return tuple(line.partition(" would say: ")[2] for line in lines if " would say: " in line)


def is_part(text: str, message: str) -> bool:
    """Whether a message holds a text, whatever number stands there for a symbol."""
    unnamed = re.sub(r" with name '[^']*'", "", " ".join(message.split()))  # new versions of Keras say it
    pattern = re.sub(r"\b[A-Z]\b", r"\\d+", re.escape(text))
    return text in unnamed or re.search(pattern, unnamed) is not None


def ended(text: str, program: Program) -> str:
    """The exception that a program ends with, as Python prints it; empty if it runs."""
    module = ModuleType("__main__")
    module.__file__ = str(program.path)
    before = sys.modules["__main__"]
    sys.modules["__main__"] = module
    seed()
    try:
        with (
            contextlib.redirect_stdout(io.StringIO()),
            contextlib.redirect_stderr(io.StringIO()),
            warnings.catch_warnings(),
        ):
            warnings.simplefilter("ignore")
            exec(compile(text, str(program.path), "exec"), module.__dict__)  # noqa: S102 - the tests' own programs
    except (Exception, SystemExit) as error:
        return f"{type(error).__name__}: {error}"
    finally:
        sys.modules["__main__"] = before
        if "keras" in sys.modules:
            sys.modules["keras"].utils.clear_session()
    return ""


def seed() -> None:
    """Nothing here hangs on chance."""
    random.seed(0)
    for name, call in (("numpy", "random.seed"), ("torch", "manual_seed")):
        module: Any = sys.modules.get(name)
        for part in call.split(".") if module is not None else ():
            module = getattr(module, part)
        if module is not None:
            module(0)


def summary(verdicts: list[Verdict]) -> dict[str, object]:
    """The figures."""
    broken = [verdict for verdict in verdicts if verdict.program.role == "broken"]
    return {
        "programs": len(verdicts),
        "broken": len(broken),
        "silent": sum("silent" in verdict.program.header for verdict in broken),
        "worded": sum(bool(verdict.said) for verdict in broken),
        "mended": sum(verdict.mended == "" for verdict in broken),
        "problems": [f"{verdict.program.path.name} {problem}" for verdict in verdicts for problem in verdict.problems],
    }


def told(verdicts: list[Verdict]) -> Iterator[str]:
    """A paragraph for each broken program, a line for what is wrong, the figures."""
    for verdict in verdicts:
        if verdict.program.role == "broken":
            yield f"{verdict.program.framework}/{verdict.program.path.stem}: {(verdict.ended or 'runs').splitlines()[0]}"
            then = {None: "", "": "; then it runs"}.get(verdict.mended, f"; then {verdict.mended}")
            yield f"    {verdict.mend or 'in words'}{then}"
        yield from (f"    !! {verdict.program.path.name} {problem}" for problem in verdict.problems)
    figures = summary(verdicts)
    yield ", ".join(f"{figures[name]} {name}" for name in ("programs", "broken", "silent", "worded", "mended"))


if __name__ == "__main__":
    raise SystemExit(main())
