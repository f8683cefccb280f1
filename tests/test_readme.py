"""What the documentation prints is what cnnlint prints. `CNNLINT_UPDATE_DOCS=1 pytest tests/test_readme.py` writes it anew."""

from __future__ import annotations

import json
import os
import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import click
import pytest

from cnnlint.cli.main import cli
from cnnlint.config import files, read
from cnnlint.config.keys import KEYS
from cnnlint.config.schema import json_schema
from cnnlint.report import rule_json_schema, rule_schema
from cnnlint.rule_engine import read_rule, shipped_rules
from cnnlint.rule_engine.keys import RULE
from support.command import Cnnlint

ROOT = Path(__file__).parents[1]
PAGES = sorted(path for path in (*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")) if "tests" not in path.parts)
CONSOLE = re.compile(r"(?<=^```console\n).*?(?=^```$)", re.MULTILINE | re.DOTALL)
SECONDS = re.compile(r"\d+\.\d s\)|time=\"\d+\.\d+\"| \d+\.\d s,|\d+ of \d+ rules in force")


def blocks(language: str) -> Iterator[tuple[str, str]]:
    """The code blocks of a language in all pages, with the page's name."""
    for page in PAGES:
        for found in re.finditer(rf"^```{language}\n(.*?)^```$", page.read_text(), re.MULTILINE | re.DOTALL):
            yield page.name, found[1]


def printed(commands: list[str], cnnlint: Cnnlint) -> str:
    """Commands with what they print, as a terminal shows them."""
    pieces = []
    for command in commands:
        name, *arguments = shlex.split(command)
        assert name == "cnnlint"
        ended = cnnlint(*arguments)
        pieces.append(f"$ {command}\n{ended.out}{ended.err}".rstrip() + "\n")
    return "\n".join(pieces)


@pytest.mark.parametrize(
    "page", [page for page in PAGES if CONSOLE.search(page.read_text())], ids=lambda page: page.name
)
def test_every_console_example_prints_what_stands_there(
    page: Path, cnnlint: Cnnlint, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    text = page.read_text()

    def rerun(block: re.Match[str]) -> str:
        commands = [line[2:] for line in block[0].splitlines() if line.startswith("$ ")]
        new = printed(commands, cnnlint)
        return block[0] if SECONDS.sub("", new) == SECONDS.sub("", block[0]) else new

    fresh = CONSOLE.sub(rerun, text)
    if os.environ.get("CNNLINT_UPDATE_DOCS"):
        page.write_text(fresh)
    assert fresh == text


def test_the_readme_begins_with_the_digit_example() -> None:
    first = CONSOLE.search((ROOT / "README.md").read_text())
    assert first is not None
    assert first[0].startswith("$ cnnlint check docs/examples/digits.py\ndocs/examples/digits.py:8:11: warning CNN201 ")


def test_the_readme_has_two_set_up_commands() -> None:
    first, second = (block for page, block in blocks("bash") if page == "README.md")
    assert first.count("\n") == second.count("\n") == 1
    assert ".venv/bin/cnnlint check" in first
    assert second.endswith("&& .venv/bin/pytest\n")


def test_configurations_in_the_documentation_are_read(tmp_path: Path) -> None:
    found = list(blocks("toml"))
    assert found
    for number, (_, text) in enumerate(found):
        (tmp_path / str(number)).mkdir()
        path = tmp_path / str(number) / "pyproject.toml"
        path.write_text(text)
        read.settings(files.read(path))


def test_the_documentation_names_every_setting() -> None:
    page = (ROOT / "docs" / "configuration.md").read_text()
    missing = [key for key in KEYS if f"| `{key}` |" not in page]
    assert not missing, missing


def test_the_page_about_rules_names_every_key() -> None:
    page = (ROOT / "docs" / "rules.md").read_text()
    missing = [key for key in RULE if not re.search(rf"^\| .*`{key}`.* \|", page, re.MULTILINE)]
    assert not missing, missing


def test_rules_in_the_documentation_are_valid() -> None:
    found = [text for _, text in blocks("yaml") if text.startswith("id:")]
    assert found
    for text in found:
        rule, errors = read_rule(text, "docs", shipped_rules().rules)
        assert errors == ()
        assert rule is not None


@pytest.mark.parametrize(("name", "report"), [("rule-schema.md", rule_schema), ("rule.schema.json", rule_json_schema)])
def test_what_rules_may_say_is_freshly_written(name: str, report: ModuleType) -> None:
    page = ROOT / "docs" / name
    fresh = "\n".join(report.render()).rstrip("\n") + "\n"
    if os.environ.get("CNNLINT_UPDATE_DOCS"):
        page.write_text(fresh)
    assert page.read_text() == fresh


def test_the_schema_of_configuration_files_is_freshly_written() -> None:
    page = ROOT / "docs" / "config.schema.json"
    fresh = json.dumps(json_schema(), indent=2) + "\n"
    if os.environ.get("CNNLINT_UPDATE_DOCS"):
        page.write_text(fresh)
    assert page.read_text() == fresh


@pytest.mark.parametrize("command", ["check", "show"])
def test_every_option_is_documented_and_exists(command: str) -> None:
    page = (ROOT / "docs" / f"{command}.md").read_text()
    options = {
        name
        for parameter in cli.commands[command].params
        if isinstance(parameter, click.Option)
        for name in (*parameter.opts, *parameter.secondary_opts)
        if name.startswith("--")
    }
    section = page.split("## JSON")[0]
    documented = set(re.findall(r"--[a-z][a-z-]*", section)) - {"--help"}
    assert options - documented == set()
    assert documented - options == set()


def test_links_lead_somewhere() -> None:
    broken = []
    for page in PAGES:
        text = re.sub(r"^```.*?^```$", "", page.read_text(), flags=re.MULTILINE | re.DOTALL)
        for target in re.findall(r"\]\(([^)#\s]+)", text):
            if "://" not in target and not (page.parent / target).exists():
                broken.append(f"{page.name}: {target}")
    assert broken == []
