"""What a framework does with mutants of model source. Run by a Python that has the framework; needs nothing of cnnlint.

    python tests/mutants/record.py torchvision tests/mutants/torchvision.json.gz [--each 24] [--seed 1]
    python tests/mutants/record.py keras tests/mutants/keras.json.gz --each 5
    python tests/mutants/record.py keras_programs tests/mutants/keras_programs.json.gz --each 4

Recorded with torch 2.14.1 and torchvision 0.29.1, which want an environment of their own, and with keras 3.15.1 on torch 2.13.

One process imports the framework. For each mutant it forks a child, which imports the library's modules anew with one text changed,
builds the model and runs it.
"""

from __future__ import annotations

import argparse
import contextlib
import gzip
import importlib
import importlib.machinery
import io
import json
import os
import random
import signal
import sys
import traceback
import warnings
from collections.abc import Callable, Iterable
from dataclasses import asdict
from functools import partial
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent))

from mutants.libraries import LIBRARIES, Library, Subject, module_of
from mutants.mutate import Mutation, Reached, draw, mutations

SECONDS = 120


def in_child(work: Callable[[], dict[str, Any]]) -> dict[str, Any] | None:
    """What `work` gives in a forked process; None if it takes too long or ends the process."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        signal.alarm(SECONDS)
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            warnings.simplefilter("ignore")
            data = json.dumps(work()).encode()
        with os.fdopen(writing, "wb") as stream:
            stream.write(data)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as stream:
        data = stream.read()
    os.waitpid(child, 0)
    return json.loads(data) if data else None


def import_anew(library: Library, files: Iterable[str], changed: dict[str, str], root: Path) -> None:
    """Forget the modules of these files; when they are imported again, those in `changed` (path to text) are read from there."""
    compiled = importlib.machinery.SourceFileLoader.get_code

    def get_code(loader: importlib.machinery.SourceFileLoader, name: str) -> CodeType | None:
        path = Path(loader.path)
        text = changed.get(str(path.relative_to(root))) if path.is_relative_to(root) else None
        return compiled(loader, name) if text is None else compile(text, str(path), "exec")

    importlib.machinery.SourceFileLoader.get_code = get_code  # type: ignore[method-assign]
    stale = (*library.reloaded, *map(module_of, files))
    for name in list(sys.modules):
        if any(f"{name}.".startswith(f"{part}.") for part in stale):
            del sys.modules[name]
            package, _, member = name.rpartition(".")
            if package in sys.modules:
                vars(sys.modules[package]).pop(member, None)


def truth(library: Library, subject: Subject, mutation: Mutation, files: Iterable[str], root: Path) -> dict[str, Any]:
    """What happens with the mutant: its output shape and parameters, or the exception and the places that it came through.

    `files` are those that the unchanged subject reaches.
    """
    text = mutation.applied((root / mutation.file).read_text())
    try:
        import_anew(library, files, {mutation.file: text}, root)
        return library.run(subject)
    except Exception as error:
        frames = [
            [str(Path(frame.filename).relative_to(root)), frame.lineno]
            for frame in traceback.extract_tb(error.__traceback__)
            if Path(frame.filename).is_relative_to(root)
            and library.is_read(str(Path(frame.filename).relative_to(root)))
        ]
        return failure(error, frames, mutation.file)


def failure(error: Exception, frames: list[list[Any]], file: str) -> dict[str, Any]:
    """An exception, and the last place of its way through the mutated file, or, if it does not come through that, through any."""
    message = next(iter(str(error).strip().splitlines()), "")[:200]
    own = [frame for frame in frames if frame[0] == file] or frames or [["", 0]]
    return {"error": type(error).__name__, "message": message, "at": own[-1]}


def reached(library: Library, subject: Subject, root: Path) -> dict[str, Any]:
    """The lines of the library's files that the unchanged subject executes once they are imported: to build the model, and to run it."""
    lines: dict[str, tuple[set[int], set[int]]] = {}

    def trace(frame: FrameType, event: str, _: object) -> Any:
        if library.phase is None:
            return None
        path = Path(frame.f_code.co_filename)
        if not path.is_relative_to(root) or not library.is_read(str(path.relative_to(root))):
            return None
        phases = lines.setdefault(str(path.relative_to(root)), (set(), set()))
        phases[library.phase].add(frame.f_lineno)
        return trace

    sys.settrace(trace)
    try:
        library.run(subject)
    finally:
        sys.settrace(None)
    return {file: [sorted(part) for part in phases] for file, phases in lines.items()}


def record(library: Library, each: int, seed: int) -> list[dict[str, Any]]:
    """Mutants of all subjects of a library, each with what happens with it."""
    root, seen, records = library.root(), set(), []
    for subject in library.subjects:
        plain = in_child(partial(reached, library, subject, root))
        if plain is None:
            print(f"{subject.target}: does not run", file=sys.stderr)
            continue
        found = []
        for file, phases in plain.items():
            found += mutations(file, (root / file).read_text(), Reached(*map(frozenset, phases)))
        fresh = [mutation for mutation in found if mutation not in seen]
        for mutation in draw(fresh, each, random.Random(f"{seed} {subject.target}")):  # noqa: S311  (no secret)
            seen.add(mutation)
            known = in_child(partial(truth, library, subject, mutation, list(plain), root))
            if known is not None and "URL fetch" not in known.get("message", ""):  # the network is not the model's
                records.append({"subject": asdict(subject), "mutation": asdict(mutation), "truth": known})
        print(f"{subject.target}: {len(records)} in all", file=sys.stderr)
    return records


def main() -> None:
    """Write the records, one a line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("library", choices=sorted(LIBRARIES))
    parser.add_argument("file", type=Path)
    parser.add_argument("--each", type=int, default=25)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    library = LIBRARIES[given.library]
    library.load()
    records = record(library, given.each, given.seed)
    text = "[\n" + ",\n".join(json.dumps(record) for record in records) + "\n]\n"
    given.file.write_bytes(gzip.compress(text.encode(), mtime=0))


if __name__ == "__main__":
    main()
