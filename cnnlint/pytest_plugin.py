"""The pytest plugin: a project's tests say that its models have no findings."""

from __future__ import annotations

from typing import Any

import pytest

from cnnlint.diagnostics import Severity


class Cnnlint:
    """What the fixture `cnnlint` gives: the functions of the Python interface, and assertions."""

    def check(self, target: Any, **options: Any) -> Any:
        """The `Report` of a target, see `cnnlint.check`."""
        import cnnlint

        return cnnlint.check(target, **options)

    def show(self, target: Any, **options: Any) -> Any:
        """The `Model` of a target, see `cnnlint.show`."""
        import cnnlint

        return cnnlint.show(target, **options)

    def assert_no_findings(self, target: Any, *, fail_level: Severity = "warning", **options: Any) -> None:
        """Fail the test, with the report, if anything is found that is as grave as `fail_level`."""
        __tracebackhide__ = True
        assert_no_findings(target, fail_level=fail_level, **options)


def assert_no_findings(target: Any, *, fail_level: Severity = "warning", **options: Any) -> None:
    """Fail with the report if anything is found that is as grave as `fail_level`; the options are those of `cnnlint.check`."""
    __tracebackhide__ = True
    import cnnlint

    report = cnnlint.check(target, **options)
    if report.fails(fail_level):
        pytest.fail(f"cnnlint found faults\n\n{report}", pytrace=False)


@pytest.fixture(name="cnnlint", scope="session")
def _cnnlint() -> Cnnlint:
    """`cnnlint.assert_no_findings("src")`, `cnnlint.check(…)`, `cnnlint.show(…)`."""
    return Cnnlint()
