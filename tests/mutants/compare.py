"""What cnnlint says of the recorded mutants, beside what the framework did with them.

    python tests/mutants/compare.py tests/mutants/torchvision.json.gz FOLDER

prints a table, and each mutant on which they differ. FOLDER holds the library's source in the version that was recorded; for
`keras_programs.json.gz` it is tests/corpus/keras.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent))
sys.path.insert(0, str(Path(__file__).parent.parent.parent))

from cnnlint.analysis import FileAnalysis, Options, TargetError, analyze_target
from cnnlint.analysis.project import ProjectLoader
from cnnlint.interpreter.outcome import Fact
from cnnlint.source.location import Location
from mutants.mutate import Mutation

CLASSES = ("caught", "caught elsewhere", "missed", "false alarm", "agree", "not known", "differs")
TRAINING = re.compile(r"\.(fit|evaluate|predict)\(")
WRONG = ("caught elsewhere", "missed", "false alarm", "differs")


@dataclass(frozen=True)
class Verdict:
    """The class of a mutant, and cnnlint's part in it as text."""

    kind: str
    said: str


class Workshop:
    """A copy of a library's source in which one file at a time is changed."""

    def __init__(self, source: Path, folder: Path, package: str) -> None:
        self.folder = folder
        shutil.copytree(source / package, folder / package, ignore=only_python)
        self.loader = ProjectLoader()

    @contextmanager
    def changed(self, mutation: Mutation) -> Iterator[None]:
        """While this lasts, the mutant stands in the file's place."""
        path = self.folder / mutation.file
        text = path.read_text()
        try:
            path.write_text(mutation.applied(text))
            self.loader.parsed.pop(str(path), None)
            yield
        finally:
            path.write_text(text)
            self.loader.parsed.pop(str(path), None)

    def verdict(self, record: dict[str, Any]) -> Verdict:
        """What cnnlint says of a recorded mutant."""
        mutation, subject = Mutation(**record["mutation"]), record["subject"]
        shape = tuple("N" if size is None else size for size in subject["input"])
        options = Options(inputs=(("", shape),) if shape else ())
        with self.changed(mutation):
            try:
                found = analyze_target(f"{self.folder / subject['file']}::{subject['target']}", options, self.loader)
            except TargetError as error:
                return verdict_without(record["truth"], f"no model: {error}")
            facts = tuple(fact for fact in found.facts if fact.kind != "over-budget" and not is_training(fact))
        return judged(replace(found, facts=facts), mutation, record["truth"], self.folder)


def is_training(fact: Fact) -> bool:
    """True for a fact about a call that the records put a stand-in for: programs of the corpus are not trained."""
    lines = Path(fact.at.path).read_text().splitlines()[fact.at.line - 1 : fact.at.end_line]
    return bool(TRAINING.search("\n".join(lines)))


def only_python(folder: str, names: list[str]) -> list[str]:
    """The names in a folder that are not copied."""
    return [
        name for name in names if not (name.endswith(".py") or (Path(folder) / name).is_dir()) or name == "__pycache__"
    ]


def verdict_without(truth: dict[str, Any], said: str) -> Verdict:
    """Where cnnlint found neither a model nor a fact."""
    return Verdict("missed" if "error" in truth else "not known", said)


def judged(found: FileAnalysis, mutation: Mutation, truth: dict[str, Any], root: Path) -> Verdict:
    """The class of a mutant that cnnlint has looked at."""
    facts = found.facts
    said = "; ".join(f"{short(fact.at, root)}: {fact.kind}: {fact.words}" for fact in facts)
    if "error" in truth:
        if not facts:
            model = found.models[0] if found.models else None
            reasons = [
                f"{u.path}:{u.line} {u.reason}" for u in (*found.unresolved, *(model.unresolved if model else ()))
            ]
            return Verdict("missed", "; ".join(reasons[:3]).replace(f"{root}/", ""))
        wanted = {(mutation.file, mutation.line), tuple(truth["at"])}
        right = any(stands_at(place, wanted, root) for fact in facts for place in places(fact))
        right = right or not truth["at"][0]  # a run of ours failed, in no line of the program
        return Verdict("caught" if right else "caught elsewhere", said)
    if facts:
        return Verdict("false alarm", said)
    return compared(found, truth)


def compared(found: FileAnalysis, truth: dict[str, Any]) -> Verdict:
    """The class of a mutant that runs and that nothing is said against."""
    if len(found.models) != 1:
        return Verdict("not known", "no model")
    model = found.models[0]
    outputs = [list(tensor.shape) if tensor.shape is not None else None for tensor in model.outputs]
    known = [
        [None if not isinstance(size, int) else size for size in shape] if shape is not None else None
        for shape in outputs
    ]
    said = f"output {outputs}, {model.parameters} parameters"
    if not known or None in known or not isinstance(model.parameters, int) or model.unresolved:
        return Verdict("not known", said)
    return Verdict("agree" if known == flat(truth["out"]) and model.parameters == truth["params"] else "differs", said)


def flat(out: Any) -> list[Any]:
    """Recorded shapes as a list of shapes."""
    if out is None:
        return []
    if isinstance(out, dict):
        out = list(out.values())
    return (
        [out]
        if out and all(size is None or isinstance(size, int) for size in out)
        else [s for item in out for s in flat(item)]
    )


def places(fact: Fact) -> list[Location]:
    """Every place that a fact names."""
    return [fact.at, *([fact.defined] if fact.defined is not None else []), *(where for where, _ in fact.related)]


def stands_at(place: Location, wanted: set[tuple[str, int]], root: Path) -> bool:
    """True if one of the wanted lines is among those of a place."""
    path = Path(place.path)
    file = str(path.relative_to(root)) if path.is_relative_to(root) else place.path
    return any(file == name and place.line <= line <= place.end_line for name, line in wanted)


def short(place: Location, root: Path) -> str:
    """A place for people."""
    return f"{place.path}:{place.line}".replace(f"{root}/", "")


def load(path: Path) -> list[dict[str, Any]]:
    """The records of a file."""
    records: list[dict[str, Any]] = json.loads(gzip.decompress(path.read_bytes()))
    return records


def describe(record: dict[str, Any], verdict: Verdict) -> str:
    """A mutant on which cnnlint and the framework differ."""
    mutation, truth = Mutation(**record["mutation"]), record["truth"]
    change = f"{' '.join(mutation.old.split())!r} → {' '.join(mutation.new.split())!r}"
    place = "{}:{}".format(*truth["at"]) if "error" in truth else ""
    result = (
        f"{truth['error']} at {place}: {truth['message']}"
        if "error" in truth
        else f"gives {truth['out']}, {truth['params']} parameters"
    )
    return (
        f"{verdict.kind}: {record['subject']['target']} {mutation.file}:{mutation.line} in {mutation.function}: {mutation.kind} {change}\n"
        f"    framework: {result}\n    cnnlint:   {verdict.said or 'nothing'}"
    )


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("records", type=Path)
    parser.add_argument("source", type=Path)
    parser.add_argument("--show", default=",".join(WRONG), help="the classes whose mutants are printed")
    parser.add_argument("--only", default="", help="a text that the description must hold")
    given = parser.parse_args()
    records = load(given.records)
    table: dict[str, Counter[str]] = {}
    with tempfile.TemporaryDirectory() as folder:
        workshop = Workshop(given.source, Path(folder), records[0]["subject"]["file"].partition("/")[0])
        for record in records:
            if given.only and given.only not in json.dumps(record):
                continue
            verdict = workshop.verdict(record)
            table.setdefault(record["mutation"]["kind"], Counter())[verdict.kind] += 1
            if verdict.kind in given.show.split(","):
                print(describe(record, verdict), flush=True)
    print(f"\n{'':10}" + "".join(f"{kind:>18}" for kind in CLASSES))
    for name, counts in [*table.items(), ("all", sum(table.values(), Counter()))]:
        print(f"{name:10}" + "".join(f"{counts[kind]:18}" for kind in CLASSES))


if __name__ == "__main__":
    main()
