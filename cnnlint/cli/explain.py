"""`cnnlint explain`: its options."""

from __future__ import annotations

import click


@click.command(short_help="Say what a rule finds and why.")
@click.argument("rule")
@click.option("--rules", "rule_paths", multiple=True, metavar="PATH", help="Further rule files or folders. Repeatable.")
def explain(rule: str, rule_paths: tuple[str, ...]) -> int:
    """Say what a rule finds, why it matters and how to mend it.

    RULE is its code or its name: CNN201, small-final-receptive-field.
    """
    from cnnlint.cli.rulebook import explain_rule

    return explain_rule(rule, rule_paths)
