"""Readers of option values, and options that several commands share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])


def shapes(context: click.Context, option: click.Parameter, values: Sequence[str]) -> tuple[object, ...]:
    """Callback of `--input`: `1,3,224,224`, `N,3,H,W` or `name=…`, to names and sizes."""
    from cnnlint.config.inputs import parse_input

    try:
        return tuple(map(parse_input, values))
    except ValueError as error:
        raise click.BadParameter(str(error), context, option) from None


def words(
    context: click.Context, option: click.Parameter, values: Sequence[str] | str | None
) -> tuple[str, ...] | None:
    """Callback of options that take words with commas between them, and may be repeated; None if not given."""
    given = (values,) if isinstance(values, str) else values or ()
    found = tuple(word for value in given for word in map(str.strip, value.split(",")) if word)
    return found if given else None


def analysis_options(function: F) -> F:
    """`--input`, `--mode`, `--python`, `--config`, `--isolated`: what every command that reads models takes."""
    decorators = (
        click.option("--input", "inputs", callback=shapes, multiple=True, metavar="SHAPE",
                     help="The input's size: 1,3,224,224 or N,3,H,W; name=… where there are several. Repeatable."),
        click.option("--mode", type=click.Choice(["eval", "train"]), help="Read the model as at inference (default) or in training."),
        click.option("--python", metavar="PATH", help="The environment whose packages the models use: its folder, or its python."),
        click.option("--config", "config_file", metavar="FILE", help="Use this configuration file instead of the nearest."),
        click.option("--isolated", is_flag=True, help="Use no configuration file."),
    )  # fmt: skip
    for decorate in reversed(decorators):
        function = decorate(function)
    return function


def rule_options(function: F) -> F:
    """`--select` and its like: which rules are in force, how grave they are, and what they are told."""
    decorators = (
        click.option("--select", callback=words, multiple=True, metavar="RULES",
                     help="Only these rules: codes, prefixes (CNN2), names, categories, with commas between them."),
        click.option("--extend-select", callback=words, multiple=True, metavar="RULES", help="These rules too."),
        click.option("--ignore", callback=words, multiple=True, metavar="RULES", help="Not these rules."),
        click.option("--per-file-ignores", callback=pairs, multiple=True, metavar="PATTERN=RULES", help="Not these rules in these files."),
        click.option("--severity", callback=pairs, multiple=True, metavar="RULE=LEVEL", help="How grave a rule's findings are."),
        click.option("--param", "params", callback=pairs, multiple=True, metavar="RULE.NAME=VALUE", help="A parameter of a rule."),
        click.option("--rules", "rule_paths", multiple=True, metavar="PATH", help="Further rule files or folders. Repeatable."),
        click.option("--persona", type=click.Choice(["regular", "pedantic"]),
                     help="pedantic: report smells too, not only what to block a merge for (default: regular)."),
    )  # fmt: skip
    for decorate in reversed(decorators):
        function = decorate(function)
    return function


def file_options(function: F) -> F:
    """`--exclude` and its like: which files below folders are checked."""
    decorators = (
        click.option("--exclude", multiple=True, metavar="PATTERN", help="Leave out files and folders. Repeatable."),
        click.option("--force-exclude/--no-force-exclude", default=None, help="Leave them out even where they are named."),
        click.option("--respect-gitignore/--no-respect-gitignore", default=None, help="Leave out what git ignores (default)."),
        click.option("--markdown/--no-markdown", default=None, help="Check the Python blocks of Markdown pages in folders too."),
    )  # fmt: skip
    for decorate in reversed(decorators):
        function = decorate(function)
    return function


def run_options(function: F) -> F:
    """`--no-cache` and its like: what a run may use."""
    decorators = (
        click.option("--cache/--no-cache", default=None, help="Use results of earlier runs and keep those of this one (default)."),
        click.option("--cache-dir", metavar="FOLDER", help="Keep results there (default: .cnnlint_cache in the project's folder)."),
        click.option("--jobs", "-j", type=click.IntRange(min=0), metavar="N",
                     help="Spread files over N processes (default: as many as there are processors)."),
        click.option("--timeout", type=click.FloatRange(min=0, min_open=True), metavar="SECONDS",
                     help="Give up a file after this time (default: 300)."),
    )  # fmt: skip
    for decorate in reversed(decorators):
        function = decorate(function)
    return function


def pairs(context: click.Context, option: click.Parameter, values: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Callback of options that take `NAME=VALUE`."""
    found = []
    for value in values:
        name, equals, rest = value.partition("=")
        if not equals or not name or not rest:
            raise click.BadParameter(f"{value!r} is not {option.metavar}", context, option)
        found.append((name, rest))
    return tuple(found)
