"""`cnnlint show`: analyse a target and print its models."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from dataclasses import replace

import click

from cnnlint.analysis import TargetError, analyze_paths, analyze_source, analyze_target
from cnnlint.analysis.result import FileAnalysis, Options
from cnnlint.checking.surroundings import STDIN, check_exists, options_of, settings_for
from cnnlint.cli.output import CLEAN, FINDINGS, CannotRun, emit, style_of
from cnnlint.cli.reading import inputs_of, read_stdin
from cnnlint.config import NamedShape, Settings, did_you_mean
from cnnlint.report import columns, markdown, picture, show_json, table
from cnnlint.report.text import printable

_FORMATS = {"table": table.render, "json": show_json.render, "markdown": markdown.render, "svg": picture.render}


def run(
    target: str,
    inputs: tuple[NamedShape, ...],
    mode: str | None,
    python: str | None,
    config_file: str | None,
    isolated: bool,
    output_format: str,
    depth: int | None,
    columns: tuple[str, ...] | None,
    width: int | None,
    edits: bool,
    model_name: str | None,
    stdin_filename: str | None,
) -> int:
    """Print the models of a target. Raises CannotRun where there is none."""
    names = _columns(columns)
    check_exists(target)
    settings = settings_for(
        [stdin_filename or target], Settings(input=inputs_of(inputs), mode=mode, python=python), config_file, isolated
    )
    analyses = _analyse(target, options_of(settings), stdin_filename)
    _warn(analyses)
    if not any(analysis.models for analysis in analyses):
        if any(analysis.facts for analysis in analyses):
            return FINDINGS
        raise CannotRun(f"no model found in {target}")
    if model_name is not None:
        analyses = _only(analyses, model_name)
    emit(_FORMATS[output_format](analyses, style_of(sys.stdout, width), names, depth, edits=edits), sys.stdout)
    return CLEAN


def _columns(chosen: tuple[str, ...] | None) -> tuple[str, ...]:
    for name in chosen or ():
        if name not in columns.COLUMNS:
            near = did_you_mean(name, columns.COLUMNS)
            raise CannotRun(f"there is no column {name}{near or '; there are ' + ', '.join(columns.COLUMNS)}")
    return chosen or columns.DEFAULT


def _analyse(target: str, options: Options, stdin_filename: str | None) -> list[FileAnalysis]:
    try:
        if target == STDIN:
            return [analyze_source(read_stdin(), stdin_filename or "<stdin>", options)]
        if os.path.isdir(target):
            return list(analyze_paths([target], options))
        return [analyze_target(target, options)]
    except TargetError as error:
        raise CannotRun(str(error)) from None


def _warn(analyses: Sequence[FileAnalysis]) -> None:
    """Say on standard error what no table says: facts outside of any model, and what was not understood there."""
    told: set[str] = set()
    for analysis in analyses:
        for fact, owner in zip(analysis.facts, analysis.fact_models, strict=False):
            line = f"{printable(fact.at.path)}:{fact.at.line}:{fact.at.column}: {printable(fact.statement)}"
            if owner is None and line not in told:
                told.add(line)
                click.echo(line, err=True)
        for entry in analysis.unresolved:
            click.echo(f"{printable(entry.path)}:{entry.line}: not understood: {printable(entry.reason)}", err=True)


def _only(analyses: Sequence[FileAnalysis], name: str) -> list[FileAnalysis]:
    kept = [replace(a, models=tuple(model for model in a.models if model.name == name)) for a in analyses]
    if not any(analysis.models for analysis in kept):
        names = sorted({model.name for analysis in analyses for model in analysis.models})
        raise CannotRun(f"there is no model {name}{did_you_mean(name, names)}; there are: {', '.join(names)}")
    return kept
