"""Option types and options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])


class ShapeType(click.ParamType[tuple[str, tuple[int | str, ...]]]):
    """An input size: `1,3,224,224`, `N,3,H,W`, `name=…`."""

    name = "shape"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, tuple[int | str, ...]]:
        """The name and the sizes."""
        from cnnlint.config.inputs import parse_input

        try:
            return parse_input(value)
        except ValueError as error:
            self.fail(str(error), param, ctx)


class ListType(click.ParamType[tuple[str, ...]]):
    """Words with commas between them."""

    name = "list"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, ...]:
        """The words."""
        return tuple(word for word in map(str.strip, value.split(",")) if word)


def joined(values: tuple[tuple[str, ...], ...]) -> tuple[str, ...] | None:
    """The words of an option that may be repeated; None if it is not given."""
    return tuple(word for group in values for word in group) if values else None


def analysis_options(function: F) -> F:
    """`--input`, `--mode`, `--config`, `--isolated`: what every command that reads models takes."""
    decorators = (
        click.option("--input", "inputs", type=ShapeType(), multiple=True, metavar="SHAPE",
                     help="The input's size: 1,3,224,224 or N,3,H,W; name=… where there are several. Repeatable."),
        click.option("--mode", type=click.Choice(["eval", "train"]), help="Read the model as at inference (default) or in training."),
        click.option("--config", "config_file", metavar="FILE", help="Use this configuration file instead of the nearest."),
        click.option("--isolated", is_flag=True, help="Use no configuration file."),
    )  # fmt: skip
    for decorate in reversed(decorators):
        function = decorate(function)
    return function
