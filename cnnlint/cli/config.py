"""`cnnlint config`: its options."""

from __future__ import annotations

import click


@click.command(short_help="Show the settings in force.")
@click.argument("paths", nargs=-1, metavar="[PATHS]...")
@click.option("--config", "config_file", metavar="FILE", help="Use this configuration file instead of the nearest.")
@click.option("--isolated", is_flag=True, help="Use no configuration file.")
@click.option("--schema", is_flag=True, help="Print the JSON Schema of configuration files instead.")
def config(paths: tuple[str, ...], config_file: str | None, isolated: bool, schema: bool) -> int:
    """Show the settings in force for files and folders (default: the current folder), and where each is from."""
    from cnnlint.cli.configuring import print_schema, print_settings

    return print_schema() if schema else print_settings(paths, config_file, isolated)
