"""How often each rule fires on published models: `python tests/rules/rates.py` writes docs/rules/rates.md. It takes some minutes.

Read are the classification builders of torchvision, all models of keras.applications, a sample of timm's, and the working programs among
the tests; the packages' sources are fetched once and never imported. Rules of every status and persona are evaluated.
"""

from __future__ import annotations

import datetime
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parents[2])]  # the tests, and the project

from cnnlint import __version__  # noqa: E402
from cnnlint.analysis import FileAnalysis, Options, analyze_source, analyze_target  # noqa: E402
from cnnlint.analysis.project import ProjectLoader  # noqa: E402
from cnnlint.rule_engine import evaluate, shipped_rules  # noqa: E402
from libraries import builders, test_keras_applications  # noqa: E402
from libraries.sources import source_of  # noqa: E402

HERE = Path(__file__).parent
PAGE = HERE.parents[1] / "docs" / "rules" / "rates.md"
TIMM, EVERY = "1.0.31", 8  # the version, and how many of its names there are to one that is read
SMALLEST = 160  # pixels, of the sizes that stand in names
GROUPS = ("torchvision", "keras.applications", "timm", "programs")

# What a look at the warnings of the default set has come to, by rule and where the models are from.
VERDICTS: dict[tuple[str, str], str] = {
    ("CNN201", "programs"): "a short working program of the tests",
}

Read = Iterator[tuple[str, str, FileAnalysis]]


def torchvision() -> Read:
    """Each builder, called as it was for the record."""
    folder, loader = source_of("torchvision", builders.VERSION), ProjectLoader()
    for name in builders.truths():
        yield "torchvision", name, builders.analysed(folder, name, loader)


def keras_applications() -> Read:
    """Each model, built without weights."""
    folder, loader = source_of("keras", test_keras_applications.VERSION), ProjectLoader()
    for name, truth in test_keras_applications.TRUTHS.items():
        path = folder.joinpath(*truth["module"].split(".")).with_suffix(".py")
        yield "keras.applications", name, analyze_target(f"{path}::{name}(weights=None)", loader=loader)


def timm() -> Read:
    """A sample of the names that the tests know, made by `create_model` and fed the size that the name says, else 224 pixels."""
    folder, loader = source_of("timm", TIMM), ProjectLoader()
    names = (HERE.parent / "backbones" / "timm_models.txt").read_text(encoding="utf-8").split()
    with tempfile.TemporaryDirectory() as place:
        (Path(place) / "timm").symlink_to(folder / "timm")
        program = Path(place) / "program.py"
        for name in names[::EVERY]:
            size = next(
                (part for part in reversed(name.split("_")) if part.isdecimal() and int(part) >= SMALLEST), "224"
            )
            call = f"model = timm.create_model('{name}')\nmodel(torch.zeros(1, 3, {size}, {size}))\n"
            program.write_text(f"import timm\nimport torch\n\n{call}", encoding="utf-8")
            yield "timm", name, analyze_target(f"{program}::model", Options(), loader)


def programs() -> Read:
    """The working programs among the tests."""
    for path in sorted((HERE.parent / "corpus").glob("*/ok/*.py")):
        yield "programs", path.stem, analyze_source(path.read_text(encoding="utf-8"), str(path))


def main() -> None:
    """Write the page."""
    rules = shipped_rules().rules
    read: Counter[str] = Counter()
    fired: dict[str, Counter[str]] = defaultdict(Counter)
    warnings: dict[tuple[str, str, str], str] = {}
    for source in (torchvision, keras_applications, timm, programs):
        for group, name, found in source():
            read[group] += bool(found.models)
            told = {one.rule: one for one in evaluate(rules, found)}
            for code, one in told.items():
                fired[code][group] += 1
                warnings[code, group, name] = one.message
            print(group, name, *told, flush=True)
    default = [rule for rule in rules if rule.status == "stable" and rule.persona == "regular"]
    lines = [
        "# How often each rule fires",
        "",
        *_head(read),
        "",
        *_table(rules, fired),
        "",
        *_verdicts(default, warnings),
    ]
    PAGE.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _head(read: Counter[str]) -> Iterator[str]:
    yield f"Written by `python tests/rules/rates.py` on {datetime.date.today()} with cnnlint {__version__}. Models that were read:"
    yield ""
    yield f"- torchvision {builders.VERSION}, classification builders: {read['torchvision']}"
    yield f"- keras.applications of Keras {test_keras_applications.VERSION}: {read['keras.applications']}"
    yield f"- timm {TIMM}, a sample: {read['timm']}"
    yield f"- working programs of the tests: {read['programs']}"


def _table(rules: tuple, fired: dict[str, Counter[str]]) -> Iterator[str]:
    yield f"| rule | severity | status | for | {' | '.join(GROUPS)} |"
    yield f"|{'---|' * (4 + len(GROUPS))}"
    for rule in rules:
        counts = " | ".join(str(fired[rule.id][group] or "") for group in GROUPS)
        yield f"| [{rule.id}]({rule.id}.md) {rule.name} | {rule.severity} | {rule.status} | {rule.persona} | {counts} |"


def _verdicts(default: list, warnings: dict[tuple[str, str, str], str]) -> Iterator[str]:
    yield "## Warnings of the default set, one by one"
    yield ""
    grave = {rule.id for rule in default if rule.severity != "info"}
    rows = [key for key in warnings if key[0] in grave]
    for code, group, name in sorted(rows):
        verdict = VERDICTS.get((code, group), "not yet looked at")
        yield f"- {code}, {group}, `{name}`: {warnings[code, group, name].rstrip('.')}. *{verdict}*"
    if not rows:
        yield "None fires."


if __name__ == "__main__":
    main()
