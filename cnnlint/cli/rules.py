"""`cnnlint rules`: its commands and their options."""

from __future__ import annotations

import click

_PATHS = click.option(
    "--rules", "rule_paths", multiple=True, metavar="PATH", help="Further rule files or folders. Repeatable."
)


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
@click.argument("paths", nargs=-1, required=True)
def test(paths: tuple[str, ...]) -> int:
    """Run the rules of files and folders on their own examples."""
    from cnnlint.cli.rule_examples import run

    return run(paths)


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
