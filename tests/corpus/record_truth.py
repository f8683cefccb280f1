"""Record what the real frameworks do with the programs of this corpus, or check that the records are still true.

    python tests/corpus/record_truth.py                 record everything
    python tests/corpus/record_truth.py torch/ok/lenet  record what matches a part of the path
    python tests/corpus/record_truth.py --check         record again, compare, change nothing; exit 1 on a difference

`<framework>/specs.json` says what is recorded: `{"ok/lenet.py": {"target": "LeNet()", "inputs": [[1, 3, 32, 32]], …}}`;
the record is written beside the program, as `ok/lenet.json`. The truth itself comes from `record(path, spec) -> dict`
of `record_<framework>.py`. The programs are executed here: this is for their authors and for continuous integration,
never part of cnnlint.
"""

from __future__ import annotations

import argparse
import difflib
import importlib
import json
import sys
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import Any

CORPUS = Path(__file__).resolve().parent
FRAMEWORKS = ("torch", "keras")


def main() -> int:
    """Record, or compare with --check; 1 if anything differs, could not be recorded, or has no spec."""
    parser = argparse.ArgumentParser(description="Record what the real frameworks do with the corpus.")
    parser.add_argument("parts", nargs="*", help="only programs whose path contains one of these")
    parser.add_argument("--check", action="store_true", help="compare with what is recorded, write nothing")
    options = parser.parse_args()
    failed = 0
    for program, framework, spec in specified(options.parts):
        recorder = importlib.import_module(f"record_{framework}")
        try:
            truth = recorder.record(program, spec)
        except Exception:
            failed += 1
            print(f"{program.relative_to(CORPUS)}: not recorded\n{traceback.format_exc()}", file=sys.stderr)
            continue
        failed += settle(program.with_suffix(".json"), truth, options.check)
    strays = [] if options.parts else list(without_spec())
    for path in strays:
        print("no spec for", path.relative_to(CORPUS), file=sys.stderr)
    return int(failed > 0 or len(strays) > 0)


def settle(record: Path, truth: dict[str, Any], check: bool) -> bool:
    """Write the record if the truth has changed; under `check` show the difference, and say whether there is one."""
    old = json.loads(record.read_text(encoding="utf-8")) if record.exists() else {}
    if old == json.loads(json.dumps(truth)):
        return False
    name = record.relative_to(CORPUS).as_posix()
    if check:
        before, now = render(old).splitlines(True), render(truth).splitlines(True)
        sys.stdout.writelines(difflib.unified_diff(before, now, name, f"{name} (now)"))
        return True
    record.write_text(render(truth), encoding="utf-8")
    print("recorded", name)
    return False


def specified(parts: list[str]) -> Iterator[tuple[Path, str, dict[str, Any]]]:
    """Program, framework and spec of everything in the specs that matches one of `parts`."""
    for framework in FRAMEWORKS:
        for name, spec in read_specs(framework).items():
            if not parts or any(part in f"{framework}/{name}" for part in parts):
                yield CORPUS / framework / name, framework, spec


def read_specs(framework: str) -> dict[str, dict[str, Any]]:
    """The specs of one framework, empty where it has none."""
    path = CORPUS / framework / "specs.json"
    specs: dict[str, dict[str, Any]] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    return specs


def without_spec() -> Iterator[Path]:
    """Single programs, folders of programs, and records that no spec names."""
    for framework in FRAMEWORKS:
        programs = [CORPUS / framework / name for name in read_specs(framework)]
        known = {path for program in programs for path in (program, program.with_suffix(".json"), *program.parents)}
        for path in sorted((CORPUS / framework).glob("*/*")):
            if path not in known and path.name != "__pycache__":
                yield path


def render(truth: dict[str, Any]) -> str:
    """JSON with a line for each key and for each member of a list of objects: a change shows as what changed."""
    lines = []
    for key, value in truth.items():
        text = json.dumps(value, ensure_ascii=False)
        if isinstance(value, list) and value and isinstance(value[0], dict):
            members = ",\n".join("    " + json.dumps(member, ensure_ascii=False) for member in value)
            text = f"[\n{members}\n  ]"
        lines.append(f"  {json.dumps(key)}: {text}")
    return "{\n" + ",\n".join(lines) + "\n}\n"


if __name__ == "__main__":
    raise SystemExit(main())
