"""Rules that installed packages bring along are found by their metadata, and no package is imported for it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from cnnlint.rule_engine.packs import pack_folders
from support.command import Cnnlint

RULE = """\
id: ACME001
name: acme-wide
severity: info
for_each: layer
when: layer.out_channels > 512
message: wide
"""


def install(site: Path, value: str, folder: str = "acme_rules/data") -> Path:
    """A package as it lies in an environment, with code that must not run."""
    package = site / folder
    package.mkdir(parents=True)
    (site / "acme_rules" / "__init__.py").write_text("raise SystemExit('imported')\n")
    (package / "wide.yaml").write_text(RULE)
    metadata = site / "acme_rules-1.0.dist-info"
    metadata.mkdir()
    (metadata / "entry_points.txt").write_text(
        f"[console_scripts]\nacme = acme_rules:main\n\n[cnnlint.rules]\n# ours\n{value}\n\n[other]\nx = nothing.there\n"
    )
    return metadata / "entry_points.txt"


@pytest.mark.parametrize(
    "value", ["acme = acme_rules.data", "acme=acme_rules.data:rules", " a b = acme_rules.data [x]"]
)
def test_the_folder_of_a_pack(tmp_path: Path, value: str) -> None:
    install(tmp_path, value)
    assert pack_folders([str(tmp_path), "", str(tmp_path / "missing")]) == ((tmp_path / "acme_rules" / "data",), ())


@pytest.mark.parametrize(
    "value", ["acme = nowhere_at_all", "acme = acme_rules.other", "acme = ../../etc", "nothing", "a = os.path"]
)
def test_a_pack_that_is_not_there(tmp_path: Path, value: str) -> None:
    place = install(tmp_path, value)
    folders, (error,) = pack_folders([str(tmp_path)])
    assert folders == ()
    assert (error.path, error.line, error.source) == (str(place), 6, value)
    assert "acme_rules" not in sys.modules


def test_metadata_that_is_no_text(tmp_path: Path) -> None:
    install(tmp_path, "acme = acme_rules.data").write_bytes(b"[cnnlint.rules]\n\xff\xfe = \x00\n")
    assert len(pack_folders([str(tmp_path)])[1]) == 1


def test_the_rules_of_a_pack_are_in_force_unless_isolated(
    tmp_path: Path, cnnlint: Cnnlint, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(tmp_path, "acme = acme_rules.data")
    monkeypatch.setattr(sys, "path", [*sys.path, str(tmp_path)])
    assert "ACME001" in cnnlint("rules", "list").out
    assert "acme-wide" in cnnlint("explain", "ACME001").out
    program = tmp_path / "net.py"
    program.write_text(
        "import torch\nfrom torch import nn\nmodel = nn.Sequential(nn.Conv2d(3, 1024, 3))\nmodel(torch.zeros(1, 3, 32, 32))\n"
    )
    assert "ACME001" in cnnlint("check", program).out
    assert "ACME001" not in cnnlint("check", "--isolated", program).out
    assert "ACME001" not in cnnlint("rules", "list", "--isolated").out


def test_a_pack_that_is_wrong_is_said_and_the_run_ends(
    tmp_path: Path, cnnlint: Cnnlint, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(tmp_path, "acme = nowhere_at_all")
    monkeypatch.setattr(sys, "path", [*sys.path, str(tmp_path)])
    ended = cnnlint("rules", "list")
    assert ended.code == 2
    assert "names no folder of an installed package" in ended.err
