"""How often each rule fires on published models: `python tests/rules/rates.py` writes docs/rules/rates.md. It takes about an hour of one core.

Read are the classification builders of torchvision, all models of keras.applications, all that timm can create, the vision examples of
keras-io if their folder is given, and the working programs among the tests; the packages' sources are fetched once and never imported.
Rules of every status and persona are evaluated. What is found is kept in a file, line by line, from which an interrupted run goes on.
"""

from __future__ import annotations

import argparse
import datetime
import json
import re
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from functools import partial
from pathlib import Path
from typing import Any, TypeAlias

sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parents[2])]  # the tests, and the project

from cnnlint import __version__  # noqa: E402
from cnnlint.analysis import FileAnalysis, Options, analyze_source, analyze_target  # noqa: E402
from cnnlint.analysis.project import ProjectLoader  # noqa: E402
from cnnlint.rule_engine import evaluate, shipped_rules  # noqa: E402
from libraries import builders, test_keras_applications  # noqa: E402
from libraries.sources import source_of  # noqa: E402

HERE = Path(__file__).parent
PAGE = HERE.parents[1] / "docs" / "rules" / "rates.md"
VERDICTS = HERE / "verdicts.json"
TIMM = "1.0.31"
TOGETHER = 40  # models of timm that one program makes: to import it costs more than to make one
UNBOUNDED = Options(steps=10**10, seconds=3600.0)
GROUPS = ("torchvision", "keras.applications", "timm", "keras-io", "programs")

Row: TypeAlias = dict[str, Any]
"""A model: its group and name, whether it was read, and for each rule that fired its message."""
Work: TypeAlias = tuple[str, Callable[[], list[Row]]]
"""A name, and what reads the models under it."""


def row(group: str, name: str, found: FileAnalysis) -> Row:
    """What fired on all that an analysis has found."""
    fired = {one.rule: one.message for one in evaluate(shipped_rules().rules, found)}
    return {"group": group, "name": name, "read": bool(found.models), "fired": fired}


def torchvision() -> list[Row]:
    """Each builder, called as it was for the record."""
    folder, loader = source_of("torchvision", builders.VERSION), ProjectLoader()
    return [row("torchvision", name, builders.analysed(folder, name, loader)) for name in builders.truths()]


def keras_applications() -> list[Row]:
    """Each model, built without weights."""
    folder, loader = source_of("keras", test_keras_applications.VERSION), ProjectLoader()
    paths = {
        name: folder.joinpath(*truth["module"].split(".")).with_suffix(".py")
        for name, truth in test_keras_applications.TRUTHS.items()
    }
    found = {name: analyze_target(f"{path}::{name}(weights=None)", loader=loader) for name, path in paths.items()}
    return [row("keras.applications", name, analysis) for name, analysis in found.items()]


def timm_names(folder: Path) -> list[str]:
    """All that its registry is given."""
    texts = (path.read_text(encoding="utf-8") for path in sorted(folder.glob("timm/models/*.py")))
    return [name for text in texts for name in re.findall(r"^@register_model\ndef (\w+)\(", text, re.MULTILINE)]


def timm(names: tuple[str, ...]) -> list[Row]:
    """Some models, made by `create_model` and fed the size that their configuration says."""
    folder = source_of("timm", TIMM)
    with tempfile.TemporaryDirectory() as place:
        (Path(place) / "timm").symlink_to(folder / "timm")
        program = Path(place) / "program.py"
        lines = [
            f"{name} = timm.create_model('{name}').eval()\n{name}(torch.zeros(1, *{name}.default_cfg['input_size']))\n"
            for name in names
        ]
        program.write_text("import timm\nimport torch\n\n" + "".join(lines), encoding="utf-8")
        found = analyze_target(str(program), UNBOUNDED)
    fired: dict[str, dict[str, str]] = defaultdict(dict)
    for one in evaluate(shipped_rules().rules, found):
        place_of = names[min((one.at.line - 4) // 2, len(names) - 1)] if one.model not in names else one.model
        fired[place_of][one.rule] = one.message
    read = {model.name for model in found.models if model.resolved[0]}
    return [{"group": "timm", "name": name, "read": name in read, "fired": fired[name]} for name in names]


def keras_io(path: Path) -> list[Row]:
    """One example."""
    return [row("keras-io", path.stem, analyze_target(str(path)))]


def programs() -> list[Row]:
    """The working programs among the tests."""
    paths = sorted((HERE.parent / "corpus").glob("*/ok/*.py"))
    return [row("programs", p.stem, analyze_source(p.read_text(encoding="utf-8"), str(p))) for p in paths]


def work(examples: Path | None) -> Iterator[Work]:
    """All that there is to read, in parts that can be read by themselves."""
    yield "torchvision", torchvision
    yield "keras.applications", keras_applications
    yield "programs", programs
    for path in sorted(examples.glob("*.py")) if examples else ():
        yield f"keras-io {path.stem}", partial(keras_io, path)
    names = timm_names(source_of("timm", TIMM))
    parts = -(-len(names) // TOGETHER)
    for start in range(parts):  # each a sample of all, for a run that is cut short
        yield f"timm {start}", partial(timm, tuple(names[start::parts]))


def read_all(parts: list[Work], kept: Path, jobs: int) -> dict[str, list[Row]]:
    """What every part gives; those that the file has already are not read again."""
    lines = kept.read_text(encoding="utf-8").splitlines() if kept.exists() else []
    known: dict[str, list[Row]] = dict(json.loads(line) for line in lines)
    with ProcessPoolExecutor(jobs) as pool, kept.open("a", encoding="utf-8") as file:
        waiting = {pool.submit(read): name for name, read in parts if name not in known}
        for done in as_completed(waiting):
            name = waiting[done]
            known[name] = done.result()
            file.write(json.dumps((name, known[name])) + "\n")
            file.flush()
            print(name, flush=True)
    return known


def main() -> None:
    """Write the page."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--kept", type=Path, default=Path(tempfile.gettempdir()) / "cnnlint-rates.jsonl")
    parser.add_argument("--page", action="store_true", help="write the page of what is kept already")
    parser.add_argument("--keras-io", type=Path, help="the folder examples/vision of a copy of keras-io")
    given = parser.parse_args()
    parts = [] if given.page else list(work(given.keras_io))
    found = read_all(parts, given.kept, given.jobs)
    rows = [one for part in found.values() for one in part]
    rules = shipped_rules().rules
    lines = ["# How often each rule fires", "", *_head(rows), "", *_table(rules, rows), "", *_verdicts(rules, rows)]
    PAGE.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _head(rows: list[Row]) -> Iterator[str]:
    read = Counter(one["group"] for one in rows if one["read"])
    all_ = Counter(one["group"] for one in rows)
    yield f"Written by `python tests/rules/rates.py` on {datetime.date.today()} with cnnlint {__version__}. Models that were read:"
    yield ""
    yield f"- torchvision {builders.VERSION}, classification builders: {read['torchvision']}"
    yield f"- keras.applications of Keras {test_keras_applications.VERSION}: {read['keras.applications']}"
    yield f"- timm {TIMM}, fed the size of their configuration: {read['timm']:,} of the {all_['timm']:,} that it can create"
    yield f"- vision examples of keras-io, as of January 2024: {read['keras-io']} of {all_['keras-io']} files have models that are read"
    yield f"- working programs of the tests: {read['programs']}"
    yield ""
    yield "Counted are the models (of keras-io the files) on which a rule fires, once each."


def _table(rules: tuple, rows: list[Row]) -> Iterator[str]:
    fired = Counter((code, one["group"]) for one in rows for code in one["fired"])
    yield f"| rule | severity | status | for | {' | '.join(GROUPS)} |"
    yield f"|{'---|' * (4 + len(GROUPS))}"
    for rule in rules:
        counts = " | ".join(str(fired[rule.id, group] or "") for group in GROUPS)
        yield f"| [{rule.id}]({rule.id}.md) {rule.name} | {rule.severity} | {rule.status} | {rule.persona} | {counts} |"


def _verdicts(rules: tuple, rows: list[Row]) -> Iterator[str]:
    """What a look at the errors and warnings of the default set has come to: by rule, group and name, or by rule and group."""
    yield "## Errors and warnings of the default set, one by one"
    yield ""
    told: dict[str, str] = json.loads(VERDICTS.read_text(encoding="utf-8"))
    default = {
        one.id for one in rules if one.status == "stable" and one.persona == "regular" and one.severity != "info"
    }
    found = sorted((code, one["group"], one["name"], text) for one in rows for code, text in one["fired"].items())
    grave = [entry for entry in found if entry[0] in default]
    for code, group, name, message in grave:
        verdict = told.get(f"{code} {group} {name}") or told.get(f"{code} {group}") or "not yet looked at"
        yield f"- {code}, {group}, `{name}`: {message.rstrip('.')}. *{verdict}*"
    if not grave:
        yield "None fires."


if __name__ == "__main__":
    main()
