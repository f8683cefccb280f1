"""The Python interface: what it gives is what the command line prints, and its page is run."""

from __future__ import annotations

import doctest
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import cnnlint as package
from support.command import Cnnlint

ROOT = Path(__file__).parents[2]
SOURCE = """import torch
from torch import nn

net = nn.Sequential(nn.Conv2d(3, 8, 3), nn.Conv2d(16, 8, 3))
net(torch.zeros(1, 3, 32, 32))
"""


@pytest.fixture(autouse=True)
def _at_the_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


def test_the_page_is_true() -> None:
    failed, tried = doctest.testfile(
        str(ROOT / "docs" / "python.md"), module_relative=False, optionflags=doctest.ELLIPSIS
    )
    assert (failed, tried > 5) == (0, True)


def test_documents_are_those_of_the_command_line(cnnlint: Cnnlint) -> None:
    def without_time(document: dict[str, Any]) -> dict[str, Any]:
        document.get("summary", {}).pop("seconds", None)
        return document

    printed = json.loads(cnnlint("check", "docs/examples/lenet.py", "--output-format", "json").out)
    assert without_time(package.check("docs/examples/lenet.py").to_dict()) == without_time(printed)
    shown = json.loads(cnnlint("show", "docs/examples/digits.py", "--format", "json").out)
    assert package.show(Path("docs/examples/digits.py")).to_dict() == shown["models"][0]
    assert str(package.show("docs/examples/digits.py")).startswith("model · keras · docs/examples/digits.py:5")


def test_source_is_checked() -> None:
    report = package.check(SOURCE, name="net.py", isolated=True)
    (found,) = report
    assert (found.rule, found.path, found.line, found.severity, found.cell) == ("CNN101", "net.py", 4, "error", None)
    assert found.fix
    assert str(found).startswith("net.py:4:41: error CNN101 ")
    assert report
    assert report.errors == report.findings
    assert "net.py:4" in str(report)
    assert not package.check(SOURCE, ignore=["CNN101"], isolated=True)
    assert not package.check("import torch\n", select=["CNN1"]).fails("info")


def test_models_are_typed_objects() -> None:
    model = package.show(
        "import torch\nfrom torch import nn\nnet = nn.Sequential(nn.Conv2d(3, 8, 3))\n", input={"input": "N,3,9,W"}
    )
    assert (model.name, model.framework, model.inputs[0].shape) == ("net", "torch", ("N", 3, 9, "W"))
    layer = model.layers[0]
    assert layer.output_shape == ("N", 8, 7, "W - 2")
    assert (layer.receptive_field and layer.receptive_field.size, layer.inputs) == ((3, 3), ("input:input",))
    assert (model.resolved, model.layer_count, model.unresolved) == (1, 1, ())
    with pytest.raises(KeyError):
        model.layer("conv")
    with pytest.raises(AttributeError):
        model.name = "other"  # type: ignore[misc]


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: package.check("nowhere.py"), "nowhere.py: no such file"),
        (lambda: package.show("nowhere.py"), "nowhere.py: no such file"),
        (lambda: package.show("import torch\n"), "<source>: there is no model"),
        (lambda: package.show("docs/examples"), "there are several: "),
        (lambda: package.show("docs/examples/digits.py", model="x"), "there is no model x; there are: model"),
        (lambda: package.show("docs/examples/lenet.py::Nest"), "Nest"),
        (lambda: package.check(SOURCE, input="1,,2"), "input: "),
        (lambda: package.check(SOURCE, select=["QQQ"]), "no rule is called QQQ"),
        (lambda: package.check(SOURCE, config="nowhere.toml"), "nowhere.toml: No such file"),
    ],
)
def test_what_cannot_be_done_is_raised(call: Any, message: str) -> None:
    with pytest.raises(package.CannotRun) as refused:
        call()
    assert message in str(refused.value)


def test_notebooks_show_tables() -> None:
    report = package.check("x = 1  # <b>\nimport torch\n(\n", name="<i>.py")
    assert "&lt;" not in report.findings[0].message
    assert report._repr_html_().startswith("<table><tr>")
    assert package.check("x = 1\n")._repr_html_() == "<p>No findings.</p>"
    html = package.show(SOURCE.replace("16", "8"), isolated=True)._repr_html_()
    assert html.count("<tr>") == 3 + 1
    assert "<b>net</b>" in html


def test_importing_the_package_loads_nothing() -> None:
    code = "import cnnlint, sys; print([m for m in sys.modules if m.startswith(('cnnlint.', 'libcst', 'yaml', 'click'))], dir(cnnlint)[0])"
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert ended.stdout == "[] CannotRun\n"
    with pytest.raises(AttributeError, match="has no attribute 'chekc'"):
        package.chekc  # noqa: B018
    assert all(getattr(package, name) for name in package.__all__)


TESTS = """
from cnnlint.pytest_plugin import assert_no_findings


def test_bad(cnnlint):
    cnnlint.assert_no_findings("net.py")


def test_mild(cnnlint):
    cnnlint.assert_no_findings("net.py", ignore=["CNN101"])
    assert_no_findings("import torch\\n")
    assert cnnlint.show("net.py").framework == "torch"
    assert len(cnnlint.check("net.py")) == 1
"""


def test_the_pytest_plugin(tmp_path: Path) -> None:
    (tmp_path / "net.py").write_text(SOURCE)
    (tmp_path / "test_net.py").write_text(TESTS)
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "cnnlint.pytest_plugin",
        "-p",
        "no:xdist",
        "-p",
        "no:cacheprovider",
        "test_net.py",
    ]
    # By itself pytest would load it again where it is installed.
    here = {"PYTHONPATH": str(ROOT), "PATH": "", "CNNLINT_STRICT": "1", "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    ended = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path, env=here)
    assert "1 failed, 1 passed" in ended.stdout, ended.stdout + ended.stderr
    assert "net.py:4:41: error CNN101" in ended.stdout
    assert "pytest_plugin.py" not in ended.stdout
