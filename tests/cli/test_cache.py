"""Results that are kept, as users meet them."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from cnnlint import analysis
from cnnlint.source.digest import digest
from support.command import Cnnlint, Ended

ROOT = Path(__file__).parents[2]
LAYERS = "from torch import nn\n\n\ndef head(features):\n    return nn.Linear(features, 10)\n"
NET = """import torch
from torch import nn
from layers import head


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(3, 8, 3)
        self.head = head(8)

    def forward(self, x):
        return self.head(torch.relu(self.conv(x)).mean((2, 3)))
"""
RUN = "import torch\nfrom net import Net\n\nNet()(torch.zeros(1, {}, 8, 8))\n"


class Project:
    """A project, and how many of its files a check analyses."""

    def __init__(self, folder: Path, cnnlint: Cnnlint, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder = folder
        self.cnnlint = cnnlint
        self.analysed: list[str] = []
        real = analysis.analyze_source

        def noted(text: str, path: str, *rest: object) -> object:
            self.analysed.append(path)
            return real(text, path, *rest)  # type: ignore[arg-type]

        monkeypatch.setattr(analysis, "analyze_source", noted)

    def check(self, *arguments: str) -> Ended:
        self.analysed.clear()
        return self.cnnlint(
            "check", "--jobs", "1", "--fail-level", "error", "--output-format", "concise", "--quiet", *arguments
        )

    def entries(self) -> list[Path]:
        return [path for path in (self.folder / ".cnnlint_cache" / "results").rglob("*") if path.is_file()]


@pytest.fixture
def project(tmp_path: Path, cnnlint: Cnnlint, monkeypatch: pytest.MonkeyPatch) -> Project:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("CNNLINT_CACHE_DIR")
    (tmp_path / "pyproject.toml").write_text("")
    (tmp_path / "layers.py").write_text(LAYERS)
    (tmp_path / "net.py").write_text(NET)
    (tmp_path / "run.py").write_text(RUN.format(4))
    return Project(tmp_path, cnnlint, monkeypatch)


def test_a_second_run_analyses_nothing_and_says_the_same(project: Project) -> None:
    first = project.check("net.py")
    assert project.analysed == ["net.py"]
    assert first.code == 1
    second = project.check("net.py")
    assert project.analysed == []
    assert second == first


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("net.py", NET + "\n"),
        ("layers.py", LAYERS + "\n"),  # which it imports
        ("run.py", RUN.format(3)),  # which runs it
        ("pyproject.toml", '[tool.cnnlint]\nmode = "train"\n'),
        ("net/__init__.py", ""),
    ],
)
def test_what_a_result_hangs_on_makes_it_anew(name: str, text: str, project: Project) -> None:
    project.check("net.py")
    (project.folder / name).parent.mkdir(exist_ok=True)
    (project.folder / name).write_text(text)
    project.check("net.py")
    assert project.analysed == ([] if name == "net/__init__.py" else ["net.py"])
    project.check("net.py")
    assert project.analysed == []


def test_what_was_not_there_counts_too(project: Project) -> None:
    (project.folder / "layers.py").unlink()
    project.check("net.py")
    (project.folder / "layers.py").write_text(LAYERS)
    project.check("net.py")
    assert project.analysed == ["net.py"]
    (project.folder / "run.py").unlink()
    assert project.check("net.py").code == 0
    assert project.analysed == ["net.py"]
    (project.folder / "other.py").write_text(RUN.format(4))
    assert project.check("net.py").code == 1


def test_what_does_not_matter_changes_nothing(project: Project) -> None:
    project.check("net.py")
    (project.folder / "notes.py").write_text("x = 1\n")
    os.utime(project.folder / "net.py", (1, 1))
    os.utime(project.folder / "run.py", (1, 1))
    project.check("net.py", "--fail-level", "error", "--exit-zero")
    assert project.analysed == []


@pytest.mark.parametrize(
    "options", [("--no-cache",), ("--fix",), ("--diff",), ("--input", "1,3,9,9"), ("--persona", "pedantic")]
)
def test_options_that_results_hang_on_or_that_want_them_made_anew(options: tuple[str, ...], project: Project) -> None:
    project.check("net.py")
    project.check("net.py", *options)
    assert project.analysed == ["net.py"]


def test_own_rules_count_by_what_they_say(project: Project) -> None:
    rule = project.folder / "own.yaml"
    rule.write_text(
        "id: OUR001\nname: no-conv\nstatus: stable\nseverity: info\nfor_each: layer\nwhen: layer.role == 'conv'\n"
        "message: one\ndocs: {what: x, why: x, references: [x]}\nexamples: {none: x}\n"
    )
    first = project.check("net.py", "--rules", "own.yaml")
    assert "OUR001 one" in first.out, first
    assert project.check("net.py", "--rules", "own.yaml") == first
    assert project.analysed == []
    rule.write_text(rule.read_text().replace("message: one", "message: two"))
    assert "OUR001 two" in project.check("net.py", "--rules", "own.yaml").out
    rule.write_text(rule.read_text().replace("layer.role", "layer.rolle"))
    assert project.check("net.py", "--rules", "own.yaml").code == 2


def test_findings_told_of_two_files_are_told_once(project: Project) -> None:
    first = project.check(".")
    assert first.out.count("error") == 1
    assert project.check(".") == first
    assert project.analysed == []


def damaged(data: bytes) -> list[bytes]:
    body = data.partition(b"\n")[2]
    values = json.loads(body)
    far = json.loads(body.replace(b'"run.py"', b'"/etc/passwd"').replace(b'"net.py"', b'"/etc/passwd"'))
    others = [
        [], {}, None, [[], []], [values[0], [["text"]]], [values[0], [["__class__", 1]]], [values[0], [[["text", 5], None]]], [values[0], 5],
        [[*values[0][:1], "many", *values[0][2:]], values[1]], [[*values[0][:6], ["import"]], values[1]], far, [[[]] * 7, values[1]],
    ]  # fmt: skip
    whole = [json.dumps(other).encode() for other in others] + [
        b"[" * 100_000,
        b"\xff\xfe",
        b"c__builtin__\neval\n(S'1'\ntR.",
    ]
    return [data[: len(data) // 2], b"", data[:-1], b"x" + data, *(digest(one).encode() + b"\n" + one for one in whole)]


def test_damaged_and_hostile_entries_are_not_there(project: Project) -> None:
    first = project.check("net.py")
    (entry,) = project.entries()
    good = entry.read_bytes()
    for bad in damaged(good):
        entry.write_bytes(bad)
        assert (bad[:80], project.check("net.py")) == (bad[:80], first)
        assert project.analysed == ["net.py"], bad[:200]
        assert entry.read_bytes() == good


def test_a_folder_that_cannot_be_written_is_no_failure(project: Project) -> None:
    (project.folder / ".cnnlint_cache").write_text("")
    first = project.check("net.py")
    assert (first.code, first.err) == (1, "")
    assert project.check("net.py") == first
    assert "(nothing kept yet; it cannot be written to)" in project.cnnlint("doctor").out


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="who runs the tests may write everywhere")
def test_a_read_only_cache_is_no_failure(project: Project) -> None:
    first = project.check("net.py")
    cache = project.folder / ".cnnlint_cache"
    for folder in [cache, *(path for path in cache.rglob("*") if path.is_dir())]:
        folder.chmod(stat.S_IRUSR | stat.S_IXUSR)
    assert project.check("net.py") == first
    assert project.check("run.py").err == ""


def test_the_folder_and_its_end(project: Project) -> None:
    project.check("net.py")
    assert (project.folder / ".cnnlint_cache" / ".gitignore").read_text() == "*\n"
    told = dict(line.split(maxsplit=1) for line in project.cnnlint("doctor").out.splitlines())
    assert told["cache"].startswith(f"{project.folder / '.cnnlint_cache'} (")
    ended = project.cnnlint("clean")
    assert (ended.code, ended.out.split()[1:4]) == (0, ["files", "removed", "from"])
    assert not (project.folder / ".cnnlint_cache").exists()
    assert project.cnnlint("clean").out.startswith("nothing is kept in ")
    assert project.check("net.py", "--cache-dir", "elsewhere").code == 1
    assert (project.folder / "elsewhere" / "results").is_dir()
    assert project.cnnlint("clean", "--cache-dir", "elsewhere").code == 0
    assert not (project.folder / "elsewhere").exists()


def test_a_cached_run_loads_neither_libcst_nor_tables_nor_rules(project: Project) -> None:
    project.check("net.py")
    code = (
        "import sys; from cnnlint.cli.main import cli; cli.main(['check', '--quiet', 'net.py'], standalone_mode=False); "
        "print(sorted(name for name in sys.modules if name.startswith(('libcst', 'yaml', 'cnnlint.frameworks', 'cnnlint.interpreter', 'cnnlint.graph'))))"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    subprocess.run(
        [sys.executable, "-m", "cnnlint", "check", "net.py"], env=environment, capture_output=True, check=False
    )
    ended = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert ended.stdout.splitlines()[-1] == "[]"
