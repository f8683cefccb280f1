"""`cnnlint rules`: its commands and their options."""

from __future__ import annotations

import click

_PATHS = click.option(
    "--rules", "rule_paths", multiple=True, metavar="PATH", help="Further rule files or folders. Repeatable."
)


_SUBJECTS = ("layer", "model", "edge", "chain", "loss", "metric", "part", "fact", "file")


@click.group()
def rules() -> None:
    """List, show and check rules."""


@rules.command("list")
@_PATHS
@click.option("--config", "config_file", metavar="FILE", help="Use this configuration file instead of the nearest.")
@click.option("--isolated", is_flag=True, help="Use no configuration file.")
@click.option(
    "--persona", type=click.Choice(["regular", "pedantic"]), help="Whose rules are in force (default: regular)."
)
def list_(rule_paths: tuple[str, ...], config_file: str | None, isolated: bool, persona: str | None) -> int:
    """List every rule, and which are off here."""
    from cnnlint.cli.rulebook import list_rules

    return list_rules(rule_paths, config_file, isolated, persona)


@rules.command()
@click.argument("rule")
@_PATHS
def show(rule: str, rule_paths: tuple[str, ...]) -> int:
    """Print the file of a rule: a start for one's own."""
    from cnnlint.cli.rulebook import show_rule

    return show_rule(rule, rule_paths)


@rules.command()
@click.argument("paths", nargs=-1, required=True)
def validate(paths: tuple[str, ...]) -> int:
    """Check rule files and folders: every key, condition and placeholder."""
    from cnnlint.cli.rulebook import validate_rules

    return validate_rules(paths)


@rules.command()
@click.argument("paths", nargs=-1)
def test(paths: tuple[str, ...]) -> int:
    """Run rules on their own examples, and on programs with marks.

    PATHS are rule files, programs and folders of both (default: the project's rules, else the shipped ones). A program says
    `# cnnlint-expect: CNN201` or `# cnnlint-ok: CNN201` in a line, `cnnlint-todo-expect` and `cnnlint-todo-ok` of what is known to be wrong.
    """
    from cnnlint.cli.rule_examples import run

    return run(paths)


@rules.command()
@click.argument("code")
@click.argument("name")
@click.option(
    "--for-each",
    "for_each",
    type=click.Choice(_SUBJECTS),
    default="layer",
    help="What it is evaluated for (default: layer).",
)
@click.option("--extends", metavar="RULE", help="A rule that it is but for other parameters, severity or words.")
@click.option("--folder", default=".", metavar="FOLDER", help="Where to write the file (default: here).")
def new(code: str, name: str, for_each: str, extends: str | None, folder: str) -> int:
    """Write a rule file to be filled in: CODE-NAME.yaml.

    CODE is capitals and three or four digits (OUR001), NAME lower case words with - between them.
    """
    from cnnlint.cli.rule_new import write

    return write(code, name, for_each, extends, folder)


@rules.command()
@click.option(
    "--format",
    "format_",
    type=click.Choice(["json", "markdown"]),
    default="json",
    help="json (default): the JSON Schema of rule files, for editors. markdown: what conditions may ask for.",
)
def schema(format_: str) -> int:
    """Print what rule files may hold, and what conditions may ask for."""
    from cnnlint.cli.rulebook import print_schema

    return print_schema(format_)
